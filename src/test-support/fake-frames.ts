import type { FrameWorld } from "../paint/frame-scheduler.ts";

/** Frames that come when the test says so. */
export class FakeFrames {
  nowMs = 0;
  private requested: (() => void) | null = null;
  private hidden = false;
  private readonly shown: (() => void)[] = [];

  readonly world: FrameWorld = {
    nowMs: () => this.nowMs,
    requestFrame: (run) => {
      this.requested = run;
    },
    isHidden: () => this.hidden,
    onShown: (run) => this.shown.push(run),
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

  hide(): void {
    this.hidden = true;
  }

  show(): void {
    this.hidden = false;
    for (const run of this.shown) run();
  }
}
