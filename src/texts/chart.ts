// The chart, its lines and what is told of them.

// Menus
export const showLabel = "Show on the chart";
export const show = "Show";
export const partsLabel = "On the chart";
export const drawLabel = "Draw on the chart, and price alerts";
export const draw = "Draw";
export const level = "Level";
export const trendLine = "Trend line";
export const priceAlert = "Price alert";
export const allDrawings = "All drawings and alerts …";

// The chart
export const heading = "Chart";
export const inSentence = "the chart";
export const widths = "Width of a candle";
export const pastUnreadable = "The past cannot be read now. It is tried again within a minute.";
export const nothingTraded = (hasMarket: boolean) =>
  `${hasMarket ? "" : "No market is simulated here. "}Nothing has traded yet. Candles appear with the first trade.`;
export const yours = "Yours";
export const open = (price: string) => `O ${price}`;
export const high = (price: string) => `H ${price}`;
export const low = (price: string) => `L ${price}`;
export const close = (price: string) => `C ${price}`;
export const volume = (volume: string) => `Volume ${volume}`;
export const simulatedBefore = (day: string, time: string) => `Simulated before ${day}, ${time} UTC`;
export const canvasLabel = (symbol: string, interval: string) =>
  `Candles of ${symbol}, ${interval} each, with volume. The table beside the widths says the same.`;
export const toolSteps = {
  level: ["Press the chart where the level is to be.", ""],
  trend: ["Press where the line begins.", "Press where it goes through."],
  alert: ["Press the chart at the price.", ""],
} as const;

// Candles as a table
export const tableColumns = ["Open", "High", "Low", "Close", "Volume, contracts"];
export const tableLabel = "Candles as a table";
export const fromUtc = "From, UTC";

// Drawn
export const volumePane = (unit: string) => `Volume, ${unit}`;
export const fundingPane = "Funding rate";

// Orders on the chart
export const ordersLabel = "Orders on the chart";
export const waiting = ", waiting";
export const movedTo = (what: string, text: string) => `${what} to ${text}`;
export const tradesAtOnce = "trades at once";
export const notSent = "not sent";
export const ghostSaid = (price: string, tradesNow: boolean) => `${price}${tradesNow ? ", trades at once" : ""}, Enter changes the order`;
export const orderLabel = (what: string) => `${what}, order on the chart`;

// Lines
export const waitsFor = {
  Stop: "stop",
  StopLimit: "stop",
  MarketIfTouched: "takes profit",
  LimitIfTouched: "takes profit",
};
export const waits = "waits";
export const reduceOnly = "reduce-only";
export const breakEven = "break-even";
export const liquidationAt = (price: string) => `Liquidation ${price}`;
export const typedNotSent = "typed, not sent";
export const takeProfit = "take profit";
export const stopLoss = "stop loss";
export const alertAt = (isAbove: boolean, price: string) => `Alert ${isAbove ? "from" : "down to"} ${price}`;
export const liquidationAfter = (price: string) => `With this order ${price}`;
/** By the names under which preferences keep them. */
export const parts = { Mark: "Mark", Index: "Index", Funding: "Funding", Fills: "Fills" };
