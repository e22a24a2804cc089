import { ContractError, TEXT } from "../contract/errors.ts";
import { HOLD_MS, type HoldBack } from "./hold-back.ts";

/** The longest that a read may wait for its turn: as long as a refusal would take. */
const LONGEST_TURN_MS = HOLD_MS;
/** Seconds' worth of reads that may come at once after a quiet while: a page that opens asks for many things together. */
const BURST_SECONDS = 1;

export interface HeavyReadLimits {
  /** Reads that may be in work at once. */
  readonly inWork: number;
  /** Reads that may begin a second, when it goes on. */
  readonly perSecond: number;
}

/**
 * Reads of histories and long lists: so many are in work at once, and so many begin a second, each in its turn, that orders
 * do not wait for them. The rest are held back for a while, and told to come back where there is still no place then.
 */
export class HeavyReads {
  private readonly limits: HeavyReadLimits;
  private readonly pause: (ms: number) => Promise<unknown>;
  private readonly now: () => number;
  private readonly hold: Pick<HoldBack, "wait">;
  private inWork = 0;
  /** When the next read may begin; it lags behind the time where nobody reads. */
  private nextMs = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds of a clock that never goes back */
  constructor(limits: HeavyReadLimits, hold: Pick<HoldBack, "wait">, pause: (ms: number) => Promise<unknown>, now: () => number) {
    this.limits = limits;
    this.hold = hold;
    this.pause = pause;
    this.now = now;
  }

  /**
   * Takes a place, at once or after a while.
   *
   * @param isGone whether who asked has hung up meanwhile
   * @throws ContractError 503 where there is none
   */
  async enter(isGone: () => boolean): Promise<void> {
    const waitMs = this.nextTurn();
    if (waitMs !== null && waitMs > 0) await this.pause(waitMs);
    if (waitMs !== null && !isGone() && this.take()) return;
    await this.hold.wait();
    if (waitMs !== null && !isGone() && this.take()) return;
    throw new ContractError(503, TEXT.overloaded);
  }

  leave(): void {
    this.inWork -= 1;
  }

  /** @returns milliseconds until a turn that is kept for who asks; null where too many wait already */
  private nextTurn(): number | null {
    const nowMs = this.now();
    const turnMs = Math.max(this.nextMs, nowMs - BURST_SECONDS * 1_000);
    if (turnMs > nowMs + LONGEST_TURN_MS) return null;
    this.nextMs = turnMs + 1_000 / this.limits.perSecond;
    return Math.max(0, turnMs - nowMs);
  }

  private take(): boolean {
    if (this.inWork >= this.limits.inWork) return false;
    this.inWork += 1;
    return true;
  }
}
