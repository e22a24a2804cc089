import { expect, test } from "vitest";
import type { Answer, ApiClient } from "./api-client.ts";
import { contractsOf, type Market, priceOf, ticksOf } from "./market.ts";
import { MarketBoard } from "./market-board.ts";
import { randomOf } from "./random.ts";
import { rosterOf } from "./roster.ts";
import { Rounds } from "./rounds.ts";
import { marketMaker } from "./strategies/market-maker.ts";
import { aSight } from "./testing.ts";
import { mindOf } from "./trader.ts";

const MOMENT = "2026-11-25T12:00:00.000Z";
const row = (symbol: string, change: object = {}) => ({
  symbol,
  rootSymbol: symbol.slice(0, 3),
  state: "Open",
  expiry: null,
  tickSize: 0.5,
  lotSize: 1,
  multiplier: -100_000_000,
  isInverse: true,
  indicativeSettlePrice: 60_000,
  bidPrice: 60_000,
  askPrice: 60_000.5,
  timestamp: MOMENT,
  ...change,
});
const ADA = row("ADAZ26", {
  expiry: "2026-12-25T12:00:00.000Z",
  tickSize: 0.000_000_01,
  multiplier: 100_000_000,
  isInverse: false,
  indicativeSettlePrice: 0.000_008_12,
  bidPrice: null,
  askPrice: null,
});
const ETH = row("ETHUSD", { tickSize: 0.05, multiplier: 100, isInverse: false, indicativeSettlePrice: 3_000 });
const ADAZ26: Market = { symbol: "ADAZ26", tick: 0.000_000_01, lot: 1, isInverse: false, multiplierSats: 100_000_000 };
const ETHUSD: Market = { symbol: "ETHUSD", tick: 0.05, lot: 1, isInverse: false, multiplierSats: 100 };

/** An exchange that lists these contracts, and everything that it was asked. */
function anExchange(rows: object[]) {
  const asked: { readonly verb: string; readonly path: string; readonly params: Record<string, unknown> }[] = [];
  const client = {
    call: async (verb: string, path: string, params: Record<string, unknown> = {}): Promise<Answer> => {
      asked.push({ verb, path, params });
      if (path === "/position") return { kind: "done", body: [{ currentQty: 7 }] };
      return { kind: "done", body: path === "/instrument" ? rows : [] };
    },
  } as unknown as ApiClient;
  return { client, asked, list: (more: object) => rows.push(more) };
}

test("SCR-004 sizes and prices of any contract: dollars in an inverse one, coins in a linear one, multiples of its tick with no dust", () => {
  expect(contractsOf(ADAZ26, 0.1, 0.000_008)).toBeCloseTo(12_500, 6);
  // 100 satoshis a dollar: a contract at 3,000 is 0.003 XBT.
  expect(contractsOf(ETHUSD, 0.3, 3_000)).toBeCloseTo(100, 9);
  expect(priceOf(ADAZ26, 813)).toBe(0.000_008_13);
  expect(priceOf(ETHUSD, ticksOf(ETHUSD, 3_000.149))).toBe(3_000.15);
});

test("SCR-004 whoever makes rounds comes to every open contract but XBTUSD in turn, and to a new listing with the next reading", async () => {
  let nowMs = 0;
  const exchange = anExchange([row("XBTUSD"), ETH, ADA, row(".BETH", { multiplier: null })]);
  const board = new MarketBoard(exchange.client, () => nowMs);
  const visited: string[] = [];
  const mindFor = (symbol: string) => () => {
    visited.push(symbol);
    return { actions: [], waitMs: 0 };
  };
  const rounds = new Rounds("maker", exchange.client, board, mindFor, 8_000);
  expect(await rounds.turn()).toEqual({ clock: "wall", ms: 4_000 });
  await rounds.turn();
  await rounds.turn();
  expect(visited).toEqual(["ETHUSD", "ADAZ26", "ETHUSD"]);
  exchange.list(row("XBTH27"));
  await rounds.turn();
  expect(visited.at(-1)).toBe("ADAZ26");
  nowMs = 10_000;
  for (let i = 0; i < 3; i++) await rounds.turn();
  expect(new Set(visited.slice(-3))).toEqual(new Set(["ETHUSD", "ADAZ26", "XBTH27"]));
  expect(exchange.asked.filter(({ path }) => path === "/instrument")).toHaveLength(2);
});

test("SCR-004 a maker quotes each contract around its own index, a future above it, on its ticks", async () => {
  const exchange = anExchange([ADA]);
  const profile = { salt: 1, levels: 5, nearest: 0, gap: 0.000_1, levelXbt: 0.1, limitXbt: 5, turnMs: 0, mostMoves: 10 };
  const board = new MarketBoard(exchange.client, () => 0);
  const rounds = new Rounds("maker", exchange.client, board, (symbol) => mindOf(marketMaker(profile), randomOf(1, symbol)), 1_000);
  await rounds.turn();
  const placed = exchange.asked.find(({ path }) => path === "/order/bulk")?.params["orders"] as {
    readonly symbol: string;
    readonly side: string;
    readonly price: number;
    readonly orderQty: number;
  }[];
  expect(placed).toHaveLength(10);
  for (const { symbol, price, orderQty } of placed) {
    expect(symbol).toBe("ADAZ26");
    expect(price).toBe(priceOf(ADAZ26, ticksOf(ADAZ26, price)));
    expect(Number.isInteger(orderQty) && orderQty > 0).toBe(true);
  }
  const pricesOf = (side: string) => placed.filter((order) => order.side === side).map(({ price }) => price);
  expect(Math.max(...pricesOf("Buy"))).toBeLessThan(Math.min(...pricesOf("Sell")));
  // A month at 2 % a year is less than two ticks of it.
  expect(Math.max(...pricesOf("Buy"))).toBeGreaterThanOrEqual(0.000_008_12);
});

test("SCR-004 nothing is done while nothing can be read, and a refusal is heard by the mind of its own contract alone", async () => {
  const down = { call: async () => ({ kind: "unavailable", retryAfterMs: 1, message: "", isTooFast: false }) } as unknown as ApiClient;
  const idle = new Rounds("maker", down, new MarketBoard(down, () => 0), () => () => ({ actions: [], waitMs: 0 }), 1_000);
  expect(await idle.turn()).toEqual({ clock: "wall", ms: 2_000 });
  expect(await idle.begin()).toBe(false);

  const heard: [string, string | null][] = [];
  const exchange = anExchange([ETH, ADA]);
  const { call } = exchange.client;
  const client = {
    call: async (verb: string, path: string, params: Record<string, unknown>) =>
      verb === "POST" && params["symbol"] === "ETHUSD" ? { kind: "refused", status: 400, message: "no" } : call(verb, path, params),
  } as unknown as ApiClient;
  const mindFor = (symbol: string) => (sight: { readonly refusal: string | null }) => {
    heard.push([symbol, sight.refusal]);
    return { actions: [{ kind: "place" as const, orders: [{ side: "Buy" as const, orderQty: 1 }] }], waitMs: 0 };
  };
  const rounds = new Rounds("taker", client, new MarketBoard(client, () => 0), mindFor, 1_000);
  for (let i = 0; i < 4; i++) await rounds.turn();
  expect(heard).toEqual([
    ["ETHUSD", null],
    ["ADAZ26", null],
    ["ETHUSD", "no"],
    ["ADAZ26", null],
  ]);
});

test("SCR-004 the demo's roster has a maker and a taker for the other contracts, whose decisions repeat per seed", () => {
  const touring = rosterOf("demo", 1).filter(({ sees }) => typeof sees === "object");
  expect(touring.map(({ name }) => name)).toEqual(["maker-3", "taker-4"]);
  for (const { mind } of touring) {
    const decide = () => mind(randomOf(1, "ETHUSD"))({ ...aSight(), market: ETHUSD, index: 3_000, bid: 2_999.95, ask: 3_000.05 });
    expect(decide()).toEqual(decide());
    expect(decide().actions.length).toBeGreaterThan(0);
  }
});
