/**
 * How what is drawn keeps its pace: the loop as those see it who draw in it. It lies beside the data, so that the
 * data's owners can hand it around without knowing of canvases.
 */

export interface PainterOptions {
  /** Names the painter in errors. */
  readonly name: string;
  /** Least time between two paintings; asked each time, since preferences change. */
  readonly minGapMs: () => number;
  readonly paint: (nowMs: number) => void;
  /** Whether it goes on, by the second, while nobody looks at the page: what it does is heard or read beyond it. */
  readonly runsHidden?: boolean;
}

/** A painter's place in the loop. */
export interface Painter {
  /** Says that what it paints has changed. Costs nothing when it is marked already. */
  readonly mark: () => void;
  readonly remove: () => void;
  /** Time from the first change to the painting that showed it, of the last painting; null before the first. */
  readonly lagMs: () => number | null;
}

export interface FrameLoop {
  readonly register: (options: PainterOptions) => Painter;
}
