import type { FrameWorld } from "../paint/frame-scheduler.ts";

/** Frames that come when the test says so. */
export class FakeFrames {
  nowMs = 0;
  private requested: (() => void) | null = null;
  private hidden = false;
  private timer: (() => void) | null = null;
  private readonly watchers: (() => void)[] = [];

  readonly world: FrameWorld = {
    nowMs: () => this.nowMs,
    requestFrame: (run) => {
      this.requested = run;
    },
    afterSecond: (run) => {
      this.timer = run;
    },
    isHidden: () => this.hidden,
    onHiddenOrShown: (run) => this.watchers.push(run),
  };

  get isRequested(): boolean {
    return this.requested !== null;
  }

  /** Time passes, and the frame comes if anybody asked for one. */
  next(ms = 0): void {
    this.nowMs += ms;
    const run = this.requested;
    this.requested = null;
    run?.();
  }

  /** A second passes, and the timer runs out if anybody asked for one. */
  second(): void {
    this.nowMs += 1_000;
    const run = this.timer;
    this.timer = null;
    run?.();
  }

  get isTimed(): boolean {
    return this.timer !== null;
  }

  hide(): void {
    this.turn(true);
  }

  show(): void {
    this.turn(false);
  }

  private turn(isHidden: boolean): void {
    this.hidden = isHidden;
    for (const run of this.watchers) run();
  }
}
