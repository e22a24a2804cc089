import { RATE_SCALE } from "../contract/pricing/round.ts";
import { carryOf } from "../demo/market.ts";
import type { Exchange } from "../exchange/index.ts";
import type { OtherPasts } from "../feeds/other-pasts.ts";

/** It has a past of its own, with its index. */
const XBTUSD = "XBTUSD";
const BITCOIN = ".BXBT";

/**
 * What is made up for the indices of other coins, and for every contract but XBTUSD.
 *
 * @param untilMs end of the past
 * @param bitcoin price of bitcoin in dollars at its end
 * @param prices of the other indices then, by symbol
 */
export function otherPasts({ tables }: Exchange, untilMs: number, bitcoin: number, prices: ReadonlyMap<string, number>): OtherPasts {
  const { catalogue } = tables;
  const indices = [];
  const contracts = [];
  for (const { symbol, index, terms, description, rules, listedAtMs } of catalogue.all()) {
    if (index === null) {
      const lastPrice = prices.get(symbol);
      // Bitcoin's own index has its past with XBTUSD.
      if (lastPrice !== undefined && symbol !== BITCOIN) indices.push({ symbol, lastPrice, pointsPerUnit: terms.pointsPerUnit });
      continue;
    }
    if (symbol === XBTUSD) continue;
    contracts.push({
      symbol,
      index: catalogue.at(index).symbol,
      terms,
      factor: rules.expiryMs === 0 ? 1 : carryOf(description.rootSymbol, Math.max(0, rules.expiryMs - untilMs)),
      settlePerQuote: description.isQuanto ? Math.round(RATE_SCALE / bitcoin) : null,
      sinceMs: rules.openAtMs === 0 ? listedAtMs : rules.openAtMs,
    });
  }
  return { indices, contracts };
}
