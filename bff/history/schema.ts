import type { DatabaseSync } from "node:sqlite";
import type { Column } from "../contract/columns.ts";
import { foundBy } from "../contract/filters.ts";
import type { Table } from "../contract/table.ts";
import { execution } from "../contract/tables/execution.ts";
import { funding } from "../contract/tables/funding.ts";
import { indexComposite } from "../contract/tables/index-composite.ts";
import { insurance } from "../contract/tables/insurance.ts";
import { leverageSnapshot } from "../contract/tables/leverage-snapshot.ts";
import { liquidationFill, liquidationReport, liquidationStep } from "../contract/tables/liquidation-report.ts";
import { order } from "../contract/tables/order.ts";
import { settlement } from "../contract/tables/settlement.ts";
import { trade } from "../contract/tables/trade.ts";
import { transact } from "../contract/tables/transact.ts";
import { DELEVERAGE_TEXT } from "../contract/vocabulary.ts";

/** Tables of the contract that history keeps; their columns are the contract's. */
export const KEPT_TABLES = {
  trade,
  execution,
  order,
  transact,
  settlement,
  funding,
  compositeIndex: indexComposite,
  insurance,
  liquidationReport,
  liquidationStep,
  liquidationFill,
  leverageSnapshot,
} as const;
export type KeptTable = keyof typeof KEPT_TABLES;

const columnOf = (table: Table, name: string) => table.columns[name] as Column;
const isAlwaysNull = (column: Column) => (column as unknown as { type?: string }).type === "null";

/** Columns of a table that are worth storing: those that can hold something. */
export const storedColumns = (table: Table): readonly string[] => table.columnNames.filter((name) => !isAlwaysNull(columnOf(table, name)));

function sqlType(column: Column): string {
  switch (column.wire) {
    case "long":
    case "boolean":
    case "timestamp":
    case "timespan":
      return "INTEGER";
    case "float":
      return "REAL";
    default:
      return "TEXT";
  }
}

const declare = (table: Table) =>
  storedColumns(table)
    .map((name) => `"${name}" ${sqlType(columnOf(table, name))}`)
    .join(", ");

const SCHEMA_VERSION = 2;

const LATER_TABLES = `
  CREATE TABLE IF NOT EXISTS settlement (${declare(settlement)});
  CREATE INDEX IF NOT EXISTS settlement_symbol ON settlement (symbol, timestamp);
  CREATE INDEX IF NOT EXISTS settlement_time ON settlement (timestamp);
  CREATE TABLE IF NOT EXISTS compositeIndex (${declare(indexComposite)});
  CREATE INDEX IF NOT EXISTS compositeIndex_symbol ON compositeIndex (symbol, timestamp);
  CREATE INDEX IF NOT EXISTS compositeIndex_time ON compositeIndex (timestamp);
  CREATE INDEX IF NOT EXISTS execution_deleveraging ON execution (account, timestamp) WHERE text = '${DELEVERAGE_TEXT}';
  CREATE INDEX IF NOT EXISTS transact_id ON transact (transactID);
  CREATE TABLE IF NOT EXISTS funding (${declare(funding)});
  CREATE INDEX IF NOT EXISTS funding_symbol ON funding (symbol, timestamp);
  CREATE INDEX IF NOT EXISTS funding_time ON funding (timestamp);
  CREATE TABLE IF NOT EXISTS liquidationReport (${declare(liquidationReport)}, simulated INTEGER, houseOrderID TEXT, takenQty INTEGER, takenSats INTEGER);
  CREATE UNIQUE INDEX IF NOT EXISTS liquidationReport_id ON liquidationReport (liquidationID);
  CREATE INDEX IF NOT EXISTS liquidationReport_account ON liquidationReport (account, timestamp);
  CREATE INDEX IF NOT EXISTS liquidationReport_symbol ON liquidationReport (symbol, timestamp);
  CREATE INDEX IF NOT EXISTS liquidationReport_time ON liquidationReport (timestamp);
  CREATE INDEX IF NOT EXISTS liquidationReport_house ON liquidationReport (houseOrderID) WHERE houseOrderID IS NOT NULL;
  CREATE TABLE IF NOT EXISTS liquidationStep (${declare(liquidationStep)}, simulated INTEGER);
  CREATE INDEX IF NOT EXISTS liquidationStep_account ON liquidationStep (account, timestamp);
  CREATE INDEX IF NOT EXISTS liquidationStep_id ON liquidationStep (liquidationID);
  CREATE TABLE IF NOT EXISTS liquidationFill (${declare(liquidationFill)}, simulated INTEGER);
  CREATE INDEX IF NOT EXISTS liquidationFill_account ON liquidationFill (account, timestamp);
  CREATE INDEX IF NOT EXISTS liquidationFill_id ON liquidationFill (liquidationID);
  CREATE TABLE IF NOT EXISTS leverageSnapshot (${declare(leverageSnapshot)});
  CREATE INDEX IF NOT EXISTS leverageSnapshot_symbol ON leverageSnapshot (symbol, timestamp);
  CREATE INDEX IF NOT EXISTS leverageSnapshot_time ON leverageSnapshot (timestamp);
`;

const PRIVATE: ReadonlySet<string> = new Set(["execution", "order", "transact", "liquidationReport", "liquidationStep", "liquidationFill"]);

/** An index for everything that people may look for rows by, in time where many rows share it. */
function filterIndices(table: KeptTable): string {
  const { ids, groups } = foundBy(table);
  const { columns } = KEPT_TABLES[table] as Table;
  const isPrivate = PRIVATE.has(table);
  const owner = isPrivate ? "account, " : "";
  const all = [...groups, ...(isPrivate && "symbol" in columns ? ["symbol"] : [])];
  const index = (column: string, more: string) =>
    `CREATE INDEX IF NOT EXISTS "${table}_by_${column}" ON "${table}" (${owner}"${column}"${more});`;
  return [...all.map((column) => index(column, ", timestamp")), ...ids.map((column) => index(column, ""))].join("\n");
}

const INDICES = (Object.keys(KEPT_TABLES) as KeptTable[]).map(filterIndices).join("\n");

/**
 * Creates the tables in an empty file, or checks those that are there.
 *
 * @throws Error for a file of another schema: history can be made anew from the journal, but not by guessing
 */
export function prepareSchema(database: DatabaseSync): void {
  const { user_version: version } = database.prepare("PRAGMA user_version").get() as { user_version: number };
  if (version === SCHEMA_VERSION) {
    // Tables that came later are added to a file from before them.
    database.exec(LATER_TABLES + INDICES);
    return;
  }
  if (version !== 0) throw new Error(`history.sqlite has schema ${version}; this program knows schema ${SCHEMA_VERSION}`);
  database.exec(`
    BEGIN;
    CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE trade (${declare(trade)});
    CREATE INDEX trade_symbol ON trade (symbol, timestamp);
    CREATE INDEX trade_time ON trade (timestamp);
    CREATE TABLE execution (${declare(execution)}, simulated INTEGER);
    CREATE INDEX execution_account ON execution (account, timestamp);
    CREATE INDEX execution_simulated ON execution (timestamp) WHERE simulated = 1;
    CREATE TABLE "order" (${declare(order)}, simulated INTEGER);
    CREATE UNIQUE INDEX order_id ON "order" (orderID);
    CREATE INDEX order_account ON "order" (account, timestamp);
    CREATE INDEX order_simulated ON "order" (timestamp) WHERE simulated = 1;
    CREATE TABLE transact (${declare(transact)});
    CREATE INDEX transact_account ON transact (account, timestamp);
    CREATE TABLE insurance (${declare(insurance)});
    CREATE INDEX insurance_time ON insurance (timestamp);
    CREATE TABLE bin (
      symbol TEXT, widthMs INTEGER, endMs INTEGER, open REAL, high REAL, low REAL, close REAL, trades INTEGER, volume INTEGER,
      lastSize INTEGER, turnoverSats INTEGER, home REAL, "foreign" REAL,
      PRIMARY KEY (symbol, widthMs, endMs)
    ) WITHOUT ROWID;
    ${LATER_TABLES}
    ${INDICES}
    PRAGMA user_version = ${SCHEMA_VERSION};
    COMMIT;
  `);
}
