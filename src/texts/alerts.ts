// What is told when something happens to the account or a price is reached.

// Prices
export const priceReached = (symbol: string, price: string, alert: string) => `${symbol} is at ${price}: your alert at ${alert}.`;

// What happened to the account
export const liquidated = (what: string) => `Liquidated: ${what}`;
export const why = "Why";
export const traded = (isBought: boolean, contracts: string, symbol: string, price: string, fills: number) =>
  `${isBought ? "Bought" : "Sold"} ${contracts} ${symbol} at ${price}${fills === 1 ? "" : ` on average, ${fills} fills`}`;
export const triggered = (price: string | null, side: string, contracts: string, symbol: string) =>
  `Triggered${price === null ? "" : ` at ${price}`}: ${side} ${contracts} ${symbol}`;
export const funding = (symbol: string, isPaid: boolean, amount: string) =>
  `Funding of ${symbol}: ${isPaid ? "paid" : "received"} ${amount} XBT`;
