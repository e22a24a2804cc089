// Windows that close, reverse and secure positions.

// Closing
export const closeAll = "Close all";
export const notAllClosed = "Not every position is closed";
export const closeAllTitle = "Close every position at market?";
export const closeAllAbout = "Open orders stay in the book; an order that only reduces is cancelled with what it would reduce.";
export const closeAllNow = (positions: number) => `Close ${positions === 1 ? "1 position" : `${positions} positions`} at market`;
export const keepThem = "Keep them";
export const closeAt = "At price";
export const closeAtNotPlaced = "The order that closes is not placed";
export const closeAtTitle = (size: string, symbol: string) => `Close ${size} ${symbol} at a price`;
export const wouldTrade = (contracts: string) => `Somebody stands at this price: ${contracts} contracts would trade at once.`;
export const closeAtNow = (side: string, size: string, price: string | null) =>
  `${side} ${size}${price === null ? "" : ` at ${price}`}, close only`;
export const notClosed = "The position is not closed";
export const closeTitle = (size: string, symbol: string) => `Close ${size} ${symbol} at market?`;
export const takerFee = (rate: string) => `Taker fee ${rate}`;
export const bookTooThin = (contracts: string) =>
  `Only ${contracts} contracts stand in the book as it is streamed; the rest may trade beyond it or be cancelled.`;
export const atMarketNow = (side: string, size: string) => `${side} ${size} at market`;
export const dontAsk = "Don’t ask for market closes";
export const expectedPriceOver = (levels: number) => `Expected price, ${levels} ${levels === 1 ? "level" : "levels"}`;

// Reversing
export const reverse = "Reverse";
export const notReversed = "The position is not reversed";
export const reverseTitle = (side: string, size: string, symbol: string) => `Reverse: ${side} ${size} ${symbol} at market?`;
export const positionAfter = "Position after";
export const liquidationAfter = "Liquidation after";
export const needsMargin = "It needs more margin than is available.";

// Margin added or taken out
export const add = "Add";
export const takeOut = "Take out";
export const transferLabel = (symbol: string) => `Add or take out margin of ${symbol}`;
export const notMoved = "The margin is not moved";
export const marginOf = (symbol: string) => `Margin of ${symbol}`;
export const way = "Which way";
export const amount = "Amount";
export const mostToMove = (amount: string, isAdded: boolean) => `At most ${amount} XBT can be ${isAdded ? "added" : "taken out"}.`;
export const isAvailable = (amount: string) => `${amount} XBT is available.`;
export const wasAdded = (amount: string) => `${amount} XBT was added before.`;
export const marginAfter = "Margin of the position";

// Profit and stop
export const endsLabel = (symbol: string, ends: string) => `Profit and stop of ${symbol}: ${ends}`;
export const setEnds = "set";
export const endsNotSet = "Profit and stop are not set";
export const endsTitle = (isLong: boolean, size: string, symbol: string) =>
  `Profit and stop of ${isLong ? "long" : "short"} ${size} ${symbol}`;
export const markUnit = "mark";
export const endsAbout = (entry: string, mark: string) =>
  `Entry ${entry}, mark ${mark}. Both are reduce-only orders at market over the whole position, kept by the exchange also when no browser is open; an empty field takes its order back.`;
export const setEndsNow = "Set profit and stop";

// Closing by a key
export const noPositionIn = (symbol: string) => `There is no position in ${symbol}`;
export const closeByKeyTitle = (position: string) => `Close ${position} at market?`;
export const closeByKeyAbout = "All of it trades at once, at whatever price is there.";
export const closeByKey = (position: string) => `Close ${position}`;
