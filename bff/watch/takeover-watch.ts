import type { Identity } from "../identity/index.ts";
import type { Wallet } from "../wallet/wallet.ts";
import { type Decision, judgeTakeover, TAKEOVER_RULES, type TakeoverRules, type WatchedEntry } from "./takeover.ts";

const HOLD_MS = 24 * 3_600_000;
/** Entries of a log that are read at once. What is older than these and the window says nothing of today, but for which devices are known. */
const READ_AT_ONCE = 500;
/** Nobody gets a sign out of sight by filling the log after it: so many pages are read while it is in the window. */
const MOST_PAGES = 20;

export interface TakeoverWatchParts {
  readonly identity: Identity;
  readonly wallet: Wallet;
  /** Time of the exchange, by which withdrawals are held. */
  readonly timeMs: () => number;
  /** Wall clock, by which logs are written. */
  readonly now: () => number;
  readonly onAlarm: (what: string) => void;
  readonly rules?: TakeoverRules;
}

/** Watches what is done with accounts for signs of a stranger, and has withdrawals wait where there are enough. */
export class TakeoverWatch {
  private readonly parts: TakeoverWatchParts;
  private readonly rules: TakeoverRules;
  private looking: Promise<void> = Promise.resolve();
  readonly stop: () => void;

  constructor(parts: TakeoverWatchParts) {
    this.parts = parts;
    this.rules = parts.rules ?? TAKEOVER_RULES;
    this.stop = parts.identity.safety.desk.activity.onAdded((userId) => {
      // One after the other: what one look finds, the next one knows.
      this.looking = this.looking.then(() => this.look(userId)).catch((error: Error) => parts.onAlarm(error.message));
    });
  }

  /** What the rules would have done with the logs of everybody: the ones that they would have held, and whether once or often. */
  async replay(
    rules = this.rules,
  ): Promise<{ readonly people: number; readonly held: number; readonly told: number; readonly rules: number }> {
    const { identity } = this.parts;
    let [people, held, told] = [0, 0, 0];
    for (const { id } of identity.everybody()) {
      const decisions = judgeTakeover(await this.entriesOf(id), rules);
      people += 1;
      if (decisions.some(({ step }) => step === "hold" || step === "call")) held += 1;
      else if (decisions.some(({ step }) => step === "tell")) told += 1;
    }
    return { people, held, told, rules: rules.version };
  }

  /** Waits until everything that was added to logs has been looked at. */
  settled(): Promise<void> {
    return this.looking;
  }

  /** An operator has looked, once all that was done until now has been judged. @throws RefusedError where nothing stands */
  clear(userId: number, operator: string): Promise<void> {
    const { watched, desk } = this.parts.identity.safety;
    const toSeq = desk.activity.lastSeq(userId);
    const cleared = this.looking.then(() => watched.clear(userId, operator, toSeq));
    // Whether it was refused is for the operator, who gets the same promise; the next look goes on after it.
    this.looking = Promise.allSettled([cleared]).then(() => undefined);
    return cleared;
  }

  private async look(userId: number): Promise<void> {
    const { identity, wallet, timeMs, now, onAlarm } = this.parts;
    const { watched, desk } = identity.safety;
    const last = judgeTakeover(await this.entriesOf(userId), this.rules, watched.clearedToSeq(userId)).at(-1);
    const user = identity.user(userId);
    if (user === null || last === undefined || last.step === "none") return;
    const { step, points, signs, rules, isStrange, firstMs, lastSeq } = last;
    // What ran out does not come back for signs that it was for. Entries are counted: two of one moment are two.
    const isNew = lastSeq > desk.records.of(userId).watchedToSeq;
    if (isNew && step !== "tell" && !wallet.isHeldFor(user.account, REASON)) {
      onAlarm(`Account ${user.account} is held: ${inWords(last)}.`);
      await wallet.hold({ account: user.account, reason: REASON, untilMs: timeMs() + HOLD_MS, sats: null }, userId);
    }
    // What stands is never lessened, and told again only when it is worse.
    const standing = watched.of(userId);
    const isWorse = standing === null ? isNew : RANK[step] > RANK[standing.step];
    if (isStrange && isWorse) {
      const untilMs = step === "call" ? null : now() + (step === "hold" ? HOLD_MS : this.rules.windowMs);
      await watched.put(userId, { step, points, signs, rules, sinceMs: firstMs, atMs: now(), untilMs });
      if (step === "call") onAlarm(`Account ${user.account} waits for an operator: ${inWords(last)}.`);
    }
    if (isNew) await watched.noteActed(userId, lastSeq);
  }

  /** What a person's log says, oldest first. */
  private async entriesOf(userId: number): Promise<readonly WatchedEntry[]> {
    const { activity } = this.parts.identity.safety.desk;
    const entries: WatchedEntry[] = [];
    for (let page = 0; page < MOST_PAGES; page++) {
      const rows = await activity.read(userId, { category: null, afterSeq: null, count: READ_AT_ONCE, start: entries.length });
      for (const { seq, at_ms, what, device, address } of rows) entries.push({ seq, atMs: at_ms, what, device, address });
      const [newest, oldest] = [entries[0], entries.at(-1)];
      if (rows.length < READ_AT_ONCE || newest === undefined || oldest === undefined) break;
      if (oldest.atMs <= newest.atMs - this.rules.windowMs) break;
    }
    return entries.reverse();
  }
}

const REASON = "what was done with the account looks like a stranger's doing";

const RANK = { none: 0, cleared: 0, tell: 1, hold: 2, call: 3 } as const;

const inWords = ({ points, isPattern, signs, rules }: Decision) =>
  `${points} points${isPattern ? ", the pattern" : ""} (${signs.join(", ")}; rules ${rules})`;
