import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import type { Table } from "../contract/table.ts";
import { storedColumns } from "./schema.ts";

/** Between rows of the wire and rows of SQL: moments are milliseconds, truths are 0 and 1, always-null columns are left out. */
export interface RowCodec {
  readonly columns: readonly string[];
  encode(row: Readonly<Record<string, unknown>>): SQLInputValue[];
  decode(stored: Readonly<Record<string, SQLOutputValue>>): Record<string, unknown>;
}

export function rowCodec(table: Table): RowCodec {
  const columns = storedColumns(table);
  const stored = new Set(columns);
  return {
    columns,
    encode: (row) => columns.map((name) => encodeValue(table.types[name] as string, row[name])),
    decode: (row) =>
      Object.fromEntries(
        table.columnNames.map((name) => [name, stored.has(name) ? decodeValue(table.types[name] as string, row[name] ?? null) : null]),
      ),
  };
}

function encodeValue(wire: string, value: unknown): SQLInputValue {
  if (value === null || value === undefined) return null;
  if (wire === "timestamp" || wire === "timespan") return Date.parse(value as string);
  if (wire === "boolean") return value === true ? 1 : 0;
  return value as SQLInputValue;
}

function decodeValue(wire: string, value: SQLOutputValue): unknown {
  if (value === null) return null;
  if (wire === "timestamp" || wire === "timespan") return new Date(value as number).toISOString();
  if (wire === "boolean") return value === 1;
  return value;
}
