import { Amount, Contracts, Guid, Name, Nullable, Price, Satoshis, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** Every match, one row each; `side` is that of the taker. Source: the BitMEX API v1 `trade` table, 2019 shape. */
export const trade = defineTable({
  name: "trade",
  model: "Trade",
  description: "Every match, one row each; `side` is that of the taker.",
  visibility: "public",
  keys: [],
  required: ["timestamp", "symbol"],
  foreignKeys: { symbol: "instrument", side: "side" },
  attributes: { timestamp: "sorted", symbol: "grouped" },
  columns: {
    timestamp: Timestamp,
    symbol: Name,
    side: Name,
    size: Contracts,
    price: Price,
    tickDirection: Name,
    trdMatchID: Guid,
    grossValue: Nullable(Satoshis),
    homeNotional: Nullable(Amount),
    foreignNotional: Nullable(Amount),
  },
});

export type TradeRow = Row<typeof trade>;
