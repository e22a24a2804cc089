// The account's tables.

import type { ReactNode } from "react";
import { sentence } from "./sentence.ts";

// The account's tables
export const positions = "Positions";
export const orders = "Orders";
export const stops = "Stops";
export const fills = "Fills";
export const history = "Order history";
export const walletHistory = "Wallet history";
export const balance = "Balance";
export const label = "Your account";
export const positionsInSentence = "positions";
export const ordersInSentence = "open orders";
export const stopsInSentence = "stops";
export const fillsInSentence = "fills";
export const historyInSentence = "orders";
export const walletInSentence = "transactions";
export const signUpToSee = (signUp: ReactNode) => sentence`Your positions, orders, fills and balance appear here. ${signUp}`;

// Columns. Preferences keep those that are left out by these words: who changes one shows it again.
export const entry = "Entry";
export const breakEven = "Break-even";
export const liquidationDistance = "Liquidation, distance";
export const marginXbt = "Margin, XBT";
export const pnlXbt = "PnL, XBT";
export const roe = "ROE";
export const bracketEnds = "Profit, stop";
export const filled = "Filled";
export const conditions = "Conditions";
export const placed = "Placed, UTC";
export const trigger = "Trigger";
export const watches = "Watches";
export const order = "Order";
export const changed = "Changed, UTC";
export const orderType = "Type";
export const average = "Average";
export const amountXbt = "Amount, XBT";
export const balanceXbt = "Balance, XBT";
export const columnsLabel = "Columns of this table";
export const columns = "Columns";

// Changing and cancelling
export const amendLabels = { price: "New price", orderQty: "New size", stopPx: "New trigger" };
export const changing = "Changing …";
export const change = "Change";
export const keep = "Keep";
export const notCancelled = "The order is not cancelled";
export const atPrice = (price: string) => `at ${price}`;
export const fromPrice = (price: string) => `from ${price}`;
export const atMarket = "at market";
export const amendLabel = (order: string) => `Amend ${order}`;
export const amend = "Amend";
export const cancelLabel = (order: string) => `Cancel ${order}`;
export const typeSize = "Type a size.";
export const typePrice = "Type a price.";
export const tradedAlready = (contracts: string) => `${contracts} have traded already.`;
export const areCancelled = (orders: number) => (orders === 1 ? "1 order is cancelled." : `${orders} orders are cancelled.`);
export const ordersNotCancelled = "The orders are not cancelled";
export const cancelAll = "Cancel all";
export const cancelChosen = (orders: number) => `Cancel ${orders} chosen`;
export const chooseOrder = (side: string, size: string, symbol: string) => `Choose ${side} ${size} ${symbol}`;
export const changeTitle = (side: string, size: string, symbol: string, change: string) => `Change ${side} ${size} ${symbol} ${change}?`;
export const changeIt = "Change it";
export const keepAsIs = "Keep it as it is";
export const changesPrice = (from: string, to: string) => `from ${from} to ${to}`;
export const changesTrigger = (to: string, from: string) => `to go off at ${to}, not ${from}`;
export const changesSize = (contracts: string) => `to ${contracts} contracts`;
export const notChanged = "The order is not changed";

// Balance
export const walletBalance = "Wallet balance";
export const unrealisedPnl = "Unrealised PnL";
export const marginBalance = "Margin balance";
export const inPositions = "In positions";
export const inOrders = "In orders";

// Positions
export const noPosition = "No position. One opens with the first order that trades, and its liquidation price stands here beside it.";
export const actions = "Actions";

// Orders and stops
export const noOrders = {
  orders: "No open orders. What you place with the ticket or a key appears here at once.",
  stops: "No order waits for a price. Stops, take profits and trailing orders stand here until they go off.",
};
export const ordersLabel = "Open orders";
export const stopsLabel = "Orders that wait for a price";
export const marketPrice = "market";
export const watchesLast = "last";
export const watchesIndex = "index";
export const watchesMark = "mark";
export const waitsFor = {
  Stop: "stop",
  StopLimit: "stop",
  MarketIfTouched: "takes profit",
  LimitIfTouched: "takes profit",
};
export const postOnly = "post-only";
export const reduceOnly = "reduce-only";
export const closes = "close";
export const byLast = "by last";
export const byMark = "by mark";
export const byIndex = "by index";
export const bracketParts = {
  entry: "with profit and stop",
  takeProfit: "ends a bracket",
  stopLoss: "ends a bracket",
};
export const trailsBy = (distance: string) => `trails by ${distance}`;
export const forDay = "day";
export const hidden = "hidden";
export const shown = (quantity: string) => `${quantity} shown`;

// Fills
export const fillsUnreadable = (reason: string) => `Earlier fills cannot be read now: ${reason}`;
export const noFills = "No fills. What trades appears here at once.";
export const funding = (isReceived: boolean) => `funding ${isReceived ? "received" : "paid"}`;
export const maker = "maker";
export const taker = "taker";

// Order history
export const historyUnreadable = (reason: string) => `Earlier orders cannot be read now: ${reason}`;
export const noHistory = "No orders yet. All that you place stays here.";
export const orderStates = {
  New: "open",
  PartiallyFilled: "open, part filled",
  Filled: "filled",
  Canceled: "cancelled",
  Rejected: "rejected",
};

// Wallet history
export const walletUnreadable = (reason: string) => `The wallet’s history cannot be read now: ${reason}`;
export const noDeposit = "No deposit yet.";
export const transaction = "What";

// Export
export const nothingToExport = (rows: string) => `There are no ${rows} to export.`;
export const exportCutShort = (count: number, rows: string) => `The file holds the last ${count} ${rows}; older ones are left out.`;
export const notExported = (rows: string) => `The ${rows} cannot be exported`;
export const exportLabel = (rows: string) => `CSV of all ${rows}`;
export const csv = "CSV";
