// The order book, drawn, as a table and read aloud.

// The book
export const canvasLabel =
  "Order book, drawn. Arrow keys walk its rows, Enter takes the price, Shift and Enter the size as well. The button in its head shows it as a table.";
export const label = "Order book";
export const heading = "Book";
export const inSentence = "the book";
export const priceIn = (currency: string) => `Price, ${currency}`;
export const total = "Total";
export const notCome = "The book has not come yet.";
export const bestPrices = (bid: string, ask: string) => `Best bid ${bid}, best ask ${ask}.`;
export const tableLabel = "Order book as a table";
export const sizeWithPrice = (size: string) => `${size}, with its price`;

// A row as it is read aloud
export const yours = (contracts: string) => `${contracts} yours`;
export const yoursFirst = (contracts: string) => `${contracts} yours, first in the queue`;
export const yoursBehind = (contracts: string, ahead: string) => `${contracts} yours, at most ${ahead} ahead`;
export const rung = (isBid: boolean, price: string, size: string, total: string, yours: string) =>
  `${isBid ? "Bid" : "Ask"} ${price}, size ${size}, total ${total}${yours === "" ? "" : `, ${yours}`}`;

// How rows are grouped
export const groupLabel = (width: string) => `Group ${width}, width of a row of the book`;
export const group = "Group";
export const groupBy = "Group prices by";

// Drawn
export const firstInQueueShort = "1st";
export const aheadLong = (ahead: string) => `max ${ahead} ahead`;
export const aheadShort = (ahead: string) => `max ${ahead}`;
export const aheadThousands = (thousands: string) => `max ${thousands}k`;
export const spread = (spread: string) => `Spread ${spread}`;
export const mark = (mark: string) => `Mark ${mark}`;

// Best prices alone
export const bestLabel = "Best bids and asks";
