import { imageHeader } from "../contract/table.ts";
import type { LiveTables } from "../exchange/index.ts";
import type { PrivateView } from "./private-view.ts";
import type { Topic } from "./topic.ts";

/** What a subscriber starts from: the table's description and its rows at this moment. */
export function imageOf(topic: Topic, tables: LiveTables, account: number | null, view: PrivateView | null): string {
  const { table, symbol } = topic;
  const filter: Record<string, unknown> = {};
  if (account !== null && table.visibility === "private") filter["account"] = account;
  if (symbol !== null) filter["symbol"] = symbol;
  return JSON.stringify({
    table: table.name,
    action: "partial",
    ...imageHeader(table),
    filter,
    data: table.visibility === "private" ? privateRows(topic, tables, account, view) : publicRows(topic, tables),
  });
}

function publicRows({ table, symbol }: Topic, tables: LiveTables): readonly object[] {
  const symbols = symbol === null ? tables.catalogue.all().map((listed) => listed.symbol) : [symbol];
  switch (table.name) {
    case "instrument":
      return symbol === null ? tables.instrumentRows() : [tables.instrument(symbol)].filter((row) => row !== undefined);
    case "orderBookL2":
      return symbols.flatMap((one) => tables.bookRows(one, 0));
    case "orderBookL2_25":
      return symbols.flatMap((one) => tables.bookWindow(one));
    case "orderBook10":
      return symbols.map((one) => tables.bookTop(one)).filter((row) => row !== null);
    case "quote":
      return symbols.flatMap((one) => tables.recentQuotes(one).slice(-1));
    case "trade":
      return symbols.flatMap((one) => tables.recentTrades(one));
    case "tradeBin1m":
      return symbols.flatMap((one) => tables.recentBins(one));
    default:
      throw new Error(`no image for ${table.name}`);
  }
}

function privateRows({ table, symbol }: Topic, tables: LiveTables, account: number | null, view: PrivateView | null): readonly object[] {
  if (account === null || view === null) throw new Error(`an image of ${table.name} for nobody`);
  switch (table.name) {
    case "order":
      return tables.accounts.openOrders(account).filter((row) => symbol === null || row.symbol === symbol);
    // Executions are events; who needs those before the subscription asks GET /execution.
    case "execution":
      return [];
    case "position":
    case "margin":
    case "wallet":
      return view.rows(table.name, symbol);
    default:
      throw new Error(`no image for ${table.name}`);
  }
}
