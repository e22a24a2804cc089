import { decimalsOf, figure } from "../market/figures.ts";
import type { Terminal } from "../stores/terminal.ts";

const GAP_MS = 1_000;

/** Keeps the last price in the tab of the page. */
export function followTitle({ frames, ticker, terms, symbol }: Terminal): void {
  const painter = frames.register({
    name: "title",
    minGapMs: () => GAP_MS,
    paint: () => {
      const { last } = ticker.get();
      const known = terms.get();
      const decimals = known === null ? 1 : decimalsOf(known.pointsPerTick / known.pointsPerUnit);
      document.title = last === null ? "Fairmark" : `${figure(last, decimals)} ${symbol} · Fairmark`;
    },
  });
  ticker.subscribe(painter.mark);
}
