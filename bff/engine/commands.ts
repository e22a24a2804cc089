import { NONE } from "./rows.ts";

/**
 * What the engine takes. A command is a packed record; its fields stand in the order in which the encoders
 * write them. Commands come from the journal as well as from clients, so a layout that has been used never changes:
 * a new one takes a new kind.
 */
export const COMMAND = {
  list: 1,
  openAccount: 2,
  deposit: 3,
  faucet: 4,
  place: 5,
  amend: 6,
  cancel: 7,
  cancelAll: 8,
  placeBulk: 9,
  amendBulk: 10,
  leverage: 11,
  index: 12,
  clock: 13,
  placeWide: 14,
  amendWide: 15,
  placeBulkWide: 16,
  amendBulkWide: 17,
  cancelAllAfter: 18,
  riskLimit: 30,
  transferMargin: 31,
  series: 60,
  listingDate: 61,
  closePosition: 50,
  makeIndex: 40,
  weighIndex: 41,
  quoteConstituents: 42,
  protectIndex: 43,
  letConstituentBack: 44,
  change: 62,
  reserveWithdrawal: 70,
  cancelWithdrawal: 71,
  sendWithdrawal: 72,
  underCaps: 75,
  anchor: 80,
} as const;

export type CommandKind = (typeof COMMAND)[keyof typeof COMMAND];

export const SIDE = { buy: 0, sell: 1 } as const;
export type SideCode = (typeof SIDE)[keyof typeof SIDE];
export const otherSide = (side: SideCode): SideCode => (side === SIDE.buy ? SIDE.sell : SIDE.buy);

/** In the order of the contract's ORDER_TYPES. */
export const ORDER_TYPE = { limit: 0, market: 1, stop: 2, stopLimit: 3, marketIfTouched: 4, limitIfTouched: 5, pegged: 6 } as const;

/** Whether an order waits for a price before it trades. */
export const isConditional = (type: number): boolean => type >= ORDER_TYPE.stop && type <= ORDER_TYPE.limitIfTouched;
/** Whether it has no limit of its own. */
export const isMarket = (type: number): boolean =>
  type === ORDER_TYPE.market || type === ORDER_TYPE.stop || type === ORDER_TYPE.marketIfTouched;

/**
 * Whether a conditional order goes off at its stop price or above, rather than at it or below: stops follow a price that
 * runs away, touched orders wait for one that comes closer. Source: the trigger rule of the BitMEX API v1.
 */
export function goesOffRising(type: number, side: number): boolean {
  const isStop = type === ORDER_TYPE.stop || type === ORDER_TYPE.stopLimit;
  return (side === SIDE.buy) === isStop;
}

/** In the order of the contract's TIMES_IN_FORCE. */
export const TIME_IN_FORCE = { goodTillCancel: 0, immediateOrCancel: 1, fillOrKill: 2, day: 3 } as const;
/** Whether what finds nobody may rest. */
export const mayRest = (timeInForce: number): boolean => timeInForce === TIME_IN_FORCE.goodTillCancel || timeInForce === TIME_IN_FORCE.day;
/** Bits of an order's instructions. */
export const INSTRUCTION = { postOnly: 1, reduceOnly: 2, close: 4, lastPrice: 8, markPrice: 16, indexPrice: 32, fixed: 64 } as const;
/** Bits that say which price a conditional order watches; one of them exactly. */
export const WATCHES = INSTRUCTION.lastPrice | INSTRUCTION.markPrice | INSTRUCTION.indexPrice;

/**
 * What a price of an order hangs on, by an offset: the stop price of a trailing order on the price that it watches, the
 * limit of a pegged one on the best price of its own side or of the other. In the order of the contract's PEG_PRICE_TYPES.
 */
export const PEG = { none: 0, trailing: 1, primary: 2, market: 3 } as const;

/** Orders that close a position can never open one either. */
export const isReduceOnly = (instructions: number): boolean => (instructions & (INSTRUCTION.reduceOnly | INSTRUCTION.close)) !== 0;

/** Which of its fields an amendment changes. */
export const AMEND = { quantity: 1, leaves: 2, price: 4, clientId: 8, text: 16, stop: 32, peg: 64 } as const;

/** What only some orders have. */
export interface SpecialFields {
  /** Price at which a conditional order goes off; 0 for any other, and for one that trails, whose stop price follows. */
  readonly stopTicks: number;
  /** Orders that may wait for a price in the account's position, this one included: the exchange's setting at the time. */
  readonly maxStops: number;
  /** Contracts that the book shows at a time; NONE for all. */
  readonly display: number;
  /** One of {@link PEG}, and how far off it the price stands, signed. */
  readonly peg: number;
  readonly pegOffset: number;
}

/** A plain order in a wide record. */
export const PLAIN: SpecialFields = { stopTicks: 0, maxStops: 0, display: NONE, peg: PEG.none, pegOffset: 0 };

/** One order. Accounts and instruments are named by handle, counted from zero. */
export interface PlaceFields {
  readonly account: number;
  readonly instrument: number;
  readonly side: SideCode;
  /** Contracts; 0 asks a closing order for the whole position. */
  readonly quantity: number;
  /** 0 for a market order, and for a pegged one, whose limit follows. */
  readonly ticks: number;
  readonly type: number;
  readonly timeInForce: number;
  readonly instructions: number;
  readonly clientId: string;
  readonly text: string;
  /** Orders that may be open in the account's position, this one included: the exchange's setting at the time; 0 for no such bound. */
  readonly maxOrders?: number;
  /** Absent for a plain order. */
  readonly special?: SpecialFields;
}

export interface AmendFields {
  readonly account: number;
  /** 0 when the order is named by its client id. */
  readonly order: number;
  readonly originalClientId: string;
  /** Bits of {@link AMEND}. */
  readonly changes: number;
  readonly quantity: number;
  readonly ticks: number;
  readonly clientId: string;
  readonly text: string;
  /** Absent where the stop price stays. */
  readonly stopTicks?: number;
  /** Absent where the offset stays. */
  readonly pegOffset?: number;
  /** Orders that may be open in the position when this one comes back from being filled; 0 for no such bound. */
  readonly maxOrders?: number;
}

/** What an instrument is to the engine; `description` is kept for the edge as it is. */
export interface ListFields {
  readonly symbol: string;
  /** JSON of the columns that never change. */
  readonly description: string;
  /** Handle of the index that marks it; NONE for an index itself. */
  readonly index: number;
  /** In the order of {@link TERMS}; empty for an index but for pointsPerUnit. */
  readonly terms: readonly number[];
  /** Rules that apply. */
  readonly rules?: Readonly<Partial<Record<RuleName, number>>>;
}

/** Futures of a root by the quarter; what the contracts have in common. */
export interface SeriesFields {
  readonly root: string;
  readonly description: string;
  readonly index: number;
  /** A contract is listed when the one that ends so many quarters before it is about to. */
  readonly ahead: number;
  /** Months before its last one at whose end it comes to the front. */
  readonly frontMonths: number;
  readonly terms: readonly number[];
  readonly rules: Readonly<Partial<Record<RuleName, number>>>;
}

/** Order in which a contract's terms travel and are stored. */
export const TERMS = [
  "isInverse",
  "multiplierSats",
  "pointsPerUnit",
  "pointsPerTick",
  "lotSize",
  "valuationLot",
  "maxOrderQty",
  "maxPriceTicks",
  "initMarginRate",
  "maintMarginRate",
  "makerFeeRate",
  "takerFeeRate",
  "settlementFeeRate",
  "riskLimitSats",
  "riskStepSats",
] as const;

/** How a contract is marked. Source: section 6.4 of the contract. */
export const MARK_METHOD = { fairPrice: 0, lastPrice: 1, lastPriceProtected: 2 } as const;
/** What the fair price adds to the index: nothing, the funding to come, or the basis at which the impact price stands. */
export const FAIR_METHOD = { none: 0, fundingRate: 1, impactMid: 2 } as const;

/** Order in which the rules of an instrument's life travel and are stored; 0 where a rule does not apply. */
export const RULES = [
  /** One of MARK_METHOD and of FAIR_METHOD. */
  "markMethod",
  "fairMethod",
  /** Handle of the index that it settles at, plus one. */
  "settlementIndex",
  /** When it opens and expires; UTC. */
  "openAtMs",
  "expiryMs",
  /** When it becomes the front one of its series. */
  "frontAtMs",
  /** Longs and shorts pay each other at multiples of the interval after the offset. */
  "fundingIntervalMs",
  "fundingOffsetMs",
  /** Interest a funding interval on the quote and on the base currency, in 1e-8. */
  "quoteInterestRate",
  "baseInterestRate",
  /** How far interest may pull a funding rate from the premium, in 1e-8. */
  "fundingClampRate",
  /** Bounds of a funding rate as shares, in 1e-8: of initial less maintenance margin for the rate, of maintenance margin for its change. */
  "fundingCapShare",
  "fundingStepShare",
  /** Handles, plus one, of the indices that show the premium and the interest of a perpetual. */
  "premiumIndex",
  "quoteInterestIndex",
  "baseInterestIndex",
  /** Value, satoshis, whose average price on either side of the book is the impact price. */
  "impactSats",
  /** Sessions of a contract with price limits, and the limits' distance from the previous close, in 1e-8. */
  "sessionIntervalMs",
  "limitRate",
  /** How long before its end it is decided whether its index has begun, and the points at which it settles if not. */
  "decideBeforeMs",
  "alternativePoints",
] as const;
export type RuleName = (typeof RULES)[number];

/** What a key may do at most. Every bound is 0 or empty where there is none. */
export interface CapFields {
  /** The key's own number, under which what it has used up of a day is counted. */
  readonly key: number;
  /** Value of an order, and of all orders that the key places within a day (UTC), satoshis. */
  readonly orderSats: number;
  readonly dailySats: number;
  /** Realised loss of the account within a day (UTC) from which on the key may only reduce, satoshis. */
  readonly dailyLossSats: number;
  /** How far on its dear side of the mark an order may trade, in 1e-8. */
  readonly deviationRate: number;
  /** 1 where every order has to be one that can only reduce. */
  readonly reduceOnly: 0 | 1;
  /** Handles of the contracts that it may trade. */
  readonly instruments: readonly number[];
}

/** A withdrawal as it is asked for. */
export interface ReserveFields {
  readonly account: number;
  /** The asker's own number: the same one is never reserved twice. */
  readonly request: number;
  /** What is sent, and what the network takes; both leave the account. */
  readonly sats: number;
  readonly feeSats: number;
  /** What has to stay withdrawable behind it, because it is held. */
  readonly keepSats: number;
}
