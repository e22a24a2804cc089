import type { ChatRoom } from "../chat/chat-room.ts";
import type { Presence } from "../chat/presence.ts";
import { imageHeader } from "../contract/table.ts";
import { noAffiliates } from "../contract/tables/affiliate.ts";
import type { BinSize } from "../contract/tables/trade-bin.ts";
import { CURRENCY } from "../contract/vocabulary.ts";
import type { LiveTables } from "../exchange/index.ts";
import type { NoticeBoard } from "../notices/notice-board.ts";
import type { PrivateView } from "./private-view.ts";
import type { Topic } from "./topic.ts";

/** Where images are taken from. */
export interface ImageSources {
  readonly tables: LiveTables;
  readonly chat: ChatRoom;
  readonly presence: Presence;
  readonly notices: NoticeBoard;
}

/** Messages of the chat that somebody who comes in is shown. */
const RECENT_MESSAGES = 100;

/** What a subscriber starts from: the table's description and its rows at this moment. */
export function imageOf(topic: Topic, sources: ImageSources, account: number | null, view: PrivateView | null): string {
  const { table, symbol } = topic;
  const filter: Record<string, unknown> = {};
  if (account !== null && table.visibility === "private") filter["account"] = account;
  if (symbol !== null) filter["symbol"] = symbol;
  return JSON.stringify({
    table: table.name,
    action: "partial",
    ...imageHeader(table),
    filter,
    data: table.visibility === "private" ? privateRows(topic, sources, account, view) : publicRows(topic, sources),
  });
}

function publicRows({ table, symbol }: Topic, { tables, chat, presence, notices }: ImageSources): readonly object[] {
  const symbols = symbol === null ? tables.catalogue.all().map((listed) => listed.symbol) : [symbol];
  switch (table.name) {
    case "instrument":
      return symbol === null ? tables.markets.rows() : [tables.markets.row(symbol)].filter((row) => row !== undefined);
    case "orderBookL2":
      return symbols.flatMap((one) => tables.markets.bookRows(one, 0));
    case "orderBookL2_25":
      return symbols.flatMap((one) => tables.markets.bookWindow(one));
    case "orderBook10":
      return symbols.map((one) => tables.markets.bookTop(one)).filter((row) => row !== null);
    case "quote":
      return symbols.flatMap((one) => tables.markets.recentQuotes(one).slice(-1));
    case "trade":
      return symbols.flatMap((one) => tables.markets.recentTrades(one));
    case "tradeBin1m":
    case "tradeBin5m":
    case "tradeBin1h":
    case "tradeBin1d":
      return symbols.flatMap((one) => tables.markets.recentBins(one, binSize(table.name)));
    case "quoteBin1m":
    case "quoteBin5m":
    case "quoteBin1h":
    case "quoteBin1d":
      return symbols.flatMap((one) => tables.markets.quoteBins(one, binSize(table.name), false).slice(-RECENT_QUOTE_BINS));
    case "liquidation":
      return tables.house.liquidations().filter((row) => symbol === null || row.symbol === symbol);
    case "funding":
      return symbols.map((one) => tables.markets.lastFunding(one)).filter((row) => row !== null);
    case "settlement":
      return tables.markets.recentSettlements().filter((row) => symbol === null || row.symbol === symbol);
    case "insurance":
      return tables.house.insurance();
    case "chat":
      return chat.list({ channelID: null, start: 0, count: RECENT_MESSAGES, reverse: true }).reverse();
    case "queue":
      return tables.queueRows();
    case "connected":
      return [presence.row()];
    case "announcement":
      return notices.announcements();
    case "publicNotifications":
      return notices.notices(null);
    default:
      throw new Error(`no image for ${table.name}`);
  }
}

const RECENT_QUOTE_BINS = 60;
/** Names of bin tables end in their width. */
const binSize = (name: string) => name.slice(-2) as BinSize;

function privateRows(
  { table, symbol }: Topic,
  { tables, notices }: ImageSources,
  account: number | null,
  view: PrivateView | null,
): readonly object[] {
  if (account === null || view === null) throw new Error(`an image of ${table.name} for nobody`);
  switch (table.name) {
    case "order":
      return tables.accounts.openOrders(account).filter((row) => symbol === null || row.symbol === symbol);
    // Executions are events; who needs those before the subscription asks GET /execution.
    case "execution":
    // Nor are transactions kept here: GET /user/walletHistory has them.
    case "transact":
      return [];
    case "privateNotifications":
      return notices.notices(account);
    case "account":
      return [{ account, currency: CURRENCY, created: openedAt(tables, account) }];
    case "affiliate":
      return [noAffiliates(account, openedAt(tables, account))];
    case "position":
    case "margin":
    case "wallet":
      return view.rows(table.name, symbol);
    default:
      throw new Error(`no image for ${table.name}`);
  }
}

const openedAt = (tables: LiveTables, account: number): string => new Date(tables.accounts.facts(account)?.openedAtMs ?? 0).toISOString();
