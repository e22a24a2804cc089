/** Who is refused because others were there first is held back so long at the least: a client that asks again at once asks no more than twice a second. */
export const HOLD_MS = 500;
/** Refusals go out so far apart: those who came together do not come back together, and nobody waits behind all of them. */
const APART_MS = 4;
/** Requests that may be held back at a time; beyond, they are refused at once. */
const MOST_HELD = 2_000;

/** Holds requests back before they are refused, so that a flood of them takes little from everybody else. */
export class HoldBack {
  private readonly pause: (ms: number) => Promise<unknown>;
  private readonly now: () => number;
  private held = 0;
  private lastDueMs = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds of a clock that never goes back */
  constructor(pause: (ms: number) => Promise<unknown>, now: () => number) {
    this.pause = pause;
    this.now = now;
  }

  /** Waits for the moment at which a refusal may go out. */
  async wait(): Promise<void> {
    if (this.held >= MOST_HELD) return;
    this.held += 1;
    const nowMs = this.now();
    this.lastDueMs = Math.max(nowMs + HOLD_MS, this.lastDueMs + APART_MS);
    await this.pause(this.lastDueMs - nowMs);
    this.held -= 1;
  }
}
