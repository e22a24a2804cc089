import type { Identity } from "../identity/index.ts";
import type { Wallet } from "../wallet/wallet.ts";
import { type Decision, judgeTakeover, TAKEOVER_RULES, type TakeoverRules, type WatchedEntry } from "./takeover.ts";

const HOLD_MS = 24 * 3_600_000;
/** Entries of a log that are judged at once: what is older says nothing of today, but for which devices are known. */
const MOST_ENTRIES = 500;

export interface TakeoverWatchParts {
  readonly identity: Identity;
  readonly wallet: Wallet;
  /** Time of the exchange, by which withdrawals are held. */
  readonly timeMs: () => number;
  readonly onAlarm: (what: string) => void;
  readonly rules?: TakeoverRules;
}

/** Watches what is done with accounts for signs of a stranger, and has withdrawals wait where there are enough. */
export class TakeoverWatch {
  private readonly parts: TakeoverWatchParts;
  private readonly rules: TakeoverRules;
  readonly stop: () => void;

  constructor(parts: TakeoverWatchParts) {
    this.parts = parts;
    this.rules = parts.rules ?? TAKEOVER_RULES;
    this.stop = parts.identity.safety.desk.activity.onAdded((userId) => {
      void this.look(userId).catch((error: Error) => parts.onAlarm(error.message));
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

  private async look(userId: number): Promise<void> {
    const last = judgeTakeover(await this.entriesOf(userId), this.rules).at(-1);
    if (last === undefined || (last.step !== "hold" && last.step !== "call")) return;
    const { identity, wallet, timeMs, onAlarm } = this.parts;
    const user = identity.user(userId);
    if (user === null || wallet.isHeldFor(user.account, REASON)) return;
    onAlarm(`Account ${user.account} is held: ${inWords(last)}.`);
    await wallet.hold({ account: user.account, reason: REASON, untilMs: timeMs() + HOLD_MS, sats: null }, userId);
  }

  private async entriesOf(userId: number): Promise<readonly WatchedEntry[]> {
    const rows = await this.parts.identity.safety.desk.activity.read(userId, {
      category: null,
      afterSeq: null,
      count: MOST_ENTRIES,
      start: 0,
    });
    return rows.map(({ at_ms, what, device, address, seq }) => ({ atMs: at_ms, what, device, address, seq })).sort((a, b) => a.seq - b.seq);
  }
}

const REASON = "what was done with the account looks like a stranger's doing";

const inWords = ({ points, isPattern, signs, rules }: Decision) =>
  `${points} points${isPattern ? ", the pattern" : ""} (${signs.join(", ")}; rules ${rules})`;
