/** When it is, and how to wait. */
export interface FollowerWorld {
  readonly nowMs: () => number;
  /** @returns what calls it off */
  readonly after: (delayMs: number, run: () => void) => () => void;
}

const browserWorld: FollowerWorld = {
  nowMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * Hands values on at a pace: the first at once, of those that come within the gap after it the last, and what waits when
 * a hand lets go with it. Nothing that a hand ends with is lost.
 */
export class Follower<T> {
  private readonly gapMs: number;
  private readonly tell: (value: T) => void;
  private readonly world: FollowerWorld;
  private toldAtMs = Number.NEGATIVE_INFINITY;
  private waiting: { readonly value: T } | null = null;
  private callOff: (() => void) | null = null;

  constructor(gapMs: number, tell: (value: T) => void, world: FollowerWorld = browserWorld) {
    this.gapMs = gapMs;
    this.tell = tell;
    this.world = world;
  }

  next(value: T): void {
    this.waiting = { value };
    if (this.callOff !== null) return;
    const leftMs = this.toldAtMs + this.gapMs - this.world.nowMs();
    if (leftMs <= 0) this.flush();
    else this.callOff = this.world.after(leftMs, () => this.flush());
  }

  /** Hands on at once what waits. */
  flush(): void {
    this.callOff?.();
    this.callOff = null;
    if (this.waiting === null) return;
    const { value } = this.waiting;
    this.waiting = null;
    this.toldAtMs = this.world.nowMs();
    this.tell(value);
  }
}
