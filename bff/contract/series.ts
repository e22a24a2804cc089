import type { InstrumentRow } from "./tables/instrument.ts";

/** What of an instrument its place in a series follows from. */
export type Listing = Pick<InstrumentRow, "symbol" | "rootSymbol" | "state" | "typ" | "listing" | "expiry">;

const DAY_MS = 86_400_000;
const PERPETUAL = "FFWCSX";
const FUTURE = "FFCCSX";
/** March, June, September and December, counted from zero. */
const isQuarterEnd = (expiryMs: number) => new Date(expiryMs).getUTCMonth() % 3 === 2;

/** Words that may stand behind a root and a colon. Source: the `symbol` parameter of the BitMEX API v1. */
const TIMEFRAMES = ["nearest", "daily", "weekly", "monthly", "quarterly", "biquarterly", "perpetual"] as const;

interface Future {
  readonly symbol: string;
  readonly expiryMs: number;
  /** From listing to expiry. */
  readonly lifeMs: number;
}

/** The contract of a root's open ones that a timeframe means; undefined where there is none. */
function inTimeframe(open: readonly Listing[], timeframe: string): string | undefined {
  const perpetual = open.find(({ typ }) => typ === PERPETUAL)?.symbol;
  const futures = open
    .filter(({ typ, expiry }) => typ === FUTURE && expiry !== null)
    .map(
      ({ symbol, listing, expiry }): Future => ({
        symbol,
        expiryMs: Date.parse(expiry as string),
        lifeMs: Date.parse(expiry as string) - Date.parse(listing ?? ""),
      }),
    )
    .sort((a, b) => a.expiryMs - b.expiryMs);
  const quarters = futures.filter(({ expiryMs, lifeMs }) => lifeMs > 15 * DAY_MS && isQuarterEnd(expiryMs));
  switch (timeframe) {
    case "nearest":
      return futures[0]?.symbol ?? perpetual;
    case "perpetual":
      return perpetual;
    case "daily":
      return futures.find(({ lifeMs }) => lifeMs <= 2 * DAY_MS)?.symbol;
    case "weekly":
      return futures.find(({ lifeMs }) => lifeMs > 2 * DAY_MS && lifeMs <= 15 * DAY_MS)?.symbol;
    case "monthly":
      return futures.find(({ expiryMs, lifeMs }) => lifeMs > 15 * DAY_MS && !isQuarterEnd(expiryMs))?.symbol;
    case "quarterly":
      return quarters[0]?.symbol;
    case "biquarterly":
      return quarters[1]?.symbol;
    default:
      return undefined;
  }
}

/**
 * The symbol that a reader's `symbol` means: itself when it is listed, `ROOT` the contract of the root that expires next
 * (the perpetual one where none expires), `ROOT:timeframe` the one of that timeframe. What means nothing stays as it is.
 */
export function resolveSymbol(text: string, listings: readonly Listing[]): string {
  if (listings.some(({ symbol }) => symbol === text)) return text;
  const [root, timeframe = "nearest", ...more] = text.split(":");
  if (more.length > 0) return text;
  const open = listings.filter(({ rootSymbol, state }) => rootSymbol === root && state === "Open");
  return inTimeframe(open, timeframe) ?? text;
}

/** Every timeframe of every root that means a contract now, as `XBT:perpetual`, with that contract. */
export function activeIntervals(listings: readonly Listing[]): { readonly intervals: string[]; readonly symbols: string[] } {
  const roots = [...new Set(listings.filter(({ state }) => state === "Open").map(({ rootSymbol }) => rootSymbol))];
  const named = roots.flatMap((root) =>
    TIMEFRAMES.map((timeframe) => `${root}:${timeframe}`).map((interval) => [interval, resolveSymbol(interval, listings)] as const),
  );
  const known = named.filter(([interval, symbol]) => interval !== symbol);
  return { intervals: known.map(([interval]) => interval), symbols: known.map(([, symbol]) => symbol) };
}
