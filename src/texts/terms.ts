// A contract's terms, and the venues of its index.

// The terms
export const heading = (symbol: string) => `Terms of ${symbol}`;
export const notCome = "The terms have not come yet.";
export const upTo = (leverage: string) => `, up to ${leverage}×`;
export const moreOfBoth = (rate: string) => `for ${rate} more of both`;
export const venuesOf = (referenceSymbol: string) => `Venues of ${referenceSymbol}`;
export const marks = {
  FairPrice: "fair price",
  LastPrice: "last price",
  LastPriceProtected: "last price, kept near the fair one",
};
export const inverse = (quote: string) =>
  `Priced in ${quote} and paid in XBT: a contract is worth ever fewer coins as the price rises. A long gains less and less with a rise, and loses more and more with a fall.`;
export const quanto = (quote: string, underlying: string) =>
  `Priced in ${quote} and paid in XBT at a fixed amount for each ${quote} that ${underlying} moves, whatever XBT itself is worth.`;
export const linear = (quote: string) => `Priced and paid in ${quote}: the result is the move of the price, times the contracts.`;
export const linearSize = (amount: string, quote: string, underlying: string) => `${amount} ${quote} of ${underlying}`;
export const coinsPerMove = (amount: string, quote: string) => `${amount} XBT for each ${quote}`;
export const rebate = (rate: string) => `${rate} back`;
export const kind = "Kind";
export const state = "State";
export const oneContract = "One contract";
export const lot = "Lot";
export const tick = "Tick";
export const largestOrder = "Largest order";
export const highestPrice = "Highest price";
export const fees = "Fees";
export const maker = "Maker";
export const taker = "Taker";
export const settlement = "Settlement";
export const initial = "Initial";
export const maintenance = "Maintenance";
export const riskLimit = "Risk limit";
export const stepMore = "A step more";
export const markAndIndex = "Mark and index";
export const markedBy = "Marked by";
export const fairBasis = "Fair basis";
export const next = "Next, UTC";
export const rateThen = "Rate then";
export const expectedAfter = "Expected after";
export const end = "End";
export const expires = "Expires, UTC";
export const settlesAt = "Settles at";
export const wouldSettleAt = "Would settle at";
export const settledAt = "Settled at";

// Venues of an index
export const venuesUnreadable = (symbol: string) => `The venues of ${symbol} cannot be read just now.`;
export const venuesNotCome = (symbol: string) => `The venues of ${symbol} have not come yet.`;
export const noVenues = (symbol: string) => `${symbol} has no venues: the exchange sets it.`;
export const venuesLabel = (symbol: string) => `Venues of ${symbol}`;
export const venue = "Venue";
export const part = "Part";
export const counts = "Counts";
export const indexStates = {
  Published: "The mean of its venues by their parts, published every five seconds.",
  Held: "It stands still: its venues disagree too much to move it.",
  Set: "The exchange has set it; it is published from its venues as soon as they quote.",
};
export const unprotected = "Nothing keeps a venue's mistake out of it.";
export const isProtected = (limit: string) =>
  `A venue that is ${limit} from their median is out, and so is one whose price stands still for 15 minutes.`;
const from = (since: string | null) => (since === null ? "" : ` since ${since}`);
export const yes = "Yes";
export const yesSilent = (since: string | null) => `Yes, its last price: silent${from(since)}`;
export const noStale = (since: string | null) => `No${from(since)}: its price stood still`;
export const noFar = (since: string | null) => `No${from(since)}: too far from the others`;
export const noExcluded = "No: taken out by the exchange";
export const noQuote = "No: it has not quoted yet";
export const plannedWeight = (weight: number | null, day: string, time: string) => `Weight ${weight} from ${day} ${time}`;
