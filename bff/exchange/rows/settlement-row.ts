import { pointsToPrice } from "../../contract/prices.ts";
import type { SettlementRow } from "../../contract/tables/settlement.ts";
import { SETTLEMENT } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import type { Listed } from "../catalogue.ts";

/** A settlement record as a row of the wire. */
export function settlementRow(record: SlotReader, listed: Listed, timestamp: string): SettlementRow {
  const points = record.number(SETTLEMENT.points);
  return {
    timestamp,
    symbol: listed.symbol,
    settlementType: "Settlement",
    settledPrice: points === 0 ? null : pointsToPrice(listed.terms, points),
    optionStrikePrice: null,
    optionUnderlyingPrice: null,
    bankrupt: record.number(SETTLEMENT.bankruptSats),
    taxBase: null,
    taxRate: null,
  };
}
