import type { ApiClient } from "./api-client.ts";
import { XBTUSD, XBTUSD_INDEX } from "./market.ts";
import type { Means, OwnOrder, Sight } from "./strategy.ts";
import type { Stream } from "./stream.ts";
import type { WireRow } from "./table-image.ts";

/** What is seen when a trader looks; null when it can't see for now. */
export type Seen = Omit<Sight, "refusal"> | null;

export interface Eyes {
  /** Whether what they see comes by itself; else it is asked for at each look. */
  readonly streams: boolean;
  look(): Promise<Seen>;
  /** Resolves when everything has been seen that had happened by now. */
  settled(): Promise<void>;
}

const INDEX_TOPIC = `instrument:${XBTUSD_INDEX}`;
const QUOTE_TOPIC = `quote:${XBTUSD.symbol}`;
const ORDER_TOPIC = `order:${XBTUSD.symbol}`;
const POSITION_TOPIC = `position:${XBTUSD.symbol}`;

/** What everybody sees of the market; one connection serves all traders of a process. */
export const MARKET_TOPICS = [INDEX_TOPIC, QUOTE_TOPIC] as const;
/** What a trader sees of itself, by what it follows. */
export const OWN_TOPICS = { orders: [ORDER_TOPIC, POSITION_TOPIC], position: [POSITION_TOPIC] } as const;
/** What is asked of a position. */
const COLUMNS = ["currentQty", "crossMargin", "leverage", "unrealisedRoePcnt", "openOrderBuyQty", "openOrderSellQty"] as const;

/** For traders who act often: market and own tables over sockets. */
export class StreamedEyes implements Eyes {
  readonly streams = true;
  private readonly market: Stream;
  private readonly own: Stream;
  private readonly followsOrders: boolean;

  constructor(market: Stream, own: Stream, follows: keyof typeof OWN_TOPICS) {
    this.market = market;
    this.own = own;
    this.followsOrders = follows === "orders";
  }

  async look(): Promise<Seen> {
    const market = seenOf(this.market);
    if (market === null || !this.own.isLive) return null;
    const held = numberIn(this.own.row(POSITION_TOPIC), "currentQty");
    return { ...market, held, orders: this.followsOrders ? this.own.rows(ORDER_TOPIC).map(ownOrder) : [], means: null };
  }

  async settled(): Promise<void> {
    await Promise.all([this.market.settled(), this.own.settled()]);
  }
}

/** For traders who act seldom: they ask about themselves when they look. */
export class AskingEyes implements Eyes {
  readonly streams = false;
  private readonly market: Stream;
  private readonly client: ApiClient;

  constructor(market: Stream, client: ApiClient) {
    this.market = market;
    this.client = client;
  }

  async look(): Promise<Seen> {
    const [positions, margin] = await Promise.all([
      this.client.call("GET", "/position", { filter: { symbol: XBTUSD.symbol }, columns: COLUMNS }),
      this.client.call("GET", "/user/margin"),
    ]);
    const market = seenOf(this.market);
    if (market === null || positions.kind !== "done" || margin.kind !== "done") return null;
    const [position] = positions.body as readonly WireRow[];
    const means: Means = {
      availableSats: numberIn(margin.body as WireRow, "availableMargin"),
      // Cross margin has no leverage of its own; zero is how it is asked for.
      leverage: position === undefined || position["crossMargin"] === true ? 0 : numberIn(position, "leverage"),
      roe: numberIn(position, "unrealisedRoePcnt"),
      ordered: numberIn(position, "openOrderBuyQty") + numberIn(position, "openOrderSellQty"),
    };
    return { ...market, held: numberIn(position, "currentQty"), orders: [], means };
  }

  async settled(): Promise<void> {
    await this.market.settled();
  }
}

function seenOf(market: Stream): Pick<Sight, "market" | "timeMs" | "index" | "bid" | "ask"> | null {
  if (!market.isLive) return null;
  const index = market.row(INDEX_TOPIC);
  const price = numberIn(index, "markPrice");
  if (index === undefined || price === 0) return null;
  const quote = market.row(QUOTE_TOPIC);
  return {
    market: XBTUSD,
    timeMs: Date.parse(String(index["timestamp"])),
    index: price,
    bid: numberIn(quote, "bidPrice") || null,
    ask: numberIn(quote, "askPrice") || null,
  };
}

/** Zero for what is missing or null: no contracts, no price, no order. */
export function numberIn(row: WireRow | undefined, column: string): number {
  const value = row?.[column];
  return typeof value === "number" ? value : 0;
}

export const ownOrder = (row: WireRow): OwnOrder => ({
  orderID: String(row["orderID"]),
  side: row["side"] === "Sell" ? "Sell" : "Buy",
  price: numberIn(row, "price"),
  leavesQty: numberIn(row, "leavesQty"),
});
