import type { FrameLoop, Painter, PainterOptions } from "../market/pace.ts";

/** When frames come, and whether anybody sees them. */
export interface FrameWorld {
  readonly nowMs: () => number;
  readonly requestFrame: (run: () => void) => void;
  /** Frames stop on a page that is hidden; this comes in a second or so. */
  readonly afterSecond: (run: () => void) => void;
  readonly isHidden: () => boolean;
  /** Calls whenever the page is hidden or seen again. */
  readonly onHiddenOrShown: (run: () => void) => void;
}

interface Entry {
  readonly options: PainterOptions;
  /** When it was marked first since it last painted; null when it has nothing to paint. */
  dirtySinceMs: number | null;
  paintedAtMs: number;
  lagMs: number | null;
}

/**
 * Time after which a frame takes up no further painter: those that are left come with the next. A slow machine then
 * draws one thing a frame and stays fluent, where all at once would hold every click back.
 */
const BUDGET_MS = 4;

/**
 * The one loop that draws. Messages mark painters; a frame lets those run whose gap has passed and leaves the others
 * for a later one. On a page that is hidden nothing is drawn, and all that was marked meanwhile is painted when it is
 * seen again; what reaches beyond the page goes on by the second. Without anything to paint there are no frames.
 */
export class FrameScheduler implements FrameLoop {
  private readonly world: FrameWorld;
  private readonly onError: (painter: string, error: unknown) => void;
  private readonly entries = new Set<Entry>();
  private isRequested = false;
  private isSecondRequested = false;

  /** @param onError hears of a painter that threw; the others paint on */
  constructor(world: FrameWorld, onError: (painter: string, error: unknown) => void) {
    this.world = world;
    this.onError = onError;
    world.onHiddenOrShown(() => this.requestWhereDirty());
  }

  readonly register = (options: PainterOptions): Painter => {
    const entry: Entry = { options, dirtySinceMs: null, paintedAtMs: Number.NEGATIVE_INFINITY, lagMs: null };
    this.entries.add(entry);
    return {
      mark: () => {
        if (entry.dirtySinceMs !== null || !this.entries.has(entry)) return;
        entry.dirtySinceMs = this.world.nowMs();
        this.request();
      },
      remove: () => {
        this.entries.delete(entry);
      },
      lagMs: () => entry.lagMs,
    };
  };

  private request(): void {
    if (this.world.isHidden()) {
      this.requestSecond();
      return;
    }
    if (this.isRequested) return;
    this.isRequested = true;
    this.world.requestFrame(() => {
      this.isRequested = false;
      if (!this.world.isHidden()) this.run(() => true);
      this.requestWhereDirty();
    });
  }

  private requestSecond(): void {
    const isDue = [...this.entries].some(({ dirtySinceMs, options }) => dirtySinceMs !== null && options.runsHidden === true);
    if (this.isSecondRequested || !isDue) return;
    this.isSecondRequested = true;
    this.world.afterSecond(() => {
      this.isSecondRequested = false;
      if (this.world.isHidden()) this.run(({ runsHidden }) => runsHidden === true);
      this.requestWhereDirty();
    });
  }

  private run(isTurn: (options: PainterOptions) => boolean): void {
    const nowMs = this.world.nowMs();
    for (const { entry, dirtySinceMs } of this.due(nowMs, isTurn)) {
      if (this.world.nowMs() - nowMs > BUDGET_MS) break;
      // One that was painted before may have taken it away.
      if (!this.entries.has(entry)) continue;
      entry.dirtySinceMs = null;
      entry.paintedAtMs = nowMs;
      try {
        entry.options.paint(nowMs);
      } catch (error) {
        this.onError(entry.options.name, error);
      }
      entry.lagMs = this.world.nowMs() - dirtySinceMs;
    }
  }

  /** What may be painted now, who waits longest first. */
  private due(
    nowMs: number,
    isTurn: (options: PainterOptions) => boolean,
  ): readonly { readonly entry: Entry; readonly dirtySinceMs: number }[] {
    const found: { readonly entry: Entry; readonly dirtySinceMs: number }[] = [];
    for (const entry of this.entries) {
      const { dirtySinceMs } = entry;
      if (dirtySinceMs === null || !isTurn(entry.options)) continue;
      if (nowMs - entry.paintedAtMs >= entry.options.minGapMs()) found.push({ entry, dirtySinceMs });
    }
    return found.sort((a, b) => a.dirtySinceMs - b.dirtySinceMs);
  }

  private requestWhereDirty(): void {
    for (const entry of this.entries) {
      if (entry.dirtySinceMs !== null) {
        this.request();
        return;
      }
    }
  }
}
