import type { Table } from "./table.ts";
import { account } from "./tables/account.ts";
import { affiliate } from "./tables/affiliate.ts";
import { chat, connected } from "./tables/chat.ts";
import { execution } from "./tables/execution.ts";
import { funding } from "./tables/funding.ts";
import { instrument } from "./tables/instrument.ts";
import { insurance } from "./tables/insurance.ts";
import { liquidation } from "./tables/liquidation.ts";
import { margin } from "./tables/margin.ts";
import { announcement, privateNotifications, publicNotifications } from "./tables/notices.ts";
import { order } from "./tables/order.ts";
import { orderBook10 } from "./tables/order-book-10.ts";
import { orderBookL2, orderBookL2_25 } from "./tables/order-book-l2.ts";
import { position } from "./tables/position.ts";
import { queue } from "./tables/queue.ts";
import { quote, quoteBin1d, quoteBin1h, quoteBin1m, quoteBin5m } from "./tables/quote.ts";
import { settlement } from "./tables/settlement.ts";
import { trade } from "./tables/trade.ts";
import { tradeBin1d, tradeBin1h, tradeBin1m, tradeBin5m } from "./tables/trade-bin.ts";
import { transact } from "./tables/transact.ts";
import { wallet } from "./tables/wallet.ts";

/** Every table that streams, in the order in which `help` lists them. */
export const STREAMED_TABLES: readonly Table[] = [
  announcement,
  connected,
  chat,
  publicNotifications,
  instrument,
  settlement,
  funding,
  insurance,
  liquidation,
  orderBookL2,
  orderBookL2_25,
  orderBook10,
  quote,
  trade,
  quoteBin1m,
  quoteBin5m,
  quoteBin1h,
  quoteBin1d,
  tradeBin1m,
  tradeBin5m,
  tradeBin1h,
  tradeBin1d,
  queue,
  privateNotifications,
  account,
  wallet,
  affiliate,
  margin,
  position,
  transact,
  order,
  execution,
];

/** Tables whose rows belong to no contract; a topic never names a symbol for them. */
export const TABLES_WITHOUT_SYMBOL: ReadonlySet<string> = new Set(
  STREAMED_TABLES.filter((table) => !("symbol" in table.columns)).map(({ name }) => name),
);

export const tableByName = (name: string): Table | undefined => STREAMED_TABLES.find((table) => table.name === name);
