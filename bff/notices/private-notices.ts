import type { NotificationRow } from "../contract/tables/notices.ts";

/** An entry of an account's log, as far as a notice tells of it. */
export interface LogHead {
  /** Number of the entry in the log of its account, from 1. */
  readonly seq: number;
  readonly atMs: number;
  /** `signIn`, `keys`, `settings`, `wallet`, `trading`. */
  readonly category: string;
  readonly isRefused: boolean;
}

interface Standing {
  readonly account: number;
  readonly head: LogHead;
}

/** For how long an entry is told of. */
export const PRIVATE_TTL_SECONDS = 24 * 3_600;
const TTL_MS = PRIVATE_TTL_SECONDS * 1_000;
/** Of an account; the oldest give way. */
const MOST = 20;
/** Those to everybody count from 1: no number stands for two notices. */
const FIRST_ID = 1_000_000_000;
/** Entries that have run out are let go so many at a time at least, and no fewer than stay. */
const COMPACT_AT = 1_024;

/** Keys see notices, and only sessions see the log: no word of an entry's own is in them. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["signIn", "Sign-in and sessions"],
  ["keys", "API keys"],
  ["settings", "Security settings"],
  ["wallet", "Withdrawals"],
  ["trading", "Trading"],
]);

/**
 * What the logs of accounts say of the last day, in memory alone: the log itself is kept elsewhere, and these follow from it at
 * each start.
 */
export class PrivateNotices {
  private readonly byAccount = new Map<number, LogHead[]>();
  /** All of them in the order of their times, those before `first` gone. */
  private line: Standing[] = [];
  private first = 0;

  /** What an account is to be shown, oldest first. @param account wire number */
  of(account: number): readonly NotificationRow[] {
    return this.byAccount.get(account)?.map(rowOf) ?? [];
  }

  /** @returns the notice, and the one that gives way to it, if any */
  put(account: number, head: LogHead): { readonly row: NotificationRow; readonly gone: number | null } {
    const shelf = this.byAccount.get(account);
    if (shelf === undefined) this.byAccount.set(account, [head]);
    else shelf.push(head);
    this.line.push({ account, head });
    const old = shelf !== undefined && shelf.length > MOST ? shelf.shift() : undefined;
    return { row: rowOf(head), gone: old === undefined ? null : idOf(old) };
  }

  /** Takes down what has stood long enough. All stand equally long, so that only the oldest are looked at. */
  expire(nowMs: number): readonly { readonly account: number; readonly id: number }[] {
    const over: { readonly account: number; readonly id: number }[] = [];
    for (let next = this.line[this.first]; next !== undefined && next.head.atMs + TTL_MS <= nowMs; next = this.line[this.first]) {
      this.first += 1;
      const { account, head } = next;
      const shelf = this.byAccount.get(account);
      // Others may have taken its place before.
      if (shelf?.[0] !== head) continue;
      shelf.shift();
      if (shelf.length === 0) this.byAccount.delete(account);
      over.push({ account, id: idOf(head) });
    }
    if (this.first >= COMPACT_AT && this.first * 2 >= this.line.length) {
      this.line = this.line.slice(this.first);
      this.first = 0;
    }
    return over;
  }
}

const idOf = ({ seq }: LogHead) => FIRST_ID + seq;

const rowOf = (head: LogHead): NotificationRow => ({
  id: idOf(head),
  date: new Date(head.atMs).toISOString(),
  title: TITLES.get(head.category) ?? "Your account",
  body: head.isRefused ? "Something was refused: see the log of your account." : "There is a new entry in the log of your account.",
  ttl: PRIVATE_TTL_SECONDS,
  type: head.isRefused ? "error" : "info",
  closable: true,
  persist: true,
  waitForVisibility: true,
  sound: "",
});
