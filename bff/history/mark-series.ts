/** Marks of a contract are kept in bins beside those of its trades, under a name that no symbol can have. */
export const markSeries = (symbol: string): string => `${symbol}#mark`;
