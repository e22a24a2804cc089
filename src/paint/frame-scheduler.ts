import type { FrameLoop, Painter, PainterOptions } from "../market/pace.ts";

/** When frames come, and whether anybody sees them. */
export interface FrameWorld {
  readonly nowMs: () => number;
  readonly requestFrame: (run: () => void) => void;
  readonly isHidden: () => boolean;
  /** Calls whenever the page is seen again. */
  readonly onShown: (run: () => void) => void;
}

interface Entry {
  readonly options: PainterOptions;
  /** When it was marked first since it last painted; null when it has nothing to paint. */
  dirtySinceMs: number | null;
  paintedAtMs: number;
  lagMs: number | null;
}

/**
 * The one loop that draws. Messages mark painters; a frame lets those run whose gap has passed and leaves the others
 * for a later one. Nothing runs on a page that is hidden, and all that was marked meanwhile is painted when it is
 * seen again. Without anything to paint there are no frames.
 */
export class FrameScheduler implements FrameLoop {
  private readonly world: FrameWorld;
  private readonly onError: (painter: string, error: unknown) => void;
  private readonly entries = new Set<Entry>();
  private isRequested = false;

  /** @param onError hears of a painter that threw; the others paint on */
  constructor(world: FrameWorld, onError: (painter: string, error: unknown) => void) {
    this.world = world;
    this.onError = onError;
    world.onShown(() => this.requestWhereDirty());
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
    if (this.isRequested || this.world.isHidden()) return;
    this.isRequested = true;
    this.world.requestFrame(() => this.frame());
  }

  private frame(): void {
    this.isRequested = false;
    if (this.world.isHidden()) return;
    const nowMs = this.world.nowMs();
    for (const entry of [...this.entries]) {
      if (entry.dirtySinceMs === null || nowMs - entry.paintedAtMs < entry.options.minGapMs()) continue;
      const dirtySinceMs = entry.dirtySinceMs;
      entry.dirtySinceMs = null;
      entry.paintedAtMs = nowMs;
      try {
        entry.options.paint(nowMs);
      } catch (error) {
        this.onError(entry.options.name, error);
      }
      entry.lagMs = this.world.nowMs() - dirtySinceMs;
    }
    this.requestWhereDirty();
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
