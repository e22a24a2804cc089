/** What was seen longer ago counts for little. */
const MEMORY_MS = 1_000;
/** Shorter sightings say nothing. */
const ENOUGH_MS = 50;
/** Commands that have to wait for a stretch to count: with fewer, the engine might have done more. */
const BUSY = 32;

/** How many commands a second the engine finishes while others wait: what it can, rather than what it is asked for. */
export class ServiceRate {
  private readonly now: () => number;
  private done = 0;
  private busyMs = 0;
  private lastMs = 0;
  private wasBusy = false;

  /** @param now milliseconds of any clock that never goes back */
  constructor(now: () => number) {
    this.now = now;
  }

  /**
   * The engine has finished commands.
   *
   * @param waiting commands that wait still
   */
  finished(commands: number, waiting: number): void {
    const nowMs = this.now();
    if (this.wasBusy) {
      const spanMs = nowMs - this.lastMs;
      const kept = Math.exp(-spanMs / MEMORY_MS);
      this.done = this.done * kept + commands;
      this.busyMs = this.busyMs * kept + spanMs;
    }
    this.lastMs = nowMs;
    this.wasBusy = waiting >= BUSY;
  }

  /** Null while the engine was never seen busy. */
  get perSecond(): number | null {
    return this.busyMs < ENOUGH_MS ? null : (this.done / this.busyMs) * 1_000;
  }
}
