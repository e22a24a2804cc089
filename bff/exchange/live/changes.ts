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
  /** Set for an update of rows that whoever began to follow at this command or later has not got: to those it is an insert. */
  readonly lostBy?: number;
}

/** Collects changes in order; neighbours of the same kind share one. */
export class ChangeList {
  private readonly list: (Change & { readonly rows: object[] })[] = [];

  add(table: string, action: Action, symbol: string, account: number | null, row: object): void {
    const last = this.list.at(-1);
    const isAlike =
      last !== undefined && last.table === table && last.action === action && last.symbol === symbol && last.account === account;
    if (isAlike && last.lostBy === undefined) {
      last.rows.push(row);
    } else {
      this.list.push({ table, action, symbol, account, rows: [row] });
    }
  }

  /** An order that had filled is live again. @param filledBy the command that filled it */
  revive(symbol: string, account: number, row: object, filledBy: number): void {
    this.list.push({ table: "order", action: "update", symbol, account, rows: [row], lostBy: filledBy });
  }

  get all(): readonly Change[] {
    return this.list;
  }
}
