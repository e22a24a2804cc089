import type { ContractTerms } from "../../contract/pricing/terms.ts";
import { FAIR_METHOD, MARK_METHOD } from "../commands.ts";
import { encode } from "../encode.ts";
import { encodeIndex } from "../index-commands.ts";
import { INDEX_KIND } from "../index-rules.ts";
import type { RemarginBy } from "../remargin.ts";
import { TestMarket, XBTUSD } from "../testing.ts";
import { IndexDesk } from "./index-desk.ts";

const DAY_MS = 24 * 3_600_000;
/** Commands, a millisecond each at least, before the first day ends. */
const FIRST_DAY_MS = 1_000;

/** A linear contract quoted in coins, with margins and fees of its own. */
const ETH_LIKE: ContractTerms = {
  ...XBTUSD,
  isInverse: false,
  pointsPerUnit: 100_000,
  pointsPerTick: 1,
  lotSize: 1,
  valuationLot: 1,
  maxPriceTicks: 900_000,
  initMarginRate: 2_000_000,
  maintMarginRate: 1_000_000,
  makerFeeRate: -50_000,
  takerFeeRate: 250_000,
};

const HOUR_MS = 3_600_000;

/** Funding of a perpetual, of which the premium moves the most. */
const PERPETUAL = {
  markMethod: MARK_METHOD.fairPrice,
  fairMethod: FAIR_METHOD.fundingRate,
  fundingIntervalMs: 8 * HOUR_MS,
  fundingOffsetMs: 4 * HOUR_MS,
  quoteInterestRate: 20_000,
  baseInterestRate: 10_000,
  fundingClampRate: 50_000,
  fundingCapShare: 75_000_000,
  fundingStepShare: 75_000_000,
  impactSats: 1_000_000,
} as const;

/** One whose risk limit the traders reach. */
const TIERED: ContractTerms = { ...XBTUSD, riskLimitSats: 20_000_000, riskStepSats: 60_000_000 };

/** Two inverse contracts on one index, a perpetual and one that is marked by its own trades, and a linear perpetual on another that venues make up, and traders whose purses differ by powers of four. */
export function aBusyMarket(traders: number, remarginBy: RemarginBy = "index"): TestMarket {
  const market = new TestMarket(undefined, remarginBy).listIndex(".BXBT").list("XBTUSD", XBTUSD, ".BXBT", PERPETUAL);
  market.list("XBTM26", TIERED, ".BXBT", { markMethod: MARK_METHOD.lastPriceProtected });
  market.listIndex(".BETHXBT", ETH_LIKE.pointsPerUnit).list("ETHM26", ETH_LIKE, ".BETHXBT", PERPETUAL).mark(60_000);
  market.send((out) => encode.index(out, market.instrument(".BETHXBT"), 3_000, 0));
  // The other index is made of venues as well, which may be as wrong as they like.
  const venues = new IndexDesk(market, ".BETHXBT", { A: 0.5, B: 0.3, C: 0.2 });
  venues.quote({ A: 30, B: 30.01, C: 29.99 });
  market.listIndex(".BETHXBT30M").send((out) => encodeIndex.make(out, market.instrument(".BETHXBT30M"), INDEX_KIND.average, venues.handle));
  market.nowMs = Math.ceil(market.nowMs / DAY_MS) * DAY_MS - FIRST_DAY_MS;
  for (let i = 0; i < traders; i++) market.withAccount(`trader${i}`, { sats: 10_000_000 * 4 ** (i % 4) });
  return market;
}
