import type { Pause, Trader } from "./trader.ts";

/** Between two turns of a market that runs faster than the wall there is at least so much of the wall's time. */
const LEAST_WALL_MS = 500;
/** Part of its requests that a trader keeps in hand; below it, it waits. */
const RESERVE = 0.25;
const SAVING_MS = 1_000;

/** How long a pause takes on the wall's clock, with the market's running so many times as fast. */
export function wallMs({ clock, ms }: Pause, speed: number): number {
  return clock === "wall" ? ms : Math.max(ms / speed, Math.min(ms, LEAST_WALL_MS));
}

/**
 * Lets a trader act in its own time, within the requests that it is allowed, until it is told to end.
 *
 * @param sleep waits so many milliseconds; false when it is time to end
 */
export async function act(
  trader: Pick<Trader, "client" | "begin" | "turn">,
  speed: number,
  sleep: (ms: number) => Promise<boolean>,
): Promise<void> {
  while (!(await trader.begin())) if (!(await sleep(SAVING_MS))) return;
  for (;;) {
    const pause: Pause = trader.client.allowance.share < RESERVE ? { clock: "wall", ms: SAVING_MS } : await trader.turn();
    if (!(await sleep(wallMs(pause, speed)))) return;
  }
}

/** Lets traders act one after the other when a turn is called: the same market and the same seed give the same orders. */
export class Turns {
  private readonly traders: readonly Trader[];
  /** Market time at which each is to act again. */
  private readonly dueMs = new Map<Trader, number>();

  constructor(traders: readonly Trader[]) {
    this.traders = traders;
  }

  async begin(): Promise<void> {
    for (const trader of this.traders) {
      if (!(await trader.begin())) throw new Error(`${trader.name} can't take its orders back`);
    }
  }

  /**
   * Those who follow the market by stream go first, each seeing what the ones before have done. Then those who ask look
   * all at once, for what they ask is their own, and act in their order.
   */
  async turn(timeMs: number): Promise<void> {
    const due = this.traders.filter((trader) => (this.dueMs.get(trader) ?? 0) <= timeMs);
    for (const trader of due.filter(({ eyes }) => eyes.streams)) {
      await trader.eyes.settled();
      this.rest(trader, timeMs, await trader.turn());
    }
    const asking = due.filter(({ eyes }) => !eyes.streams);
    await asking[0]?.eyes.settled();
    const seen = await Promise.all(asking.map(({ eyes }) => eyes.look()));
    for (const [i, trader] of asking.entries()) this.rest(trader, timeMs, await trader.act(seen[i] ?? null));
  }

  private rest(trader: Trader, timeMs: number, { clock, ms }: Pause): void {
    this.dueMs.set(trader, clock === "market" ? timeMs + ms : timeMs);
  }
}
