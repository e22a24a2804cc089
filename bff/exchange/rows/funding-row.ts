import { RATE_SCALE } from "../../contract/pricing/round.ts";
import type { FundingRow } from "../../contract/tables/funding.ts";
import { FUNDING } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import type { Listed } from "../catalogue.ts";

const DAY_MS = 86_400_000;

/** A length of time as the contract writes it: the moment so long after the year 2000 began. */
export const timespan = (ms: number): string => new Date(Date.UTC(2000, 0) + ms).toISOString();

/** A funding record as a row of the wire. */
export function fundingRow(record: SlotReader, listed: Listed, timestamp: string): FundingRow {
  const rate = record.number(FUNDING.rate);
  const intervalMs = record.number(FUNDING.intervalMs);
  return {
    timestamp,
    symbol: listed.symbol,
    fundingInterval: timespan(intervalMs),
    fundingRate: rate / RATE_SCALE,
    fundingRateDaily: (rate * (DAY_MS / intervalMs)) / RATE_SCALE,
  };
}
