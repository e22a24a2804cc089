import type { HistorySink } from "../exchange/history-feed.ts";
import type { HistoryStore } from "../history/store.ts";

/** Writes what the feed tells into the store. */
export const storeSink = (store: HistoryStore): HistorySink => ({
  moment: (timeMs) => store.moment(timeMs),
  trade: (row) => store.trade(row),
  execution: (row, isSimulated) => store.execution(row, isSimulated),
  order: (row, isSimulated) => store.order(row, isSimulated),
  revived: (orderID) => store.revived(orderID),
  transaction: (row) => store.transaction(row),
  settlement: (row) => store.settlement(row),
  insurance: (row) => store.insurance(row),
  funding: (row) => store.funding(row),
  liquidationStep: (step) => store.liquidationStep(step),
  houseFill: (fill) => store.houseFill(fill),
  leverageSnapshot: (rows, monthStartMs) => store.leverageSnapshot(rows, monthStartMs),
  markPrice: (symbol, price, timeMs) => store.markPrice(symbol, price, timeMs),
  indexPrice: (symbol, price, timeMs) => store.indexPrice(symbol, price, timeMs),
  composite: (row) => store.composite(row),
  reached: (sequence) => store.reachedSequence(sequence),
});
