import { nextMultiple } from "../contract/pricing/fair-price.ts";
import { nextFundingRate } from "../contract/pricing/funding.ts";
import { RATE_SCALE } from "../contract/pricing/round.ts";
import type { FundingRow } from "../contract/tables/funding.ts";
import { seededRandom } from "./random.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const INTERVAL_MS = 8 * HOUR_MS;
const OFFSET_MS = 4 * HOUR_MS;
/** What XBTUSD is listed with. */
const RULES = { interest: 10_000, clamp: 50_000, cap: 375_000, step: 375_000 };
/** How much of a premium is there eight hours later, and what comes to it, in 1e-8: mostly the rate is the interest, at times far from it. */
const MEMORY = 0.8;
const SURPRISE = 40_000;

/** Fundings of XBTUSD for the days before a demo market opens: made up, by the rule that holds from then on. The same seed gives the same ones. */
export function simulatedFundings(seed: number, days: number, untilMs: number): readonly FundingRow[] {
  const random = seededRandom(seed ^ 0x5f0d);
  const rows: FundingRow[] = [];
  let premium = 0;
  let rate = RULES.interest;
  for (let ms = nextMultiple(untilMs - days * DAY_MS, INTERVAL_MS, OFFSET_MS); ms < untilMs; ms += INTERVAL_MS) {
    rows.push({
      timestamp: new Date(ms).toISOString(),
      symbol: "XBTUSD",
      fundingInterval: new Date(Date.UTC(2000, 0) + INTERVAL_MS).toISOString(),
      fundingRate: rate / RATE_SCALE,
      fundingRateDaily: (rate * (DAY_MS / INTERVAL_MS)) / RATE_SCALE,
    });
    premium = Math.round(MEMORY * premium + SURPRISE * random.normal());
    rate = nextFundingRate(premium, rate, RULES);
  }
  return rows;
}
