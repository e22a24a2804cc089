// The depth of the book, drawn and as a table.

export const canvasLabel = (symbol: string) => `Depth of ${symbol}: contracts that stand on either side. The table beside says the same.`;
export const sideIsEmpty = "One side of the book is empty.";
export const tableLabel = "Depth as a table";
export const within = "Within";
export const bids = "Bids";
export const offers = "Offers";
