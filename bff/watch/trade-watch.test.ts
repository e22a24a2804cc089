import { expect, test } from "vitest";
import type { ListQuery } from "../history/index.ts";
import type { SignFill } from "./trade-signs.ts";
import { type TradeWatchParts, watchTrades } from "./trade-watch.ts";

test("WCH-001 the first trade in a thin contract is told of who has traded before, elsewhere, and has a log to tell", async () => {
  const traded: Readonly<Record<number, readonly string[]>> = { 1: ["XBTUSD"], 2: ["XBTUSD", "THIN"], 3: [], 4: ["XBTUSD"] };
  const told: string[] = [];
  const asked: (number | null)[] = [];
  let hear: (fills: readonly SignFill[]) => void = () => undefined;
  let isBusy = true;
  const parts = {
    exchange: {
      onFills: (listener: typeof hear) => {
        hear = listener;
        return () => undefined;
      },
      tables: { markets: { row: () => ({ turnover24h: 1 }) } },
    },
    history: {
      lookUp: async ({ account, filter, endMs }: ListQuery) => {
        if (isBusy) {
          isBusy = false;
          throw new Error("busy");
        }
        asked.push(endMs);
        return (traded[account ?? 0] ?? [])
          .filter((symbol) => filter["symbol"] === undefined || filter["symbol"].includes(symbol))
          .map(() => ({}));
      },
    },
    identity: {
      userOfAccount: (account: number) => (account === 4 ? null : { id: account }),
      safety: {
        desk: { activity: { add: async (userId: number, { what }: { readonly what: string }) => void told.push(`${userId} ${what}`) } },
      },
    },
    onAlarm: (what: string) => told.push(what),
    pause: async () => undefined,
  };
  watchTrades(parts as unknown as TradeWatchParts);
  const fill = { timeMs: 1_000, symbol: "THIN", takerLossSats: 0, valueSats: 1, placedOffRate: 0 };
  hear([
    { ...fill, maker: 1, taker: 2 },
    { ...fill, maker: 3, taker: 4 },
  ]);
  await expect.poll(() => told).toEqual(["1 First trade in THIN, where little is traded"]);
  expect(new Set(asked)).toEqual(new Set([999]));
});
