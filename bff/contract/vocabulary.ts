/** Words of the contract that are compared on the wire. Source: the BitMEX API v1. */

export const SIDES = ["Buy", "Sell"] as const;
export type Side = (typeof SIDES)[number];

export const ORDER_TYPES = ["Limit", "Market", "Stop", "StopLimit", "MarketIfTouched", "LimitIfTouched", "Pegged"] as const;
export type OrdType = (typeof ORDER_TYPES)[number];

/** Types that the contract knows and that this exchange does not take yet. */
export const UNSUPPORTED_ORDER_TYPES = ["MarketWithLeftOverAsLimit"] as const;

export const TIMES_IN_FORCE = ["GoodTillCancel", "ImmediateOrCancel", "FillOrKill", "Day"] as const;
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

export const EXEC_INSTS = ["ParticipateDoNotInitiate", "ReduceOnly", "Close", "LastPrice", "MarkPrice", "IndexPrice", "Fixed"] as const;
export type ExecInst = (typeof EXEC_INSTS)[number];

/** Which price a stop or touched order watches: one of them, the mark where none is named. */
export const TRIGGER_INSTS = ["LastPrice", "MarkPrice", "IndexPrice"] as const satisfies readonly ExecInst[];
/** What `triggered` says of an order whose price has come. */
export const TRIGGERED = "StopOrderTriggered";

export const UNSUPPORTED_EXEC_INSTS = ["AllOrNone", "LastWithinMark"] as const;

/** What a price of an order may hang on: the stop price of a trailing one, the limit of a pegged one. `LastPeg` and `MidPricePeg` were withdrawn in 2019. */
export const PEG_PRICE_TYPES = ["TrailingStopPeg", "PrimaryPeg", "MarketPeg"] as const;
export type PegPriceType = (typeof PEG_PRICE_TYPES)[number];

export const ORDER_STATUSES = ["New", "PartiallyFilled", "Filled", "Canceled", "Rejected"] as const;
export type OrdStatus = (typeof ORDER_STATUSES)[number];

export const EXEC_TYPES = [
  "New",
  "Trade",
  "Canceled",
  "Replaced",
  "Rejected",
  "TriggeredOrActivatedBySystem",
  "Funding",
  "Settlement",
] as const;
export type ExecType = (typeof EXEC_TYPES)[number];

export const TICK_DIRECTIONS = ["PlusTick", "ZeroPlusTick", "MinusTick", "ZeroMinusTick"] as const;
export type TickDirection = (typeof TICK_DIRECTIONS)[number];

/** Stations of an instrument's life; an index stays at the first. */
export const INSTRUMENT_STATES = ["Unlisted", "Open", "Closed", "Settled", "Delisted"] as const;
export type InstrumentState = (typeof INSTRUMENT_STATES)[number];

/** The coin in which balances are kept, counted in satoshis. */
export const CURRENCY = "XBt";
/** The exchange's own market identifier in `lastMkt` and `exDestination`. */
export const MARKET_CODE = "XBME";
export const NO_GUID = "00000000-0000-0000-0000-000000000000";

export const MAX_CLIENT_ID_LENGTH = 36;
export const MAX_TEXT_LENGTH = 128;

/** Remark on orders by which the exchange deleverages positions; people's own remarks end with where they came from. */
export const DELEVERAGE_TEXT = "Deleverage";

/** Remark on orders that name none, by where they came from. */
export const DEFAULT_TEXT = { key: "Submitted via API.", session: "Submission from the Fairmark site." } as const;
