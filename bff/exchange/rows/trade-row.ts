import { ticksToPrice } from "../../contract/prices.ts";
import type { TradeRow } from "../../contract/tables/trade.ts";
import { SIDES, TICK_DIRECTIONS } from "../../contract/vocabulary.ts";
import { TRADE } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import type { Listed } from "../catalogue.ts";
import { GUID_KIND, toGuid } from "../guids.ts";
import { notionals } from "./notionals.ts";

/**
 * A trade record as a row of the wire.
 *
 * @param settlePerQuote as {@link notionals} takes it
 */
export function tradeRow(record: SlotReader, listed: Listed, settlePerQuote: number | null, timestamp: string): TradeRow {
  const size = record.number(TRADE.quantity);
  const grossValue = record.number(TRADE.valueSats);
  const price = ticksToPrice(listed.terms, record.number(TRADE.ticks));
  const { home, foreign } = notionals(listed, size, grossValue, price, settlePerQuote);
  return {
    timestamp,
    symbol: listed.symbol,
    side: SIDES[record.number(TRADE.side)] as string,
    size,
    price,
    tickDirection: TICK_DIRECTIONS[record.number(TRADE.direction)] as string,
    trdMatchID: toGuid(GUID_KIND.match, record.number(TRADE.match)),
    grossValue,
    homeNotional: home === null ? null : Math.abs(home),
    foreignNotional: foreign === null ? null : Math.abs(foreign),
  };
}
