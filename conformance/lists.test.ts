import { expect, test } from "vitest";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

const house = await openHouse({ CLOCK: "manual" });
const maker = await house.trader("maker");
const taker = await house.trader("taker");
const symbol = "XBTUSD";

/** Ten trades, a second apart, of 100, 200, … contracts; buys and sells in turn. */
for (let i = 1; i <= 10; i++) {
  const side = i % 2 === 1 ? "Sell" : "Buy";
  await maker.rest.post("/order", { symbol, side, orderQty: i * 100, price: 60_000 + i, clOrdID: `maker-${i}` });
  await taker.rest.post("/order", {
    symbol,
    side: side === "Sell" ? "Buy" : "Sell",
    orderQty: i * 100,
    price: 60_000 + i,
    clOrdID: `taker-${i}`,
  });
  await house.operator("clock", "advance", "1s");
}
await maker.rest.post("/order", { symbol, side: "Buy", orderQty: 100, price: 50_000, clOrdID: "open-1", text: "first" });
await maker.rest.post("/order", {
  symbol,
  side: "Sell",
  orderQty: 200,
  price: 70_000,
  clOrdID: "open-2",
  execInst: "ParticipateDoNotInitiate",
});

const trades = await house.anybody.get<readonly Row[]>("/trade", { symbol });
const sizes = (rows: readonly Row[]) => rows.map((row) => row["size"]);
const at = (i: number) => trades[i]?.["timestamp"] as string;
const refused = (message: string) => ({ error: { message, name: "ValidationError" } });

test("API-003 lists run from the oldest on, or from the newest when reversed, count rows and start behind some", async () => {
  const get = (query: object) => house.anybody.get<readonly Row[]>("/trade", { symbol, ...query }).then(sizes);
  expect(sizes(trades)).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
  expect(await get({ count: 3 })).toEqual([100, 200, 300]);
  expect(await get({ reverse: true, count: 3 })).toEqual([1_000, 900, 800]);
  expect(await get({ start: 8 })).toEqual([900, 1_000]);
  expect(await get({ reverse: "true", start: "8", count: "1" })).toEqual([200]);
  expect(await get({ start: 10 })).toEqual([]);
});

test("API-003 startTime and endTime bound a list, both ends included, in every way to write a moment", async () => {
  const get = (query: object) => house.anybody.get<readonly Row[]>("/trade", { symbol, ...query }).then(sizes);
  expect(await get({ startTime: at(3), endTime: at(5) })).toEqual([400, 500, 600]);
  expect(await get({ startTime: at(9) })).toEqual([1_000]);
  expect(await get({ endTime: at(0) })).toEqual([100]);
  expect(await get({ endTime: at(0).replace("Z", "+00:00") })).toEqual([100]);
  expect(await get({ endTime: at(0).slice(0, 10) })).toEqual([]);
});

test.each([
  ["equality", { side: "Buy" }, [100, 300, 500, 700, 900]],
  ["a list of values", { size: [200, 900, 12_345] }, [200, 900]],
  ["several columns at once", { side: "Sell", size: [200, 300, 400] }, [200, 400]],
  ["an empty list, which nothing matches", { size: [] }, []],
  ["nothing", {}, [100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]],
])("API-003 a filter by %s", async (_what, filter, expected) => {
  expect(sizes(await house.anybody.get<readonly Row[]>("/trade", { symbol, filter }))).toEqual(expected);
});

test("API-003 a filter may be missing, empty, null or in brackets", async () => {
  for (const query of ["", "&filter=", "&filter=null", "&filter=%7B%7D"]) {
    expect(await house.anybody.get<readonly Row[]>(`/trade?symbol=${symbol}${query}`)).toHaveLength(10);
  }
  expect(sizes(await house.anybody.get<readonly Row[]>("/trade?filter[symbol]=XBTUSD&filter[side]=Buy&filter[size]=700"))).toEqual([700]);
  expect(await maker.rest.get<readonly Row[]>("/order?filter[open]=true")).toHaveLength(2);
});

test("API-003 a filter takes moments, truths and the owner's ids", async () => {
  expect(sizes(await house.anybody.get<readonly Row[]>("/trade", { filter: { timestamp: [at(1), at(2)] } }))).toEqual([200, 300]);
  expect(await maker.rest.get<readonly Row[]>("/position", { filter: { isOpen: true, symbol } })).toHaveLength(1);
  expect(await maker.rest.get<readonly Row[]>("/position", { filter: { isOpen: false } })).toEqual([]);
  const fills = await taker.rest.get<readonly Row[]>("/execution", {
    filter: { clOrdID: ["taker-3", "taker-4"], execType: ["Trade", "Funding"] },
  });
  expect(fills.map(({ clOrdID, execType }) => [clOrdID, execType])).toEqual([
    ["taker-3", "Trade"],
    ["taker-4", "Trade"],
  ]);
});

test("API-003 `open` tells orders that stand from those that have ended, in both of its spellings", async () => {
  const ids = async (filter: object) => (await maker.rest.get<readonly Row[]>("/order", { filter })).map((row) => row["clOrdID"]);
  expect(await ids({ open: true })).toEqual(["open-1", "open-2"]);
  expect(await ids({ "ordStatus.isTerminated": false, symbol })).toEqual(["open-1", "open-2"]);
  expect(await ids({ open: true, side: "Sell" })).toEqual(["open-2"]);
  expect(await ids({ open: false })).toEqual(Array.from({ length: 10 }, (_, i) => `maker-${i + 1}`));
  expect(await ids({ "ordStatus.isTerminated": true, clOrdID: "maker-7" })).toEqual(["maker-7"]);
  expect(await ids({ ordStatus: ["New", "PartiallyFilled"] })).toEqual(["open-1", "open-2"]);
});

test("API-003 open and ended orders are pages of one list in time", async () => {
  const all = await maker.rest.get<readonly Row[]>("/order");
  expect(all.map((row) => row["clOrdID"])).toEqual([...Array.from({ length: 10 }, (_, i) => `maker-${i + 1}`), "open-1", "open-2"]);
  for (const reverse of [false, true]) {
    const whole = reverse ? all.toReversed() : all;
    for (let start = 0; start <= 13; start++) {
      for (const count of [1, 2, 5]) {
        expect(await maker.rest.get("/order", { start, count, reverse }), `${start} ${count} ${reverse}`).toEqual(
          whole.slice(start, start + count),
        );
      }
    }
  }
  expect(await maker.rest.get("/order", { startTime: at(8) })).toEqual(all.slice(8));
  expect(await maker.rest.get("/order", { endTime: at(1) })).toEqual(all.slice(0, 2));
});

test("API-003 columns choose what comes, keys always with it, as a list, with commas or in brackets", async () => {
  const [order] = await maker.rest.get<readonly Row[]>("/order", { columns: ["price", "orderQty"], filter: { open: true } });
  expect(Object.keys(order ?? {})).toEqual(["orderID", "orderQty", "price"]);
  const [position] = await maker.rest.get<readonly Row[]>("/position?columns=currentQty,avgEntryPrice");
  expect(Object.keys(position ?? {})).toEqual(["account", "symbol", "currency", "currentQty", "avgEntryPrice"]);
  const [again] = await maker.rest.get<readonly Row[]>("/position?columns[0]=currentQty&columns[1]=avgEntryPrice");
  expect(again).toEqual(position);
  const [trade] = await house.anybody.get<readonly Row[]>("/trade", { columns: ["size"], count: 1 });
  expect(Object.keys(trade ?? {})).toEqual(["timestamp", "symbol", "size"]);
  const [instrument] = await house.anybody.get<readonly Row[]>("/instrument", { columns: "lastPrice" });
  expect(Object.keys(instrument ?? {})).toEqual(["symbol", "lastPrice"]);
});

test("API-003 bins end at their timestamp, open where the last one closed, and the running one comes on request", async () => {
  await house.operator("clock", "advance", "2m");
  const [whole] = await house.anybody.get<readonly Row[]>("/trade/bucketed", { symbol, binSize: "1m", count: 1, filter: { symbol } });
  const bins = await house.anybody.get<readonly Row[]>("/trade/bucketed", { symbol });
  expect(bins[0]).toEqual(whole);
  const traded = bins.filter((bin) => bin["trades"] !== 0);
  expect(traded.reduce((sum, bin) => sum + Number(bin["volume"]), 0)).toBe(5_500);
  expect(traded.reduce((sum, bin) => sum + Number(bin["trades"]), 0)).toBe(10);
  for (const [i, bin] of bins.entries()) {
    expect(bin["timestamp"]).toMatch(/:00\.000Z$/);
    if (i > 0) expect(bin["open"]).toBe(bins[i - 1]?.["close"]);
  }
  // An interval in which nothing traded stands at the close before it.
  expect(bins.at(-1)).toMatchObject({ trades: 0, volume: 0, vwap: null, open: 60_010, high: 60_010, low: 60_010, close: 60_010 });
  const newest = { symbol, reverse: true, count: 1 };
  const [ended] = await house.anybody.get<readonly Row[]>("/trade/bucketed", newest);
  const [running] = await house.anybody.get<readonly Row[]>("/trade/bucketed", { ...newest, partial: true });
  expect(Date.parse(String(running?.["timestamp"])) - Date.parse(String(ended?.["timestamp"]))).toBe(60_000);
  for (const [binSize, minutes] of [
    ["5m", 5],
    ["1h", 60],
    ["1d", 1_440],
  ] as const) {
    const wide = await house.anybody.get<readonly Row[]>("/trade/bucketed", { symbol, binSize, partial: true });
    const sum = (column: string) => wide.reduce((total, bin) => total + Number(bin[column]), 0);
    expect({ volume: sum("volume"), trades: sum("trades"), close: wide.at(-1)?.["close"] }).toEqual({
      volume: 5_500,
      trades: 10,
      close: 60_010,
    });
    for (const bin of wide) expect(Date.parse(String(bin["timestamp"])) % (minutes * 60_000)).toBe(0);
  }
});

test("API-003 quotes are one row a change", async () => {
  const quotes = await house.anybody.get<readonly Row[]>("/quote", { symbol, count: 500 });
  const told = quotes.map(({ bidPrice, bidSize, askPrice, askSize }) => JSON.stringify([bidPrice, bidSize, askPrice, askSize]));
  for (const [i, one] of told.entries()) if (i > 0) expect(one).not.toBe(told[i - 1]);
  expect(quotes.at(-1)).toMatchObject({ bidPrice: 50_000, bidSize: 100, askPrice: 70_000, askSize: 200 });
  expect(await house.anybody.get("/quote", { symbol, reverse: true, count: 1 })).toEqual([quotes.at(-1)]);
});

test.each<[string, string, string]>([
  ["/trade", "count=0", "count is invalid"],
  ["/trade", "count=1001", "count is invalid"],
  ["/trade", "count=-1", "count is invalid"],
  ["/trade", "count=1.5", "count is invalid"],
  ["/trade", "count=1e2", "count is invalid"],
  ["/quote", "count=501", "count is invalid"],
  ["/instrument", "count=501", "count is invalid"],
  ["/trade", "start=-1", "start is invalid"],
  ["/trade", "start=99999999", "start is invalid"],
  ["/trade", "reverse=yes", "reverse is invalid"],
  ["/trade", "startTime=yesterday", "startTime is invalid"],
  ["/trade", "startTime=2026-02-31x", "startTime is invalid"],
  ["/trade", "endTime=1518064236", "endTime is invalid"],
  ["/trade", "columns=price,nothing", "columns are not valid"],
  ["/trade", "columns=%5B1%5D", "columns are not valid"],
  ["/trade", "columns=__proto__", "columns are not valid"],
  ["/trade", "filter=Buy", "filter values are not valid"],
  ["/trade", "filter=%5B%5D", "filter values are not valid"],
  ["/trade", "filter=%7B", "filter is invalid"],
  ["/trade", 'filter={"nothing":1}', "filter columns are not valid"],
  ["/trade", 'filter={"__proto__":1}', "filter columns are not valid"],
  ["/trade", 'filter={"toString":1}', "filter columns are not valid"],
  ["/trade", 'filter={"open":true}', "filter columns are not valid"],
  ["/trade", 'filter={"size":"many"}', "filter values are not valid"],
  ["/trade", 'filter={"size":1e999}', "filter values are not valid"],
  ["/trade", 'filter={"side":{"ne":"Buy"}}', "filter values are not valid"],
  ["/trade", 'filter={"timestamp":"soon"}', "filter values are not valid"],
  ["/trade", "count=1&count=2", "count is invalid"],
  ["/trade", "filter=%zz", "Parameters are not valid percent-encoded UTF-8"],
  ["/trade", "symbol=%ff", "Parameters are not valid percent-encoded UTF-8"],
  ["/trade/bucketed", "symbol=XBTUSD&binSize=2m", "binSize is invalid"],
  ["/trade/bucketed", "symbol=XBTUSD&partial=1", "partial is invalid"],
  ["/orderBook/L2", "", "symbol is required"],
  ["/orderBook/L2", "symbol=XBTUSD&depth=-1", "depth is invalid"],
])("API-003 GET %s?%s is refused: %s", async (path, query, message) => {
  const { status, body } = await house.anybody.send("GET", `${path}?${query.replaceAll(/[{}":]/g, encodeURIComponent)}`);
  expect({ status, body }).toEqual({ status: 400, body: refused(message) });
});

test.each<[string, string]>([
  ["/order", 'filter={"open":"maybe"}'],
  ["/order", 'filter={"simpleOrderQty":null}'],
  ["/execution", 'filter={"simpleCumQty":1}'],
  ["/order", "columns=secret"],
  ["/position", 'filter={"isOpen":"maybe"}'],
  ["/user/margin", "currency=USDt"],
  ["/user/wallet", "currency=__proto__"],
  ["/user/walletHistory", "count=501"],
])("API-003 an account's GET %s?%s is refused with 400", async (path, query) => {
  expect((await maker.rest.send("GET", `${path}?${query.replaceAll(/[{}":]/g, encodeURIComponent)}`)).status).toBe(400);
});

test.each(["/orderBook/L2", "/trade", "/quote", "/trade/bucketed"])("API-003 GET %s of a symbol that is none is refused", async (path) => {
  for (const unknown of ["XBTEUR", "xbtusd", "constructor", "X".repeat(5_000)]) {
    const { status } = await house.anybody.send("GET", path, { query: { symbol: unknown } });
    expect({ unknown: unknown.slice(0, 20), status }).toEqual({ unknown: unknown.slice(0, 20), status: 400 });
  }
  // A symbol that is there and says nothing is none, which the book alone can't do without.
  const { status } = await house.anybody.send("GET", path, { query: { symbol: "" } });
  expect(status).toBe(path === "/orderBook/L2" ? 400 : 200);
});
