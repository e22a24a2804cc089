import { useEffect, useRef } from "react";
import { CanvasSurface } from "../../paint/canvas-surface.ts";
import { type CurveScene, paintCurve } from "../../paint/curve-painter.ts";
import { onInkChange } from "../../paint/ink-watch.ts";
import { inks } from "../../paint/inks.ts";
import { useTerminal } from "../../stores/terminal.ts";
import styles from "./curve-canvas.module.css";

const GAP_MS = 60;

interface CurveCanvasProps {
  readonly scene: CurveScene;
  /** What stands on it, for those who hear it. */
  readonly label: string;
}

/** Draws the curve in the terminal's own frames. What it says stands in the sentence and the table beside it. */
export function CurveCanvas({ scene, label }: CurveCanvasProps) {
  const { frames } = useTerminal();
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useRef(scene);
  const repaint = useRef<() => void>(() => undefined);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const painter = frames.register({
      name: "curve",
      minGapMs: () => GAP_MS,
      paint: () => paintCurve(surface.pen, surface.width, surface.height, inks(), shown.current),
    });
    const surface = new CanvasSurface(element, painter.mark);
    repaint.current = painter.mark;
    const ends = [onInkChange(painter.mark), painter.remove, () => surface.stop()];
    painter.mark();
    return () => {
      for (const end of ends) end();
    };
  }, [frames]);
  useEffect(() => {
    shown.current = scene;
    repaint.current();
  }, [scene]);
  return <canvas ref={canvas} className={styles.canvas} role="img" aria-label={label} data-testid="curve" />;
}
