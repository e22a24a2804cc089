import { expect, test, vi } from "vitest";
import { openHouse } from "./house.ts";
import { type Row, SocketClient } from "./socket.ts";

/** A house whose time is commanded, so that quarters pass. */
const house = await openHouse({ CLOCK: "manual" });
const long = await house.trader("long");
const short = await house.trader("short");
const get = <T = readonly Row[]>(path: string) => house.anybody.get<T>(path);
const bySymbol = async (path: string) => new Map((await get(path)).map((row) => [String(row["symbol"]), row]));

/** The future of bitcoin that expires next. */
async function frontOf(): Promise<Row> {
  const futures = (await get("/instrument/active")).filter(
    ({ rootSymbol, typ, state }) => rootSymbol === "XBT" && typ === "FFCCSX" && state === "Open",
  );
  return futures.sort((a, b) => String(a["expiry"]).localeCompare(String(b["expiry"])))[0] as Row;
}

test("CON-003 a new exchange has the futures of the quarters that run, as rows of the contract say them", async () => {
  const active = await bySymbol("/instrument/active");
  const roots = [...active.values()].filter(({ typ }) => typ === "FFCCSX").map(({ rootSymbol }) => rootSymbol);
  expect([...new Set(roots)].sort()).toEqual(["ADA", "BCH", "EOS", "ETH", "LTC", "TRX", "XBT", "XRP"]);
  expect(roots.filter((root) => root === "XBT").length).toBeGreaterThanOrEqual(2);
  const { symbol, listing, front, expiry, settle } = await frontOf();
  expect(settle).toBe(expiry);
  expect([String(listing).slice(10), String(expiry).slice(10), String(front).slice(10)]).toEqual([
    "T08:30:00.000Z",
    "T12:00:00.000Z",
    "T12:00:00.000Z",
  ]);
  expect(new Date(String(expiry)).getUTCDay()).toBe(5);
  const intervals = await get<{ readonly intervals: readonly string[]; readonly symbols: readonly string[] }>(
    "/instrument/activeIntervals",
  );
  expect(intervals.symbols[intervals.intervals.indexOf("XBT:quarterly")]).toBe(symbol);
  expect(intervals.symbols[intervals.intervals.indexOf("XBT:nearest")]).toBe(symbol);
  expect(intervals.symbols[intervals.intervals.indexOf("XBT:perpetual")]).toBe("XBTUSD");
  const ada = [...active.values()].find(({ rootSymbol }) => rootSymbol === "ADA") as Row;
  expect(ada).toMatchObject({
    positionCurrency: "ADA",
    quoteCurrency: "XBT",
    settlCurrency: "XBt",
    isInverse: false,
    isQuanto: false,
    multiplier: 100_000_000,
    underlyingToPositionMultiplier: 1,
    quoteToSettleMultiplier: 100_000_000,
    tickSize: 1e-8,
    markPrice: null,
  });
  await expect(long.rest.post("/order", { symbol: ada["symbol"], side: "Buy", orderQty: 1, price: 1e-5 })).rejects.toThrow(
    "Instrument has no mark price",
  );
});

test("CON-003 a contract quoted in bitcoin trades and its rows are in coins and bitcoin", async () => {
  await house.operator("index", "set", ".BETHXBT", "0.03");
  const [{ symbol }] = (await get("/instrument/active")).filter(({ rootSymbol, typ }) => rootSymbol === "ETH" && typ === "FFCCSX") as [Row];
  await short.rest.post("/order", { symbol, side: "Sell", orderQty: 7, price: 0.03 });
  await long.rest.post("/order", { symbol, side: "Buy", orderQty: 7, price: 0.03 });
  const [trade] = await get(`/trade?symbol=${symbol}&reverse=true`);
  expect(trade).toMatchObject({ size: 7, price: 0.03, grossValue: 21_000_000, homeNotional: 7, foreignNotional: 0.21 });
  const position = async (trader: typeof long) =>
    (await trader.rest.get<readonly Row[]>("/position")).find((row) => row["symbol"] === symbol);
  expect(await position(long)).toMatchObject({
    currentQty: 7,
    homeNotional: 7,
    foreignNotional: -0.21,
    avgEntryPrice: 0.03,
    unrealisedPnl: 0,
  });
  await house.operator("index", "set", ".BETHXBT", "0.031");
  expect(await position(short)).toMatchObject({ currentQty: -7, homeNotional: -7, foreignNotional: 0.217, unrealisedPnl: -700_000 });
});

test("CON-003 at its end a future settles: rows of the settlement, an execution each, and the next quarter has come", async () => {
  const before = await bySymbol("/instrument");
  const { symbol, expiry } = await frontOf();
  await short.rest.post("/order", { symbol, side: "Sell", orderQty: 100, price: 60_000 });
  await long.rest.post("/order", { symbol, side: "Buy", orderQty: 100, price: 60_000 });
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("settlement");
  const day = 86_400_000;
  const { timeMs } = (await house.operator("status")) as { timeMs: number };
  await house.operator("clock", "advance", `${Date.parse(String(expiry)) - timeMs}ms`);
  // A month of minutes is a lot to store: until it is, reads of history are refused.
  const settled = await vi.waitFor(async () => (await get(`/settlement?symbol=${symbol}`)) as [Row], 20_000);
  expect(settled).toMatchObject([{ timestamp: expiry, symbol, settlementType: "Settlement", settledPrice: 60_000, bankrupt: 0 }]);
  await socket.hears(({ table, action, data }) => table === "settlement" && action === "insert" && data?.[0]?.["symbol"] === symbol);
  socket.close();
  const [execution] = await long.rest.get<readonly Row[]>(`/execution?symbol=${symbol}&reverse=true&count=1`);
  expect(execution).toMatchObject({
    execType: "Settlement",
    side: "Sell",
    lastQty: 100,
    lastPx: 60_000,
    commission: 0.0005,
    execComm: 83,
    execCost: 166_700,
    ordStatus: "Filled",
    text: "Settlement",
    timestamp: expiry,
  });
  expect((await long.rest.get<readonly Row[]>("/position")).find((row) => row["symbol"] === symbol)).toMatchObject({
    currentQty: 0,
    isOpen: false,
  });
  const row = (await get(`/instrument?symbol=${symbol}`))[0];
  expect(row).toMatchObject({ state: "Settled", settledPrice: 60_000, openInterest: 0 });
  expect((await bySymbol("/instrument/active")).has(String(symbol))).toBe(true);
  await expect(long.rest.post("/order", { symbol, side: "Buy", orderQty: 100, price: 60_000 })).rejects.toThrow("Instrument expired");
  await house.operator("clock", "advance", `${day}ms`);
  expect((await bySymbol("/instrument/active")).has(String(symbol))).toBe(false);
  expect((await bySymbol("/instrument")).size).toBe(before.size + 8);
  expect((await frontOf())["symbol"]).not.toBe(symbol);
  expect(house.halts).toEqual([]);
  await house.restart();
  expect(await get(`/settlement?symbol=${symbol}`)).toEqual(settled);
  expect((await get(`/instrument?symbol=${symbol}`))[0]).toMatchObject({ state: "Settled", settledPrice: 60_000 });
});
