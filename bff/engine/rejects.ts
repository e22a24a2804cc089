/** Why a command changed nothing. The façade turns each into the contract's words. */
export const REJECT = {
  none: 0,
  unknownAccount: 1,
  unknownInstrument: 2,
  noMark: 3,
  duplicateClientId: 4,
  quantity: 5,
  price: 6,
  orderNotFound: 7,
  originalClientIdNotFound: 8,
  leavesQuantity: 9,
  insufficientBalance: 10,
  immediateLiquidation: 11,
  beyondLiquidationLong: 12,
  beyondLiquidationShort: 13,
  reduceOnlySide: 14,
  closeSide: 15,
  tooManyOrders: 16,
  leverage: 17,
  faucetTooSoon: 18,
  malformed: 19,
  bulkInstrument: 20,
  riskLimit: 21,
  stopPrice: 22,
  tooManyStops: 23,
  display: 24,
  entryLeverage: 40,
  riskSteps: 41,
  crossMargin: 42,
  transferAmount: 43,
  isolatedMargin: 44,
  /** Terms of a listing that can't stand. */
  lotSize: 60,
  multiplier: 61,
  largestOrder: 62,
  /** A listing under a name that is taken. */
  symbolTaken: 63,
  /** A contract that nobody can trade: it is closed, has ended, or was not opened yet. */
  notOpen: 64,
  expired: 65,
  notListedYet: 66,
  /** A moment at which something can't happen. */
  moment: 67,
  pegPrice: 50,
  pegOffset: 51,
  notComposite: 80,
  unknownConstituent: 81,
  tooManyConstituents: 82,
  constituentIsIn: 83,
  /** A change that can't stand. */
  change: 68,
  /** Beyond the limits of the session. */
  limitUp: 69,
  limitDown: 70,
  /** A withdrawal that can't be had, or does not stand any more. */
  withdrawalBalance: 90,
  withdrawalUnknown: 91,
  withdrawalEnded: 92,
  /** Beyond what the key may do. */
  capSymbol: 93,
  capReduceOnly: 94,
  capOrder: 95,
  capDaily: 96,
  capLoss: 97,
  capDeviation: 98,
} as const;

export type RejectCode = (typeof REJECT)[keyof typeof REJECT];

/** A refusal with the figure that its text names: satoshis required, the position's contracts. */
export interface Verdict {
  readonly code: RejectCode;
  readonly detail: number;
}

export const ACCEPTED: Verdict = { code: REJECT.none, detail: 0 };
