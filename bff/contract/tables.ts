import type { Table } from "./table.ts";
import { execution } from "./tables/execution.ts";
import { instrument } from "./tables/instrument.ts";
import { margin } from "./tables/margin.ts";
import { order } from "./tables/order.ts";
import { orderBook10 } from "./tables/order-book-10.ts";
import { orderBookL2, orderBookL2_25 } from "./tables/order-book-l2.ts";
import { position } from "./tables/position.ts";
import { quote } from "./tables/quote.ts";
import { trade } from "./tables/trade.ts";
import { tradeBin1m } from "./tables/trade-bin.ts";
import { wallet } from "./tables/wallet.ts";

/** Every table that streams, in the order in which `help` lists them. */
export const STREAMED_TABLES: readonly Table[] = [
  instrument,
  orderBookL2,
  orderBookL2_25,
  orderBook10,
  quote,
  trade,
  tradeBin1m,
  wallet,
  margin,
  position,
  order,
  execution,
];

/** Tables whose rows belong to no contract; a topic never names a symbol for them. */
export const TABLES_WITHOUT_SYMBOL: ReadonlySet<string> = new Set(["wallet", "margin"]);

export const tableByName = (name: string): Table | undefined => STREAMED_TABLES.find((table) => table.name === name);
