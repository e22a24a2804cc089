import { Type } from "typebox";
import { binSizeParam, defineOperation, flag, historyParams, integer, keptParams, optional, symbolParam } from "../operation.ts";
import { orderBookL2 } from "../tables/order-book-l2.ts";
import { quote } from "../tables/quote.ts";
import { trade } from "../tables/trade.ts";
import { tradeBin1m } from "../tables/trade-bin.ts";

export const orderBookGetL2 = defineOperation({
  verb: "GET",
  path: "/orderBook/L2",
  id: "OrderBook.getL2",
  summary: "The book by price level, from the highest offer to the lowest bid.",
  access: "public",
  params: Type.Object({
    symbol: symbolParam,
    depth: optional(integer("Levels a side; 0 is the whole book.", { default: 25, minimum: 0, maximum: 1_000_000 })),
  }),
  returns: orderBookL2,
});

/** Trades are cheap rows: twice as many come at once as of any other table. */
const tradeCount = integer("Number of rows, at most 1,000.", { default: 100, minimum: 1, maximum: 1_000 });

export const tradeGet = defineOperation({
  verb: "GET",
  path: "/trade",
  id: "Trade.get",
  summary: "Trades, oldest first unless `reverse`.",
  access: "public",
  isHeavy: true,
  params: Type.Object({ ...keptParams("trade"), count: optional(tradeCount) }),
  returns: trade,
});

export const tradeGetBucketed = defineOperation({
  verb: "GET",
  path: "/trade/bucketed",
  id: "Trade.getBucketed",
  summary: "Trades summed by interval; `timestamp` is the end of each. Of all contracts where none is named.",
  access: "public",
  isHeavy: true,
  params: Type.Object({
    binSize: optional(binSizeParam),
    partial: optional(flag("Also the interval that still runs.", { default: false })),
    ...historyParams,
    count: optional(tradeCount),
  }),
  returns: tradeBin1m,
});

export const quoteGet = defineOperation({
  verb: "GET",
  path: "/quote",
  id: "Quote.get",
  summary: "Best bid and offer, one row per change.",
  access: "public",
  isHeavy: true,
  params: Type.Object(historyParams),
  returns: quote,
});

export const quoteGetBucketed = defineOperation({
  verb: "GET",
  path: "/quote/bucketed",
  id: "Quote.getBucketed",
  summary: "The last quote of each interval; `timestamp` is the end of it. The last 1,000 of each width since the exchange was started.",
  access: "public",
  isHeavy: true,
  params: Type.Object({
    binSize: optional(binSizeParam),
    partial: optional(flag("Also the interval that still runs.", { default: false })),
    ...historyParams,
  }),
  returns: quote,
});
