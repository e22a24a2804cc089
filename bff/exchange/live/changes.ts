/** What happened to the rows of a table, in the words of the socket. */
export type Action = "insert" | "update" | "delete";

/** A change of public rows of one symbol, or of private rows of one account. */
export interface Change {
  readonly table: string;
  readonly action: Action;
  readonly symbol: string;
  /** Wire number of the owner; null for public rows. */
  readonly account: number | null;
  /** Whole rows when inserted; keys and what changed when updated; keys when deleted. */
  readonly rows: readonly object[];
}

/** Collects changes in order; neighbours of the same kind share one. */
export class ChangeList {
  private readonly list: { table: string; action: Action; symbol: string; account: number | null; rows: object[] }[] = [];

  add(table: string, action: Action, symbol: string, account: number | null, row: object): void {
    const last = this.list.at(-1);
    if (last !== undefined && last.table === table && last.action === action && last.symbol === symbol && last.account === account) {
      last.rows.push(row);
    } else {
      this.list.push({ table, action, symbol, account, rows: [row] });
    }
  }

  get all(): readonly Change[] {
    return this.list;
  }
}
