import { Contracts, Guid, Name, Nullable, Price } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** Orders that close positions which were taken over, while they stand. Source: the BitMEX API v1 `liquidation` table, 2019 shape. */
export const liquidation = defineTable({
  name: "liquidation",
  model: "Liquidation",
  description: "Orders that close positions which were taken over, while they stand.",
  visibility: "public",
  keys: ["orderID"],
  required: ["orderID"],
  foreignKeys: { symbol: "instrument", side: "side" },
  attributes: { orderID: "unique" },
  columns: { orderID: Guid, symbol: Name, side: Name, price: Nullable(Price), leavesQty: Contracts },
});

export type LiquidationRow = Row<typeof liquidation>;
