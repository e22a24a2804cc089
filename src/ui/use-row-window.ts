import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Lists up to this long are drawn whole. */
const MOST_WHOLE = 120;
/** Rows are taken in and left out so many at a time, so that scrolling seldom draws anything anew. */
const STEP = 20;
/** Rows drawn beyond either edge. */
const MARGIN = 40;
/** Height of a row before one has been measured. */
const USUAL_PX = 28;
/** Rows from the end from which on more are asked for. */
const NEAR_END = 100;

/** The part of a long list that is drawn, and the room that the rest takes. */
export interface RowWindow {
  readonly from: number;
  readonly to: number;
  readonly beforePx: number;
  readonly afterPx: number;
}

/** @param firstSeen row at the upper edge @param seen rows that fit */
export function windowOf(count: number, firstSeen: number, seen: number, rowPx: number): RowWindow {
  if (count <= MOST_WHOLE) return { from: 0, to: count, beforePx: 0, afterPx: 0 };
  const start = Math.max(0, Math.min(count, firstSeen) - MARGIN);
  const from = start - (start % STEP);
  const to = Math.min(count, Math.ceil((firstSeen + seen + MARGIN) / STEP) * STEP);
  return { from, to, beforePx: from * rowPx, afterPx: (count - to) * rowPx };
}

/**
 * Follows what of a list with rows of one height is in sight.
 *
 * @param box what scrolls; its rows carry `data-row`
 * @param onEnd somebody has come near the end of a list that may go on
 */
export function useRowWindow(box: RefObject<HTMLElement | null>, count: number, onEnd: (() => void) | undefined): RowWindow {
  const [sight, setSight] = useState({ first: 0, seen: 40, rowPx: USUAL_PX });
  const hear = useRef(onEnd);
  useEffect(() => {
    hear.current = onEnd;
  });
  const now = windowOf(count, sight.first, sight.seen, sight.rowPx);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const look = () => {
      const rowPx = element.querySelector("[data-row]")?.getBoundingClientRect().height ?? USUAL_PX;
      const first = Math.floor(element.scrollTop / Math.max(1, rowPx));
      const seen = Math.ceil(element.clientHeight / Math.max(1, rowPx));
      setSight((before) => {
        const same = windowOf(count, before.first, before.seen, before.rowPx);
        const next = windowOf(count, first, seen, rowPx);
        return same.from === next.from && same.to === next.to && before.rowPx === rowPx ? before : { first, seen, rowPx };
      });
      if (first + seen > count - NEAR_END && element.scrollTop > 0) hear.current?.();
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [box, count]);
  return now;
}
