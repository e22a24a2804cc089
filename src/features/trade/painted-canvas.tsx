import { useEffect, useRef } from "react";
import { CanvasSurface } from "../../paint/canvas-surface.ts";
import type { CurvePen } from "../../paint/curve-strokes.ts";
import { onInkChange } from "../../paint/ink-watch.ts";
import { type Inks, inks } from "../../paint/inks.ts";
import { useTerminal } from "../../stores/terminal.ts";
import styles from "./painted-canvas.module.css";

interface PaintedCanvasProps<S> {
  readonly name: string;
  /** Shortest time between two paintings. */
  readonly gapMs: number;
  /** Reads what is to be drawn as it is now; a new function is drawn at once. */
  readonly read: () => S;
  readonly paint: (pen: CurvePen, width: number, height: number, inks: Inks, scene: S) => void;
  /** Tells that what is read has changed. @returns what ends it */
  readonly subscribe?: (changed: () => void) => () => void;
  readonly label: string;
}

/** A canvas that is drawn in the terminal's own frames; what it says stands in words beside it. */
export function PaintedCanvas<S>({ name, gapMs, read, paint, subscribe, label }: PaintedCanvasProps<S>) {
  const { frames } = useTerminal();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const painter = frames.register({
      name,
      minGapMs: () => gapMs,
      paint: () => paint(surface.pen, surface.width, surface.height, inks(), read()),
    });
    const surface = new CanvasSurface(element, painter.mark);
    const ends = [onInkChange(painter.mark), painter.remove, () => surface.stop(), subscribe?.(painter.mark) ?? (() => undefined)];
    painter.mark();
    return () => {
      for (const end of ends) end();
    };
  }, [frames, name, gapMs, read, paint, subscribe]);
  return <canvas ref={canvas} className={styles.canvas} role="img" aria-label={label} data-testid={name} />;
}
