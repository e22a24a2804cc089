import { useEffect, useRef } from "react";
import { CanvasSurface } from "../../paint/canvas-surface.ts";
import type { CurvePen } from "../../paint/curve-strokes.ts";
import { onInkChange } from "../../paint/ink-watch.ts";
import { type Inks, inks } from "../../paint/inks.ts";
import { useTerminal } from "../../stores/terminal.ts";
import styles from "./painted-canvas.module.css";

const GAP_MS = 60;

interface PaintedCanvasProps<S> {
  readonly name: string;
  readonly scene: S;
  readonly paint: (pen: CurvePen, width: number, height: number, inks: Inks, scene: S) => void;
  /** What stands on it, for those who hear it. */
  readonly label: string;
}

/** A canvas that is drawn in the terminal's own frames. What it says stands in a sentence or a table beside it. */
export function PaintedCanvas<S>({ name, scene, paint, label }: PaintedCanvasProps<S>) {
  const { frames } = useTerminal();
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useRef(scene);
  const repaint = useRef<() => void>(() => undefined);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const painter = frames.register({
      name,
      minGapMs: () => GAP_MS,
      paint: () => paint(surface.pen, surface.width, surface.height, inks(), shown.current),
    });
    const surface = new CanvasSurface(element, painter.mark);
    repaint.current = painter.mark;
    const ends = [onInkChange(painter.mark), painter.remove, () => surface.stop()];
    painter.mark();
    return () => {
      for (const end of ends) end();
    };
  }, [frames, name, paint]);
  useEffect(() => {
    shown.current = scene;
    repaint.current();
  }, [scene]);
  return <canvas ref={canvas} className={styles.canvas} role="img" aria-label={label} data-testid={name} />;
}
