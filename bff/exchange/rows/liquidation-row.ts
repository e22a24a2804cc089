import { ticksToPrice } from "../../contract/prices.ts";
import type { LiquidationRow } from "../../contract/tables/liquidation.ts";
import { SIDES } from "../../contract/vocabulary.ts";
import { ORDER } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import type { Listed } from "../catalogue.ts";
import { GUID_KIND, toGuid } from "../guids.ts";

/** An order of the house, which closes what was taken over, as a row of the wire. */
export function liquidationRow(record: SlotReader, listed: Listed): LiquidationRow {
  const ticks = record.number(ORDER.ticks);
  return {
    orderID: toGuid(GUID_KIND.order, record.number(ORDER.number)),
    symbol: listed.symbol,
    side: SIDES[record.number(ORDER.side)] as string,
    price: ticks === 0 ? null : ticksToPrice(listed.terms, ticks),
    leavesQty: record.number(ORDER.leaves),
  };
}
