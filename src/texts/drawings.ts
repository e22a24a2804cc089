// The window of drawings and price alerts.

export const heading = (symbol: string) => `Drawings and alerts of ${symbol}`;
export const levelAt = "Level or alert at";
export const drawLevel = "Draw the level";
export const addAlert = "Tell me at this price";
export const what = "What";
export const where = "Where";
export const remove = "Remove";
export const alert = "Alert";
export const alertAt = (isAbove: boolean, price: string) => `${isAbove ? "from" : "down to"} ${price}`;
export const level = "Level";
export const trendLine = "Trend line";
export const between = (from: string, to: string) => `${from} to ${to}`;
export const about = (isEmpty: boolean) =>
  `${isEmpty ? "Nothing is drawn here yet. " : ""}An alert tells once, when the last price comes to it while this terminal is open.`;
export const point = (price: string, day: string, time: string) => `${price} on ${day}, ${time}`;
export const removeLabel = (what: string, where: string) => `Remove ${what} ${where}`;
export const hoursAgo = "hours ago";
export const from = "From";
export const begins = "Begins";
export const to = "To";
export const secondPoint = "Second point";
export const drawTrendLine = "Draw the trend line";
