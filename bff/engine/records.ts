import { RULES, TERMS } from "./commands.ts";

/**
 * What the engine gives out: packed records of row changes, in the order in which they happened. Each command's
 * records stand between a `begin` and an `end`. Fields are named by their place after the record's first slot.
 */
export const RECORD = {
  begin: 1,
  end: 2,
  instrument: 3,
  mark: 4,
  order: 5,
  execution: 6,
  trade: 7,
  level: 8,
  position: 9,
  account: 10,
  transaction: 11,
  moment: 12,
  funding: 13,
  settlement: 14,
  constituent: 40,
  indexRule: 41,
  insurance: 20,
  liquidation: 60,
} as const;

export const BEGIN = { sequence: 1, timeMs: 2 } as const;

/** What follows happened at another moment than the command: at the one that it was scheduled for. */
export const MOMENT = { timeMs: 1 } as const;

/** `request` is the caller's own mark, 0 in a replay; `code` is one of REJECT; `first` is where order numbers start. */
export const END = { request: 1, code: 2, detail: 3, count: 4, first: 5 } as const;

/** A listing, or new terms. Terms follow from `terms` on, then the rules; then come two strings, symbol and description. */
export const INSTRUMENT = {
  instrument: 1,
  index: 2,
  listedAtMs: 3,
  terms: 4,
  rules: 4 + TERMS.length,
  symbol: 4 + TERMS.length + RULES.length,
} as const;

/** How an instrument stands: after a trade or a new mark. */
export const MARK = {
  instrument: 1,
  markPoints: 2,
  markedAtMs: 3,
  lastTicks: 4,
  lastDirection: 5,
  openInterest: 6,
  volume: 7,
  turnoverSats: 8,
  /** One of INSTRUMENT_STATE. */
  state: 9,
  fundingRate: 10,
  fairPoints: 11,
  /** Basis of a future a year. */
  basisRate: 12,
  /** Funding rate of the next interval, as far as it can be told. */
  indicativeRate: 13,
  /** Price that was decided for it to settle at, or that it has settled at; 0 while there is none. */
  settledPoints: 14,
  /** Price at which the last session closed. */
  closePoints: 15,
} as const;

/** An order as it is now; `change` is one of ORDER_CHANGE, `rejectCode` one of REJECT. Two strings follow: client id and text. */
export const ORDER = {
  change: 1,
  number: 2,
  account: 3,
  instrument: 4,
  side: 5,
  type: 6,
  timeInForce: 7,
  instructions: 8,
  quantity: 9,
  ticks: 10,
  leaves: 11,
  filled: 12,
  filledTicks: 13,
  status: 14,
  changedAtMs: 15,
  stopTicks: 16,
  isTriggered: 17,
  rejectCode: 18,
  rejectDetail: 19,
  display: 20,
  peg: 21,
  pegOffset: 22,
  clientId: 23,
} as const;

/** `revived` is an update that makes an order live again which had filled. */
export const ORDER_CHANGE = { insert: 0, update: 1, revived: 2 } as const;

/** In the order of the contract's ORDER_STATUSES. */
export const STATUS = { new: 0, partiallyFilled: 1, filled: 2, canceled: 3, rejected: 4 } as const;
/** In the order of the contract's EXEC_TYPES. */
export const EXEC = { new: 0, trade: 1, canceled: 2, replaced: 3, rejected: 4, triggered: 5, funding: 6, settlement: 7 } as const;
export const LIQUIDITY = { none: 0, added: 1, removed: 2 } as const;

/** A funding has taken place at this rate, in 1e-8; longs paid when it is above zero. */
export const FUNDING = { instrument: 1, rate: 2, intervalMs: 3 } as const;

/** A contract has ended at a price; `bankruptSats` is what owners lacked who lost more than stood behind their positions. */
export const SETTLEMENT = { instrument: 1, points: 2, bankruptSats: 3 } as const;

/**
 * Something that happened to an order, with the order as it was right after. Two strings follow: client id and text. A
 * funding or settlement has no order: its `lastTicks` is a price in points, and all of one funding share its `match`.
 */
export const EXECUTION = {
  number: 1,
  type: 2,
  order: 3,
  account: 4,
  instrument: 5,
  side: 6,
  lastQuantity: 7,
  lastTicks: 8,
  liquidity: 9,
  costSats: 10,
  feeSats: 11,
  feeRate: 12,
  match: 13,
  orderType: 14,
  timeInForce: 15,
  instructions: 16,
  quantity: 17,
  ticks: 18,
  leaves: 19,
  filled: 20,
  filledTicks: 21,
  status: 22,
  changedAtMs: 23,
  stopTicks: 24,
  isTriggered: 25,
  rejectCode: 26,
  rejectDetail: 27,
  display: 28,
  peg: 29,
  pegOffset: 30,
  clientId: 31,
} as const;

export const TRADE = { instrument: 1, match: 2, side: 3, quantity: 4, ticks: 5, direction: 6, valueSats: 7 } as const;

/** Contracts now resting at a price; 0 when the level is gone. */
export const LEVEL = { instrument: 1, side: 2, ticks: 3, quantity: 4 } as const;

export const POSITION = {
  account: 1,
  instrument: 2,
  quantity: 3,
  cost: 4,
  boughtQuantity: 5,
  boughtCost: 6,
  soldQuantity: 7,
  soldCost: 8,
  fees: 9,
  previousPnl: 10,
  openedAtMs: 11,
  leverage: 12,
  orderBuyQuantity: 13,
  orderSellQuantity: 14,
  orderBuyValue: 15,
  orderSellValue: 16,
  orderBuyReserve: 17,
  orderSellReserve: 18,
  orderBuyPremium: 19,
  orderSellPremium: 20,
  riskSteps: 21,
  posted: 22,
  loss: 23,
  /** The hour in which it last changed, and the sums as they stood when that began. */
  sessionAtMs: 24,
  openingQuantity: 25,
  openingBought: 26,
  openingBoughtCost: 27,
  openingSold: 28,
  openingSoldCost: 29,
  openingFees: 30,
  movedCost: 31,
  movedFees: 32,
  /** Realised since noon, fees and funding included. */
  sinceNoon: 33,
} as const;

export const ACCOUNT = {
  account: 1,
  cash: 2,
  deposited: 3,
  withdrawn: 4,
  simulated: 5,
  openedAtMs: 6,
  faucetAtMs: 7,
  reserved: 8,
  /** Part of what was realised that noons have moved to the coins, the last noon's part, and how it stood then. */
  settled: 9,
  previousRealised: 10,
  noonAtMs: 11,
  noonDeposited: 12,
  noonWithdrawn: 13,
} as const;

/** What the insurance fund held at a noon. */
export const INSURANCE = { noonMs: 1, balanceSats: 2 } as const;

/**
 * Coins that came in or went out, below zero when they went out, the fee included; or what a contract had realised by a
 * noon. A withdrawal is told of again when it ends.
 */
export const TRANSACTION = {
  number: 1,
  account: 2,
  type: 3,
  amountSats: 4,
  walletBalanceSats: 5,
  feeSats: 6,
  status: 7,
  madeAtMs: 8,
  /** The contract of what was realised, -1 for coins. */
  instrument: 9,
} as const;
export const TRANSACTION_TYPE = { deposit: 0, withdrawal: 1, realised: 2 } as const;
export const TRANSACTION_STATUS = { completed: 0, pending: 1, canceled: 2 } as const;

/** A venue of an index as it stands; then comes its name. */
export const CONSTITUENT = {
  constituent: 1,
  index: 2,
  weight: 3,
  points: 4,
  changedAtMs: 5,
  reportedAtMs: 6,
  standing: 7,
  standingSinceMs: 8,
  backSinceMs: 9,
  /** Weight that it will have from a moment on; the moment is 0 where nothing is scheduled. */
  plannedAtMs: 10,
  plannedWeight: 11,
  name: 12,
} as const;

/** How an index comes by its price, after its constituents and after the mark that it was published with. */
export const INDEX_RULE = { instrument: 1, kind: 2, source: 3, protection: 4, limitBasisPoints: 5, standing: 6, publishedAtMs: 7 } as const;

/**
 * A step of relieving a position that could not keep its margin; all steps of one liquidation share the `number` of the
 * first order that it makes. What the position was is told as it stood after the step, and of a takeover as it stood
 * before it, with the bankruptcy price that it passed at. `balance` and `requirement` are the position's own, or for
 * cross margin those of all cross positions of the account; `backing` is what stands behind the position for its
 * liquidation price and `cash` for its bankruptcy price.
 */
export const LIQUIDATION = {
  number: 1,
  /** One of LIQUIDATION_STEP. */
  step: 2,
  account: 3,
  instrument: 4,
  quantity: 5,
  cost: 6,
  leverage: 7,
  posted: 8,
  loss: 9,
  riskSteps: 10,
  /** Funding rate that the position's side would pay next, 1e-8; below zero when it receives. */
  fundingRate: 11,
  markPoints: 12,
  /** Mark of the contract's index, 0 without one. */
  indexPoints: 13,
  backing: 14,
  cash: 15,
  balance: 16,
  requirement: 17,
  bankruptTicks: 18,
  /** The order of the owner that closed it and the house's that offers it, with what the owner realised and paid: of a takeover alone. */
  order: 19,
  houseOrder: 20,
  realisedSats: 21,
  feeSats: 22,
} as const;

/** In the order of the contract's LIQUIDATION_STEPS. */
export const LIQUIDATION_STEP = { due: 0, limitLowered: 1, ordersCancelled: 2, reduced: 3, takenOver: 4 } as const;
