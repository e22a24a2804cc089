/** How long subscribers are served in one turn of the event loop before orders have theirs. */
const SLICE_MS = 4;
/** Jobs that were done are forgotten so many at a time. */
const COMPACT_AT = 1_024;

/**
 * Lets newcomers in one after the other, in slices: thousands who come back at once wait for their images in the order in
 * which they came, and between two slices everything else that waits for this thread has its turn.
 */
export class Usher {
  private readonly clock: () => number;
  private readonly schedule: (turn: () => void) => void;
  private line: (() => void)[] = [];
  private next = 0;
  private spentMs = 0;
  private isScheduled = false;

  constructor(clock: () => number = () => performance.now(), schedule: (turn: () => void) => void = setImmediate) {
    this.clock = clock;
    this.schedule = schedule;
  }

  /** Jobs that wait. */
  get length(): number {
    return this.line.length - this.next;
  }

  /** Whether a job would be done at once. */
  get isFree(): boolean {
    return this.length === 0 && this.spentMs < SLICE_MS;
  }

  /** Does a job at once when nobody waits, and otherwise in its turn. */
  admit(job: () => void): void {
    if (this.isFree) this.do(job);
    else this.line.push(job);
    this.plan();
  }

  private do(job: () => void): void {
    const startedAt = this.clock();
    try {
      job();
    } finally {
      this.spentMs += this.clock() - startedAt;
    }
  }

  private plan(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.schedule(() => this.turn());
  }

  private turn(): void {
    this.isScheduled = false;
    this.spentMs = 0;
    while (this.length > 0 && this.spentMs < SLICE_MS) {
      const job = this.line[this.next] as () => void;
      this.next += 1;
      if (this.next === COMPACT_AT) {
        this.line = this.line.slice(this.next);
        this.next = 0;
      }
      if (this.length > 0) this.plan();
      this.do(job);
    }
  }
}
