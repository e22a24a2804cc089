import type { Message, Row } from "./socket.ts";

/** A table as a strict client keeps it: the image, and every delta put over it. */
class Folded {
  private keys: readonly string[] | null = null;
  private rows: Row[] = [];

  /** Takes one message of the table. @throws Error for what a strict client would stumble over */
  take({ action, keys, data = [] }: Message): void {
    if (action === "partial") {
      this.keys = keys ?? [];
      this.rows = [...data];
      return;
    }
    if (this.keys === null) throw new Error(`${action} before the image`);
    for (const row of data) this.change(action ?? "", row);
  }

  /** Rows in the order in which they came. */
  get all(): readonly Row[] {
    return this.rows;
  }

  private change(action: string, row: Row): void {
    const at = this.find(row);
    switch (action) {
      case "insert":
        if (at !== -1) throw new Error(`insert of a row that is there: ${JSON.stringify(row)}`);
        this.rows.push(row);
        break;
      case "update":
        if (at === -1) throw new Error(`update of a missing row: ${JSON.stringify(row)}`);
        this.rows[at] = { ...this.rows[at], ...row };
        break;
      case "delete":
        if (at === -1) throw new Error(`delete of a missing row: ${JSON.stringify(row)}`);
        this.rows.splice(at, 1);
        break;
      default:
        throw new Error(`no such action: ${action}`);
    }
  }

  /** -1 for tables without keys, whose rows are only ever added. */
  private find(row: Row): number {
    const { keys } = this;
    if (keys === null || keys.length === 0) return -1;
    for (const key of keys) if (row[key] === undefined) throw new Error(`${key} is missing in ${JSON.stringify(row)}`);
    return this.rows.findIndex((known) => keys.every((key) => known[key] === row[key]));
  }
}

/** What a client that heard these messages would hold of a table. */
export function fold(messages: readonly Message[]): readonly Row[] {
  const folded = new Folded();
  for (const message of messages) folded.take(message);
  return folded.all;
}
