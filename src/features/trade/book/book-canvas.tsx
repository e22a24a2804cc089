import { type MouseEvent, useEffect, useRef } from "react";
import { bookHeight, levelInRow, paintBook, ROW_PX, rowAt, SPREAD_PX } from "../../../paint/book-painter.ts";
import { CanvasSurface } from "../../../paint/canvas-surface.ts";
import { onInkChange } from "../../../paint/ink-watch.ts";
import { inks } from "../../../paint/inks.ts";
import { useAccount } from "../../../stores/account.ts";
import { useDialogs } from "../../../stores/dialogs.ts";
import { useDraftOrder } from "../../../stores/draft-order.ts";
import { useTerminal } from "../../../stores/terminal.ts";
import { Scroller } from "../../../ui/scroller.tsx";
import { useLayout } from "../use-layout.ts";
import styles from "./book-canvas.module.css";
import { ownLevels } from "./own-levels.ts";

/** As many levels a side as the exchange streams. */
export const DEPTH = 25;
const GAP_MS = 100;
/** Under reduced motion the book is calm. */
const CALM_GAP_MS = 1_000;

const levelsThatFit = (heightPx: number) => Math.min(DEPTH, Math.max(1, Math.floor((heightPx - SPREAD_PX) / 2 / ROW_PX)));

interface BookCanvasProps {
  readonly isStale: boolean;
  readonly priceDecimals: number;
}

/** Draws the book at its own pace. React makes the element; what happens on it is the painter's. */
export function BookCanvas({ isStale, priceDecimals }: BookCanvasProps) {
  const terminal = useTerminal();
  const layout = useLayout();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const hovered = useRef<number | null>(null);
  const repaint = useRef<() => void>(() => undefined);
  const given = useRef({ isStale, priceDecimals });
  useEffect(() => {
    const element = canvas.current;
    const box = scroller.current;
    const room = box?.parentElement ?? null;
    if (element === null || box === null || room === null) return undefined;
    const { book, frames, symbol, ticker } = terminal;
    let shown = DEPTH;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const painter = frames.register({
      name: "book",
      minGapMs: () => (calm.matches ? CALM_GAP_MS : GAP_MS),
      paint: () => {
        const { last, isUp, mark } = ticker.get();
        paintBook(surface.pen, surface.width, surface.height, inks(), {
          book,
          middle: { last, isUp, mark },
          own: ownLevels(useAccount.getState().orders, symbol),
          depth: DEPTH,
          barDepth: shown,
          hovered: hovered.current,
          ...given.current,
        });
      },
    });
    const surface = new CanvasSurface(element, painter.mark);
    // As many whole rows as there is room for, with the spread in their middle.
    const fit = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      shown = levelsThatFit(entry.contentRect.height);
      box.style.height = `${bookHeight(shown)}px`;
      box.scrollTop = (DEPTH - shown) * ROW_PX;
      painter.mark();
    });
    fit.observe(room);
    repaint.current = painter.mark;
    terminal.measureBook(painter.lagMs);
    const ends = [
      book.changed.subscribe(painter.mark),
      ticker.subscribe(painter.mark),
      useAccount.subscribe(painter.mark),
      onInkChange(painter.mark),
      painter.remove,
      () => surface.stop(),
      () => fit.disconnect(),
    ];
    painter.mark();
    return () => {
      for (const end of ends) end();
    };
  }, [terminal]);

  useEffect(() => {
    given.current = { isStale, priceDecimals };
    repaint.current();
  }, [isStale, priceDecimals]);

  const rowUnder = (event: MouseEvent) => rowAt(event.nativeEvent.offsetY, DEPTH);
  const hover = (row: number | null) => {
    if (hovered.current === row) return;
    hovered.current = row;
    repaint.current();
  };
  const take = (event: MouseEvent) => {
    const row = rowUnder(event);
    const level = row === null ? undefined : levelInRow(terminal.book, DEPTH, row);
    if (level === undefined) return;
    useDraftOrder.getState().change({ price: level.price, ordType: "Limit" });
    // On a small screen the ticket is a sheet, which comes with the price.
    if (layout === "phone") useDialogs.getState().show("ticket");
  };

  return (
    <div className={styles.room}>
      <Scroller ref={scroller} className={styles.scroller} label="Order book, drawn. The button in its head shows it as a table.">
        <canvas
          ref={canvas}
          className={styles.canvas}
          role="img"
          aria-label="Order book"
          data-testid="book-canvas"
          onMouseMove={(event) => hover(rowUnder(event))}
          onMouseLeave={() => hover(null)}
          onClick={take}
        />
      </Scroller>
    </div>
  );
}
