import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";
import { EMPTY_LADDER, type Ladder, type Rung, rungAt, rungBeside } from "../../../market/ladder.ts";
import { ownKey } from "../../../market/queue-watch.ts";
import { bookHeight, columnAt, fitRows, paintBook, ROW_PX, rowAt, rungInRow, topOfRow } from "../../../paint/book-painter.ts";
import { CanvasSurface } from "../../../paint/canvas-surface.ts";
import { onInkChange } from "../../../paint/ink-watch.ts";
import { inks } from "../../../paint/inks.ts";
import { useAccount } from "../../../stores/account.ts";
import { useTerminal } from "../../../stores/terminal.ts";
import * as bookTexts from "../../../texts/book.ts";
import { Scroller } from "../../../ui/scroller.tsx";
import text from "../../../ui/text.module.css";
import styles from "./book-canvas.module.css";
import { bookGapMs } from "./book-pace.ts";
import { rungWords } from "./book-words.ts";
import { type BookView, DEPTH } from "./use-book-view.ts";

/** Rows that PageUp and PageDown go. */
const PAGE = 10;
/** Rows up, positive, that a key goes. */
const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: PAGE, PageDown: -PAGE };

interface BookCanvasProps {
  readonly view: BookView;
  readonly isStale: boolean;
  readonly priceDecimals: number;
  readonly markDecimals: number;
}

/** What the painter knows and React does not render by. */
interface Hand {
  hovered: number | null;
  cursor: Pick<Rung, "side" | "price"> | null;
  /** As it was painted last: what is seen is what a click or a key takes, also where the book is painted seldom. */
  seen: Ladder;
  rowPx: number;
  /** How far it is scrolled, and how much of it is seen; asking the page for it would force a layout. */
  top: number;
  tall: number;
  repaint: () => void;
  /** Paints within this frame: what comes into sight is there at once. */
  paintNow: () => void;
}

const NOTHING = () => undefined;

/** Draws the book at its own pace. React makes the element; what happens on it is the painter's. */
export function BookCanvas({ view, isStale, priceDecimals, markDecimals }: BookCanvasProps) {
  const terminal = useTerminal();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const hand = useRef<Hand>({
    hovered: null,
    cursor: null,
    seen: EMPTY_LADDER,
    rowPx: ROW_PX,
    top: 0,
    tall: 0,
    repaint: NOTHING,
    paintNow: NOTHING,
  });
  const given = useRef({ isStale, priceDecimals, markDecimals });
  const [said, setSaid] = useState("");
  useEffect(() => {
    const element = canvas.current;
    const box = scroller.current;
    const room = box?.parentElement ?? null;
    if (element === null || box === null || room === null) return undefined;
    const { book, frames, queue, ticker } = terminal;
    const held = hand.current;
    let shown = DEPTH;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const draw = () => {
      const { last, isUp, mark } = ticker.get();
      paintBook(surface.pen, surface.width, surface.height, inks(), {
        ladder: held.seen,
        middle: { last, isUp, mark, spread: book.spread },
        own: view.readOwn(),
        depth: DEPTH,
        rowPx: held.rowPx,
        barDepth: shown,
        sight: { from: held.top - held.rowPx, to: held.top + held.tall + held.rowPx },
        hovered: held.hovered,
        cursor: held.cursor,
        ...given.current,
      });
    };
    const painter = frames.register({
      name: "book",
      minGapMs: () => bookGapMs(calm.matches),
      paint: () => {
        held.seen = view.read();
        draw();
      },
    });
    const surface = new CanvasSurface(element, painter.mark);
    // As many whole rows as there is room for, the spread in their middle; they share what is left of the height.
    const fit = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { rows, rowPx } = fitRows(entry.contentRect.height, DEPTH);
      shown = rows;
      held.rowPx = rowPx;
      element.style.height = `${bookHeight(DEPTH, rowPx)}px`;
      held.tall = entry.contentRect.height;
      held.top = (DEPTH - rows) * rowPx;
      box.scrollTop = held.top;
      painter.mark();
    });
    fit.observe(room);
    held.repaint = painter.mark;
    held.paintNow = draw;
    terminal.measureBook(painter.lagMs);
    const ends = [
      ...view.books.map((book) => book.changed.subscribe(painter.mark)),
      queue.changed.subscribe(painter.mark),
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
  }, [terminal, view]);

  useEffect(() => {
    given.current = { isStale, priceDecimals, markDecimals };
    hand.current.repaint();
  }, [isStale, priceDecimals, markDecimals]);

  const hover = (row: number | null) => {
    if (hand.current.hovered === row) return;
    hand.current.hovered = row;
    hand.current.repaint();
  };
  const rowUnder = (event: MouseEvent) => rowAt(event.nativeEvent.offsetY, DEPTH, hand.current.rowPx);
  const takeUnder = (event: MouseEvent<HTMLCanvasElement>) => {
    const row = rowUnder(event);
    const rung = row === null ? undefined : rungInRow(hand.current.seen, DEPTH, row);
    if (rung !== undefined) view.take(rung, columnAt(event.nativeEvent.offsetX, event.currentTarget.clientWidth));
  };

  const stand = (rung: Rung | undefined) => {
    const held = hand.current;
    held.cursor = rung === undefined ? null : { side: rung.side, price: rung.price };
    setSaid(rung === undefined ? "" : rungWords(rung, view.readOwn().get(ownKey(rung.side, rung.price)), priceDecimals));
    if (rung !== undefined) showRow(scroller.current, held, rung);
    held.repaint();
  };
  const press = (event: KeyboardEvent) => {
    const { seen, cursor } = hand.current;
    const steps = STEPS[event.key];
    if (steps !== undefined) stand(rungBeside(seen, cursor, steps));
    else if (event.key === "Home") stand(seen.asks[0] ?? seen.bids[0]);
    else if (event.key === "Escape" && cursor !== null) stand(undefined);
    else if (event.key === "Enter" && cursor !== null) {
      const rung = rungAt(seen, cursor);
      // The price that was read out is taken, whatever stands there by now.
      if (rung !== undefined) view.take({ ...rung, price: cursor.price }, event.shiftKey ? "size" : "price");
    } else return;
    event.preventDefault();
  };

  return (
    <div className={styles.room}>
      <Scroller
        ref={scroller}
        className={styles.scroller}
        label={bookTexts.canvasLabel}
        onScroll={({ currentTarget }) => {
          if (hand.current.top === currentTarget.scrollTop) return;
          hand.current.top = currentTarget.scrollTop;
          hand.current.paintNow();
        }}
        onKeyDown={press}
        onBlur={() => stand(undefined)}
      >
        <canvas
          ref={canvas}
          className={styles.canvas}
          role="img"
          aria-label={bookTexts.label}
          data-testid="book-canvas"
          onMouseMove={(event) => hover(rowUnder(event))}
          onMouseLeave={() => hover(null)}
          onClick={takeUnder}
        />
      </Scroller>
      <p role="status" className={text.hidden}>
        {said}
      </p>
    </div>
  );
}

/** Scrolls a row into sight, and no further. */
function showRow(box: HTMLElement | null, { seen, rowPx }: Hand, rung: Rung): void {
  if (box === null) return;
  const place = (rung.side === "Buy" ? seen.bids : seen.asks).findIndex(({ price }) => price === rung.price);
  if (place < 0) return;
  const top = topOfRow(rung.side === "Buy" ? DEPTH + place : DEPTH - 1 - place, DEPTH, rowPx);
  box.scrollTop = Math.max(top + rowPx - box.clientHeight, Math.min(top, box.scrollTop));
}
