/** What rows of a history can be found by, beside their contract, their owner and their moment: an index stands behind each. */
interface Found {
  /** Names of one thing: few rows have the same. */
  readonly ids: readonly string[];
  /** What many rows share. */
  readonly groups: readonly string[];
}

const NOTHING: Found = { ids: [], groups: [] };

/** By table. Lists that stand in memory are short, and may be filtered by any of their columns. */
const FOUND: Readonly<Record<string, Found>> = {
  trade: { ids: ["trdMatchID"], groups: ["side", "size", "price"] },
  execution: { ids: ["execID", "orderID", "clOrdID"], groups: ["execType", "ordStatus", "side"] },
  order: { ids: ["orderID", "clOrdID"], groups: ["ordStatus", "ordType", "side"] },
  transact: { ids: ["transactID"], groups: [] },
  settlement: { ids: [], groups: ["settlementType"] },
  compositeIndex: { ids: [], groups: ["reference"] },
  liquidationReport: { ids: ["liquidationID"], groups: [] },
  liquidationStep: { ids: ["liquidationID"], groups: [] },
  liquidationFill: { ids: ["liquidationID"], groups: [] },
};

export const foundBy = (table: string): Found => (Object.hasOwn(FOUND, table) ? (FOUND[table] as Found) : NOTHING);

/** Columns that a filter of a history may name. */
export function filterColumns(table: string): readonly string[] {
  const { ids, groups } = foundBy(table);
  return ["symbol", "timestamp", ...groups, ...ids];
}

/** Columns that hold whatever is asked for: a filter by its owner's account finds the owner's rows. */
export const isFilterColumn = (table: string, column: string): boolean => column === "account" || filterColumns(table).includes(column);
