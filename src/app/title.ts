import { figure } from "../market/figures.ts";
import type { Published } from "../market/published.ts";
import type { Terminal } from "../stores/terminal.ts";

const GAP_MS = 1_000;

/** Keeps the last price of the contract that is looked at in the tab of the page. */
export function followTitle(shown: Published<Terminal>): void {
  const painter = shown.get().frames.register({
    name: "title",
    minGapMs: () => GAP_MS,
    paint: () => {
      const { symbol, ticker, contracts } = shown.get();
      const { last } = ticker.get();
      const decimals = contracts.get().get(symbol)?.priceDecimals ?? 1;
      document.title = last === null ? "Fairmark" : `${figure(last, decimals)} ${symbol} · Fairmark`;
    },
  });
  const follow = () => shown.get().ticker.subscribe(painter.mark);
  let end = follow();
  shown.subscribe(() => {
    end();
    end = follow();
    painter.mark();
  });
}
