// Orders in words: what they are, why they are refused or asked about.

// Profit and stop
export const bracketEnds = { takeProfit: "Take profit at", stopLoss: "Stop loss at" };

// An order in words
export const pegged = (what: string) => `${what}, pegged`;
export const atMarket = (what: string) => `${what} at market`;
export const atPrice = (what: string, price: string) => `${what} at ${price}`;
export const watched = { MarkPrice: "mark", LastPrice: "last price", IndexPrice: "index" };
export const timesInForce = {
  GoodTillCancel: "good till cancel",
  Day: "until midnight UTC",
  ImmediateOrCancel: "what cannot trade at once is cancelled",
  FillOrKill: "all at once or not at all",
};
export const postOnly = "post-only";
export const close = "close";
export const reduceOnly = "reduce-only";
export const hidden = "hidden";
export const shown = (quantity: string) => `${quantity} shown`;
export const takesProfitAt = (price: string) => `takes profit at ${price}`;
export const stopsAt = (price: string) => `stops at ${price}`;
export const onceTurned = (watched: string, offset: string) => `once the ${watched} turns by ${offset}`;
export const oncePast = (watched: string, price: string, isAbove: boolean) =>
  `once the ${watched} is ${price} or ${isAbove ? "above" : "below"}`;

// Refusals of the exchange in words
export const needsMargin = "The order needs more margin than is available.";
export const wouldCross = "The order would have crossed the spread, and it is post-only.";
export const nothingToReduce = "It is reduce-only, and there is no position that it would reduce.";
export const nothingToClose = "There is no position that it would close.";
export const liquidatedAtOnce = "At this price the position would be liquidated at once.";
export const beyondLiquidation = "The price lies beyond the position's liquidation price, where it could never trade.";
export const isLiquidated = "The position is being liquidated.";
export const noMark = "The contract has no mark price yet, so nothing can be valued.";
export const tooManyOpen = "As many orders of this contract are open as an account may have: cancel some first.";
export const tooManyWaiting = "As many orders wait for a price as an account may have in this contract: cancel some first.";
export const beyondRiskLimit = "Position and orders would be larger than the risk limit; it can be raised above.";
export const leverageTooHigh = "The leverage is higher than a new position may have.";
export const sizeRefused = "The size is none that the contract takes.";
export const betweenTicks = "The price lies between two ticks.";
export const priceRefused = "The price is none that the contract takes.";
export const triggerRefused = "The price at which it would go off is none that the contract takes.";
export const displayRefused = "What is shown at a time is too little, or not in whole lots.";
export const nothingToPeg = "The price that it hangs on is not there now.";
export const idTaken = "An open order has the same id: this one is there already.";
export const exchangeHalted = "The exchange takes no orders now.";
export const tooManyRequests = "Too many requests came in a short time.";
export const signedOut = "You are not signed in any more.";
export const refused = "The exchange refused it.";
export const lostReply = "It was not placed. Before it is sent again, the exchange is asked for it once more.";
export const overloaded = "Cancelling and closing whole positions still work.";
export const mayBePlaced = "It may have been placed or not: orders and fills will say when the connection is back.";
export const notThere = "No answer came, and the exchange has no order under this id.";

// Faults of a typed order
export const priceNotAboveZero = "A price is above zero.";
export const betweenTicksNearest = (tick: string, nearest: string) => `Prices go by ${tick}. The nearest is ${nearest}.`;
export const priceTooHigh = (highest: string) => `The highest price is ${highest}.`;
export const tooManyContracts = (most: string) => `At most ${most} contracts go in one order.`;
export const notInLots = (lot: string, below: string | null, above: string) =>
  `Contracts come in lots of ${lot}: ${below === null ? "" : `${below} or `}${above}.`;

// What is asked about before sending
export const farFromMark = (distance: string, isBelow: boolean, bound: string) =>
  `Its price is ${distance} ${isBelow ? "below" : "above"} the mark; you are warned from ${bound} %.`;
export const large = (contracts: string, bound: string) => `It is of ${contracts} contracts; you are warned from ${bound}.`;

// Ends of a bracket on the wrong side
const ends = { takeProfit: "A take profit", stopLoss: "A stop loss" };
type End = keyof typeof ends;
export const wouldGoOffAtOnce = (part: End, isLong: boolean, isAbove: boolean) =>
  `${ends[part]} of a ${isLong ? "long" : "short"} lies ${isAbove ? "above" : "below"} the mark: there it would go off at once.`;
export const beyondEntry = (part: End, isLong: boolean, isAbove: boolean) =>
  `${ends[part]} of a ${isLong ? "long" : "short"} lies ${isAbove ? "above" : "below"} its entry.`;

// Ends of a bracket that are cancelled
export const endCancelled = (orders: number, why: string) =>
  `${orders === 1 ? "The other end" : "Both ends"} of a bracket cancelled: ${why}.`;
export const positionClosed = "its position is closed";
export const otherTraded = "it has done its part";
