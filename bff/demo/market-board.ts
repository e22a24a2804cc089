import type { ApiClient } from "./api-client.ts";
import { numberIn } from "./eyes.ts";
import { type Market, XBTUSD } from "./market.ts";
import type { Sight } from "./strategy.ts";
import type { WireRow } from "./table-image.ts";

/** A contract with how its market stands. */
export interface Quoted extends Pick<Sight, "market" | "timeMs" | "index" | "bid" | "ask"> {}

/** For so long what was read is good enough for who acts seldom. */
const KEPT_MS = 2_000;
const COLUMNS = [
  "symbol",
  "rootSymbol",
  "state",
  "expiry",
  "tickSize",
  "lotSize",
  "multiplier",
  "isInverse",
  "indicativeSettlePrice",
  "bidPrice",
  "askPrice",
  "timestamp",
] as const;
const MOST_ROWS = 500;
const YEAR_MS = 365 * 24 * 3_600_000;
/** What a future stands above its index, as a fraction a year: money costs something. Coins that are lent rather than held cost less. */
const CARRY = { XBT: 0.06, others: 0.02 } as const;

/**
 * Every contract that trades but for XBTUSD, which has traders of its own, as anybody can read it. New listings are
 * there with the next reading, and what has expired is not.
 */
export class MarketBoard {
  private readonly client: ApiClient;
  private readonly now: () => number;
  private readAtMs = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | null = null;
  private markets: readonly Quoted[] = [];

  /** @param now wall clock, milliseconds */
  constructor(client: ApiClient, now: () => number) {
    this.client = client;
    this.now = now;
  }

  /** As it was read a moment ago. */
  async look(): Promise<readonly Quoted[]> {
    if (this.now() - this.readAtMs >= KEPT_MS) {
      this.reading ??= this.read().finally(() => {
        this.reading = null;
      });
      await this.reading;
    }
    return this.markets;
  }

  private async read(): Promise<void> {
    const answer = await this.client.call("GET", "/instrument", { filter: { state: "Open" }, columns: COLUMNS, count: MOST_ROWS });
    if (answer.kind !== "done") return;
    this.readAtMs = this.now();
    this.markets = (answer.body as readonly WireRow[]).map(quotedOf).filter((quoted) => quoted !== null);
  }
}

function quotedOf(row: WireRow): Quoted | null {
  const symbol = String(row["symbol"]);
  const spot = numberIn(row, "indicativeSettlePrice");
  const multiplierSats = Math.abs(numberIn(row, "multiplier"));
  // An index has no multiplier, and a contract whose index has no price yet cannot be valued.
  if (symbol === XBTUSD.symbol || spot <= 0 || multiplierSats === 0) return null;
  const market: Market = {
    symbol,
    tick: numberIn(row, "tickSize"),
    lot: numberIn(row, "lotSize"),
    isInverse: row["isInverse"] === true,
    multiplierSats,
  };
  const timeMs = Date.parse(String(row["timestamp"]));
  const expiry = row["expiry"];
  const leftMs = typeof expiry === "string" ? Math.max(0, Date.parse(expiry) - timeMs) : 0;
  const carry = row["rootSymbol"] === "XBT" ? CARRY.XBT : CARRY.others;
  return {
    market,
    timeMs,
    index: spot * (1 + (carry * leftMs) / YEAR_MS),
    bid: numberIn(row, "bidPrice") || null,
    ask: numberIn(row, "askPrice") || null,
  };
}
