// The window that lists all markets.

export const favouriteLabel = (symbol: string) => `${symbol} among the favourites`;
export const perEightHours = (rate: string) => `${rate} / 8 h`;
export const heading = "Markets";
export const search = "Search";
export const searchHint = "By name, coin or kind. Enter opens the first, arrow keys walk the list.";
export const termsOf = (symbol: string) => `Terms of ${symbol}`;
export const notCome = "The markets have not come yet.";
export const noMatch = "No market has these words.";
export const favourite = "Favourite";
export const last = "Last";
export const change24h = "24 h";
export const dayCourse = "Course of the day";
export const volume24h = "Volume 24 h, XBT";
export const openInterest = "Open interest, XBT";
export const fundingOrExpiry = "Funding or expiry, UTC";
export const indices = (count: number) => `Indices (${count})`;
