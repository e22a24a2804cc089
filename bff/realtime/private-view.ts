import type { PositionRow } from "../contract/tables/position.ts";
import type { Action } from "../exchange/index.ts";
import { changedColumns, type LiveTables } from "../exchange/index.ts";

/** A change of one row of an account. */
export interface PrivateChange {
  readonly table: "position" | "margin" | "wallet";
  readonly action: Action;
  /** Empty for rows of no symbol. */
  readonly symbol: string;
  readonly row: object;
}

/** Columns that each change of a position says again, as clients of the contract expect them. */
const POSITION_REPEATS = [
  "account",
  "symbol",
  "currency",
  "currentTimestamp",
  "currentQty",
  "liquidationPrice",
  "markPrice",
  "lastPrice",
] as const satisfies readonly (keyof PositionRow)[];

/**
 * The rows that marks derive, as an account's listeners were last told them. Images are taken from here as well, so that
 * whoever joins later follows the same deltas.
 */
export class PrivateView {
  private readonly account: number;
  private readonly tables: LiveTables;
  private readonly told = new Map<string, object>();

  constructor(account: number, tables: LiveTables) {
    this.account = account;
    this.tables = tables;
    this.refresh();
  }

  rows(table: PrivateChange["table"], symbol: string | null): object[] {
    return [...this.told.entries()]
      .filter(([key]) => key.startsWith(`${table} `) && (symbol === null || key === `${table} ${symbol}`))
      .map(([, row]) => row);
  }

  /** Computes the rows anew and tells what differs from what was told. */
  refresh(): PrivateChange[] {
    const { accounts, marks } = this.tables;
    const changes: PrivateChange[] = [];
    for (const row of accounts.positionRows(this.account, marks)) this.tell(changes, "position", row.symbol, row, POSITION_REPEATS);
    const margin = accounts.marginRow(this.account, marks);
    if (margin !== null) this.tell(changes, "margin", "", margin, ["account", "currency"]);
    const wallet = accounts.walletRow(this.account);
    if (wallet !== null) this.tell(changes, "wallet", "", wallet, ["account", "currency"]);
    return changes;
  }

  private tell<R extends { readonly timestamp: string }>(
    changes: PrivateChange[],
    table: PrivateChange["table"],
    symbol: string,
    row: R,
    keys: readonly (keyof R)[],
  ): void {
    const key = `${table} ${symbol}`;
    const before = this.told.get(key) as R | undefined;
    if (before === undefined) {
      this.told.set(key, row);
      changes.push({ table, action: "insert", symbol, row });
      return;
    }
    const delta = changedColumns(before, row) ?? (before.timestamp === row.timestamp ? null : {});
    if (delta === null) return;
    this.told.set(key, row);
    const identity = Object.fromEntries(keys.map((name) => [name, row[name]]));
    changes.push({ table, action: "update", symbol, row: { ...identity, ...delta, timestamp: row.timestamp } });
  }
}
