import { quarterOf } from "../../contract/calendar.ts";
import { FAIR_METHOD, MARK_METHOD } from "../../engine/commands.ts";
import { type InstrumentDescription, type Listing, SATS, USD_POINTS, XBT_POINTS } from "./description.ts";
import { ALTCOINS } from "./indices.ts";

/** Futures of a root by the quarter, and the dates at which one was listed otherwise than by the rule. */
export interface FutureSeries extends Omit<Listing, "symbol"> {
  readonly root: string;
  readonly ahead: number;
  readonly frontMonths: number;
  readonly dates: readonly { readonly quarter: number; readonly atMs: number }[];
}

const rules: NonNullable<Listing["rules"]> = {
  markMethod: MARK_METHOD.fairPrice,
  fairMethod: FAIR_METHOD.impactMid,
  impactSats: 10 * SATS,
};

function describe(root: string, over: Partial<InstrumentDescription>): InstrumentDescription {
  return {
    rootSymbol: root,
    typ: "FFCCSX",
    positionCurrency: root,
    underlying: root,
    quoteCurrency: "XBT",
    underlyingSymbol: `${root}XBT=`,
    reference: "BMEX",
    referenceSymbol: `.B${root}XBT30M`,
    settlCurrency: "XBt",
    isQuanto: false,
    capped: false,
    taxed: true,
    deleverage: true,
    fairMethod: "ImpactMidPrice",
    markMethod: "FairPrice",
    levelIdPoints: 1,
    ...over,
  };
}

/** Inverse, as XBTUSD but for the risk limit and the settlement fee of 0.05 %. Source: the contract's section 6.2, figures of 2019. */
const xbt: FutureSeries = {
  root: "XBT",
  description: describe("XBT", {
    positionCurrency: "USD",
    quoteCurrency: "USD",
    underlyingSymbol: "XBT=",
    referenceSymbol: ".BXBT30M",
    levelIdPoints: 50,
  }),
  index: ".BXBT",
  settlesAt: ".BXBT30M",
  terms: [1, SATS, USD_POINTS, 50, 1, 1, 10_000_000, 2_000_000, 1_000_000, 500_000, -25_000, 75_000, 50_000, 50 * SATS, 50 * SATS],
  rules,
  ahead: 2,
  frontMonths: 2,
  // Source: the listings of the third quarter of 2019.
  dates: [{ quarter: quarterOf(2019, 2), atMs: Date.parse("2018-12-17T08:30:00.000Z") }],
};

/** What tells the altcoins' futures apart: tick in 1e-8 XBT, margins in 1e-8. Source: the contract's section 6.2, figures of 2019. */
const ALTCOIN_TERMS: Readonly<Record<(typeof ALTCOINS)[number], { readonly tick: number; readonly initial: number }>> = {
  ADA: { tick: 1, initial: 5_000_000 },
  BCH: { tick: 1_000, initial: 5_000_000 },
  EOS: { tick: 10, initial: 5_000_000 },
  ETH: { tick: 1_000, initial: 2_000_000 },
  LTC: { tick: 500, initial: 3_000_000 },
  TRX: { tick: 1, initial: 5_000_000 },
  XRP: { tick: 1, initial: 5_000_000 },
};

/** Prices that a book has room for, and contracts whose value at the highest is still exact. */
const MOST_TICKS = 10_000_000;
const MOST_SATS = 1e15;

/** Linear: a coin each, quoted and settled in bitcoin. No settlement fee since 30 March 2018. */
function altcoin(coin: (typeof ALTCOINS)[number]): FutureSeries {
  const { tick, initial } = ALTCOIN_TERMS[coin];
  // Ten bitcoins at most, as in 2019, or what a book of such small steps can hold.
  const maxTicks = Math.min(MOST_TICKS, (10 * XBT_POINTS) / tick);
  const maxOrderQty = Math.min(100_000_000, MOST_SATS / (maxTicks * tick));
  return {
    root: coin,
    description: describe(coin, { levelIdPoints: tick }),
    index: `.B${coin}XBT`,
    settlesAt: `.B${coin}XBT30M`,
    terms: [0, SATS, XBT_POINTS, tick, 1, 1, maxOrderQty, maxTicks, initial, initial / 2, -50_000, 250_000, 0, 50 * SATS, 50 * SATS],
    rules,
    ahead: 1,
    frontMonths: 1,
    dates: [],
  };
}

export const FUTURES: readonly FutureSeries[] = [xbt, ...ALTCOINS.map(altcoin)];
