import { figure } from "../market/figures.ts";
import type { Published } from "../market/published.ts";
import type { Terminal } from "../stores/terminal.ts";
import * as commonTexts from "../texts/common.ts";
import * as shellTexts from "../texts/shell.ts";

const GAP_MS = 1_000;

/** Keeps the last price of the contract that is looked at in the tab of the page. */
export function followTitle(shown: Published<Terminal>): void {
  const painter = shown.get().frames.register({
    name: "title",
    minGapMs: () => GAP_MS,
    // A tab is read while another one is open.
    runsHidden: true,
    paint: () => {
      const { symbol, ticker, contracts } = shown.get();
      const { last } = ticker.get();
      const decimals = contracts.get().get(symbol)?.priceDecimals ?? 1;
      document.title = last === null ? commonTexts.product : shellTexts.title(figure(last, decimals), symbol);
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
