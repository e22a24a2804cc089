import { ContractError, invalid } from "../contract/errors.ts";
import type { Filter } from "../contract/operation.ts";
import type { Table } from "../contract/table.ts";
import type { FilterValue, ListQuery } from "../history/index.ts";

/** Parameters that lists of rows in time share, as the contract reads them. */
export interface HistoryParams {
  readonly symbol?: string;
  readonly filter?: Filter;
  readonly columns?: readonly string[] | string;
  readonly count?: number;
  readonly start?: number;
  readonly reverse?: boolean;
  readonly startTime?: string;
  readonly endTime?: string;
}

/** A filter read against a table: equality by column, and whether only open orders are meant. */
export interface ReadFilter {
  readonly equals: Readonly<Record<string, readonly FilterValue[]>>;
  /** Null where the filter does not say. */
  readonly open: boolean | null;
}

const MAX_LIST = 100;
const MAX_COLUMNS = 20;

/** @throws ContractError 400 for columns that the table lacks or values that are none */
export function readFilter(table: Table, filter: unknown, symbol?: string): ReadFilter {
  const equals: Record<string, readonly FilterValue[]> = symbol === undefined ? {} : { symbol: [symbol] };
  let open: boolean | null = null;
  if (filter !== undefined && filter !== null) {
    if (typeof filter !== "object" || Array.isArray(filter)) throw invalid("filter values are not valid");
    const entries = Object.entries(filter);
    if (entries.length > MAX_COLUMNS) throw invalid("filter values are not valid");
    for (const [column, value] of entries) {
      if (table.name === "order" && (column === "open" || column === "ordStatus.isTerminated")) {
        open = (readValue("boolean", value) === 1) === (column === "open");
        continue;
      }
      const wire = Object.hasOwn(table.types, column) && !isWithdrawn(table, column) ? table.types[column] : undefined;
      if (wire === undefined) throw invalid("filter columns are not valid");
      equals[column] = (Array.isArray(value) ? value : [value]).map((one) => readValue(wire, one));
      if ((equals[column] as FilterValue[]).length > MAX_LIST) throw invalid("filter values are not valid");
    }
  }
  return { equals, open };
}

/** A column that is always null is not kept, and nobody looks for a row by it. */
const isWithdrawn = (table: Table, column: string) => (table.columns[column] as { readonly type?: unknown } | undefined)?.type === "null";

/** Numbers and truths of a filter in brackets, as `filter[open]=true`, come as words. */
const WORDS: ReadonlyMap<unknown, unknown> = new Map([
  ["true", true],
  ["false", false],
]);
const PLAIN_NUMBER = /^-?\d{1,16}(\.\d{1,16})?$/;

/** A filter's value as rows are stored: moments in milliseconds, truths as 0 and 1. */
function readValue(wire: string, value: unknown): FilterValue {
  if (value === null) return null;
  if (wire === "timestamp") {
    const timeMs = typeof value === "string" ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(timeMs)) throw invalid("filter values are not valid");
    return timeMs;
  }
  if (wire === "boolean") {
    const truth = WORDS.get(value) ?? value;
    if (typeof truth !== "boolean") throw invalid("filter values are not valid");
    return truth ? 1 : 0;
  }
  if (wire === "long" || wire === "float") {
    const number = typeof value === "string" && PLAIN_NUMBER.test(value) ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number)) throw invalid("filter values are not valid");
    return number;
  }
  if (typeof value !== "string") throw invalid("filter values are not valid");
  return value;
}

/** A list's parameters as history takes them. */
export function toListQuery(table: ListQuery["table"], model: Table, account: number | null, params: HistoryParams): ListQuery {
  return {
    table,
    account,
    filter: readFilter(model, params.filter, params.symbol).equals,
    startMs: params.startTime === undefined ? null : Date.parse(params.startTime),
    endMs: params.endTime === undefined ? null : Date.parse(params.endTime),
    count: params.count ?? 100,
    start: params.start ?? 0,
    reverse: params.reverse ?? false,
  };
}

/** Whether a row in memory passes a filter. */
export function matches(table: Table, row: Readonly<Record<string, unknown>>, equals: ReadFilter["equals"]): boolean {
  return Object.entries(equals).every(([column, values]) => {
    const wire = table.types[column];
    const value = row[column];
    const comparable =
      value === null || value === undefined
        ? null
        : wire === "timestamp"
          ? Date.parse(value as string)
          : wire === "boolean"
            ? Number(value)
            : value;
    return values.includes(comparable as FilterValue);
  });
}

/** Rows in memory, filtered, in time, ordered and counted as history would. */
export function selectRows<R extends object>(table: Table, rows: readonly R[], params: HistoryParams): R[] {
  const { equals } = readFilter(table, params.filter, params.symbol);
  const startMs = params.startTime === undefined ? Number.NEGATIVE_INFINITY : Date.parse(params.startTime);
  const endMs = params.endTime === undefined ? Number.POSITIVE_INFINITY : Date.parse(params.endTime);
  const chosen = rows.filter((row) => {
    const fields = row as Readonly<Record<string, unknown>>;
    const timeMs = Date.parse(fields["timestamp"] as string);
    return matches(table, fields, equals) && (Number.isNaN(timeMs) || (timeMs >= startMs && timeMs <= endMs));
  });
  if (params.reverse) chosen.reverse();
  const start = params.start ?? 0;
  return chosen.slice(start, start + (params.count ?? 100));
}

/**
 * Reads the `columns` parameter into a function that keeps those columns, and the keys always.
 *
 * @throws ContractError 400 for a column that the table lacks
 */
export function readColumns(table: Table, columns: readonly string[] | string | undefined): (row: object) => object {
  if (columns === undefined || columns.length === 0) return (row) => row;
  const named = typeof columns === "string" ? columns.split(",").map((name) => name.trim()) : columns;
  if (!Array.isArray(named) || named.some((name) => typeof name !== "string" || !Object.hasOwn(table.types, name))) {
    throw new ContractError(400, "columns are not valid", "ValidationError");
  }
  const kept = new Set([...table.keys, ...table.required, ...named]);
  const names = table.columnNames.filter((name) => kept.has(name));
  return (row) => Object.fromEntries(names.map((name) => [name, (row as Record<string, unknown>)[name] ?? null]));
}
