import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Images, Scripted } from "./scripted-feed.ts";

const FILE = join(process.env["FAIRMARK_MARKET_DATA"] ?? "../shared/market", "binance-coinm-perp/btcusd_perp_20240808.gz");
export const SYMBOL = "XBTUSD";
export const BOOK = "orderBookL2_25";
const TICK = 0.1;
/** The contract's prices go by half a dollar, the recording's by a tenth: prices are taken fivefold, so that no level is lost. */
const PRICE_SCALE = 5;
const MOST_LEVELS = 25;

interface Recorded {
  readonly stream: string;
  readonly data: {
    readonly b?: readonly [string, string][] | string;
    readonly a?: readonly [string, string][] | string;
    readonly p?: string;
    readonly q?: string;
    readonly m?: boolean;
  };
}

const idOf = (price: number) => 8_800_000_000 - Math.round(price / TICK);

/** The 25 best levels of each side, as the table has them: what leaves them is deleted, what comes up is inserted. */
export class TopOfBook {
  private readonly whole = { Buy: new Map<number, number>(), Sell: new Map<number, number>() };
  private readonly priceScale: number;
  private readonly shown = { Buy: new Map<number, number>(), Sell: new Map<number, number>() };

  /** @param priceScale what the recording's prices are multiplied by */
  constructor(priceScale: number) {
    this.priceScale = priceScale;
  }

  /** Puts levels around a price, and none elsewhere. @param sizeOf contracts of a level, counted from the price */
  around(price: number, tick: number, levels: number, sizeOf: (level: number) => number): void {
    for (const side of ["Buy", "Sell"] as const) {
      this.whole[side].clear();
      for (let i = 0; i < levels; i++) this.whole[side].set(side === "Buy" ? price - (i + 1) * tick : price + i * tick, sizeOf(i));
    }
  }

  apply(side: "Buy" | "Sell", levels: readonly [string, string][]): void {
    for (const [price, size] of levels) {
      const at = Number(price) * this.priceScale;
      if (Number(size) === 0) this.whole[side].delete(at);
      else this.whole[side].set(at, Number(size));
    }
  }

  /** @returns messages that bring the table to what the book is */
  changes(table: string): readonly object[] {
    const rows = { insert: [] as object[], update: [] as object[], delete: [] as object[] };
    for (const side of ["Buy", "Sell"] as const) {
      const best = [...this.whole[side]].sort(([a], [b]) => (side === "Buy" ? b - a : a - b)).slice(0, MOST_LEVELS);
      const now = new Map(best);
      for (const [price] of this.shown[side]) if (!now.has(price)) rows.delete.push({ symbol: SYMBOL, id: idOf(price), side });
      for (const [price, size] of now) {
        const before = this.shown[side].get(price);
        if (before === undefined) rows.insert.push({ symbol: SYMBOL, id: idOf(price), side, size, price });
        else if (before !== size) rows.update.push({ symbol: SYMBOL, id: idOf(price), side, size });
      }
      this.shown[side].clear();
      for (const [price, size] of now) this.shown[side].set(price, size);
    }
    return (["delete", "insert", "update"] as const).flatMap((action) =>
      rows[action].length === 0 ? [] : [{ table, action, data: rows[action] }],
    );
  }
}

export const isRecorded = (): boolean => existsSync(FILE);

/** An instrument and an empty book to begin with. */
export const FIRST_IMAGES: Images = {
  instrument: [
    {
      ...{ symbol: SYMBOL, rootSymbol: "XBT", state: "Open", typ: "FFWCSX", referenceSymbol: ".BXBT", quoteCurrency: "USD" },
      ...{ settlCurrency: "XBt", underlying: "XBT", positionCurrency: "USD", multiplier: -100_000_000, isInverse: true, isQuanto: false },
      ...{ lotSize: 100, tickSize: 0.5, maxOrderQty: 10_000_000, maxPrice: 1_000_000, initMargin: 0.01, maintMargin: 0.005 },
      ...{ makerFee: -0.00025, takerFee: 0.00075, riskLimit: 20_000_000_000, riskStep: 10_000_000_000, fundingRate: 0.0001 },
      ...{
        lastPrice: 308_900,
        markPrice: 308_900,
        prevPrice24h: 300_000,
        lastTickDirection: "PlusTick",
        timestamp: "2024-08-08T23:54:16.000Z",
      },
    },
  ],
};

/** The recording as the exchange's own tables would have said it, each message at its time. */
export function recordedPerpetual(seconds: number): readonly Scripted[] {
  const script: Scripted[] = [];
  const book = new TopOfBook(PRICE_SCALE);
  let firstMs: number | null = null;
  let trades = 0;
  for (const line of gunzipSync(readFileSync(FILE)).toString("utf8").split("\n")) {
    const [, stamp, json] = /^(\d+) (\{.*)$/.exec(line) ?? [];
    if (stamp === undefined || json === undefined) continue;
    const ms = Number(stamp.slice(0, -6));
    firstMs ??= ms;
    const atMs = ms - firstMs;
    if (atMs > seconds * 1_000) break;
    // The recording begins with a snapshot that has no stream's name.
    const { stream = "", data } = JSON.parse(json) as Partial<Recorded>;
    if (data === undefined) continue;
    const say = (frame: object) => script.push([atMs, JSON.stringify(frame)]);
    const timestamp = new Date(ms).toISOString();
    if (stream.includes("@depth") && Array.isArray(data.b) && Array.isArray(data.a)) {
      book.apply("Buy", data.b as readonly [string, string][]);
      book.apply("Sell", data.a as readonly [string, string][]);
      for (const change of book.changes(BOOK)) say(change);
    } else if (stream.includes("@bookTicker") && typeof data.b === "string" && typeof data.a === "string") {
      const quote = { symbol: SYMBOL, bidPrice: Number(data.b) * PRICE_SCALE, askPrice: Number(data.a) * PRICE_SCALE, timestamp };
      say({ table: "instrument", action: "update", data: [quote] });
    } else if (stream.includes("@trade") || stream.includes("@aggTrade")) {
      const price = Number(data.p) * PRICE_SCALE;
      trades += 1;
      const row = {
        ...{ timestamp, symbol: SYMBOL, side: data.m === true ? "Sell" : "Buy", size: Number(data.q) * 100, price },
        ...{ tickDirection: "PlusTick", trdMatchID: `00000000-0000-0000-0000-${String(trades).padStart(12, "0")}`, grossValue: 1_000_000 },
      };
      say({ table: "trade", action: "insert", data: [row] });
      say({ table: "instrument", action: "update", data: [{ symbol: SYMBOL, lastPrice: price, timestamp }] });
    }
  }
  return script;
}
