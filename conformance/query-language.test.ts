import { expect, test } from "vitest";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

const house = await openHouse({ CLOCK: "manual" });
const maker = await house.trader("maker");
const taker = await house.trader("taker");
const symbol = "XBTUSD";

/** Six trades, each half an hour after the last, of 100, 200, … contracts. */
for (let i = 1; i <= 6; i++) {
  await maker.rest.post("/order", { symbol, side: "Sell", orderQty: i * 100, price: 60_000 + i, clOrdID: `maker-${i}` });
  await taker.rest.post("/order", { symbol, side: "Buy", orderQty: i * 100, price: 60_000 + i, clOrdID: `=${i}`, text: '+1, "two"' });
  await house.operator("clock", "advance", "30m");
}
await maker.rest.post("/order", { symbol, side: "Buy", orderQty: 100, price: 50_000, clOrdID: "standing" });

const trades = await house.anybody.get<readonly Row[]>("/trade", { symbol });
const moments = trades.map((row) => String(row["timestamp"]));
const sizes = (rows: readonly Row[]) => rows.map((row) => row["size"]);
/** Sizes of the trades whose moment passes. */
const where = (test: (moment: Date) => boolean) => sizes(trades.filter((_, i) => test(new Date(moments[i] ?? ""))));
const filtered = async (filter: object, path = "/trade") => house.anybody.get<readonly Row[]>(path, { symbol, filter });
const first = new Date(moments[0] ?? "");
const clock = (moment: Date, length: number) => moment.toISOString().slice(11, 11 + length);

test("API-011 a filter names parts of a moment: a day, a month, an hour or minute of every day", async () => {
  expect(trades).toHaveLength(6);
  const day = moments[5]?.slice(0, 10) ?? "";
  expect(sizes(await filtered({ "timestamp.date": day }))).toEqual(where((moment) => moment.toISOString().startsWith(day)));
  expect(sizes(await filtered({ "timestamp.month": day.slice(0, 7) }))).toEqual(where((m) => m.toISOString().startsWith(day.slice(0, 7))));
  expect(sizes(await filtered({ "timestamp.year": "1999" }))).toEqual([]);
  expect(sizes(await filtered({ "timestamp.time": clock(first, 12) }))).toEqual([100]);
  expect(sizes(await filtered({ "timestamp.minute": clock(first, 5) }))).toEqual([100]);
  expect(sizes(await filtered({ "timestamp.hh": [first.getUTCHours()] }))).toEqual(where((m) => m.getUTCHours() === first.getUTCHours()));
  const minutes = [first.getUTCMinutes()];
  expect(sizes(await filtered({ "timestamp.mm": minutes, size: [100, 200, 300] }))).toEqual([100, 300]);
  const friday = (moment: Date) => (moment.getUTCDay() + 1) % 7;
  expect(sizes(await filtered({ "timestamp.ww": friday(first) }))).toEqual(where((moment) => friday(moment) === friday(first)));
  expect(sizes(await filtered({ "timestamp.hh": [] }))).toEqual([]);
});

test("API-011 the same filter in brackets, with bounds in time of its own", async () => {
  const get = async (query: string) => sizes(await house.anybody.get<readonly Row[]>(`/trade?symbol=${symbol}&${query}`));
  expect(await get(`filter[timestamp.minute]=${clock(first, 5)}`)).toEqual([100]);
  expect(await get(`filter[startTime]=${moments[1]}&filter[endTime]=${moments[3]}`)).toEqual([200, 300, 400]);
  expect(await get(`filter[startTime]=${moments[1]}&startTime=${moments[2]}&endTime=${moments[2]}`)).toEqual([300]);
  const standing = await maker.rest.get<readonly Row[]>("/order?filter[ordStatus.isTerminated]=false&filter[symbol]=XBTUSD&count=500");
  expect(standing.map((row) => row["clOrdID"])).toEqual(["standing"]);
  expect(await maker.rest.get<readonly Row[]>("/order?filter[ordStatus.isTerminated]=true")).toHaveLength(6);
});

test("API-011 rows in memory and rows in history take parts of moments alike", async () => {
  const [last] = (await maker.rest.get<readonly Row[]>("/order", { filter: { open: true } })) as [Row];
  const minute = String(last["timestamp"]).slice(11, 16);
  const found = await maker.rest.get<readonly Row[]>("/order", { filter: { "timestamp.minute": minute } });
  expect(found.map((row) => row["clOrdID"])).toContain("standing");
  expect(await maker.rest.get("/order", { filter: { open: true, "timestamp.year": 1999 } })).toEqual([]);
  const bins = await filtered({ "timestamp.mm": 0 }, "/trade/bucketed");
  expect(bins.length).toBeGreaterThan(1);
  for (const bin of bins) expect(String(bin["timestamp"])).toMatch(/:00:00\.000Z$/);
});

test.each([
  ["/trade", { "timestamp.date": "soon" }, "filter values are not valid"],
  ["/trade", { timestamp: "1" }, "filter values are not valid"],
  ["/trade", { timestamp: "23 Nov 2026" }, "filter values are not valid"],
  ["/trade", { "timestamp.hh": 24 }, "filter values are not valid"],
  ["/trade", { "timestamp.hh": { ne: 1 } }, "filter values are not valid"],
  ["/trade", { "timestamp.fortnight": 1 }, "filter columns are not valid"],
  ["/trade", { "size.hh": 1 }, "filter columns are not valid"],
  ["/trade", { startTime: "soon" }, "filter values are not valid"],
  ["/trade/bucketed", { volume: 1 }, "filter columns are not valid"],
])("API-011 GET %s refuses the filter %j", async (path, filter, message) => {
  const { status, body } = await house.anybody.send("GET", path, { query: { symbol, filter } });
  expect({ status, body }).toEqual({ status: 400, body: { error: { message, name: "ValidationError" } } });
});

test("API-011 readers may name a contract by its root and a timeframe; traders may not", async () => {
  const { intervals, symbols } = await house.anybody.get<{ readonly intervals: readonly string[]; readonly symbols: readonly string[] }>(
    "/instrument/activeIntervals",
  );
  const nearest = symbols[intervals.indexOf("XBT:nearest")] as string;
  expect(nearest).toMatch(/^XBT[HMUZ]\d\d$/);
  // Something of the future to tell it by, taken back at the end.
  await maker.rest.post("/order", { symbol: nearest, side: "Sell", orderQty: 100, price: 61_000 });
  for (const [series, means] of [
    ["XBT:perpetual", symbol],
    ["XBT", nearest],
    ["XBT:nearest", nearest],
  ] as const) {
    const named = await house.anybody.get("/trade", { symbol: means });
    for (const query of [{ symbol: series }, { filter: { symbol: series } }, { filter: { symbol: [series, ".BXBT"] } }])
      expect(await house.anybody.get("/trade", query)).toEqual(named);
    const book = await house.anybody.get<readonly Row[]>("/orderBook/L2", { symbol: series });
    expect(book.map((level) => level["symbol"])).toEqual([means]);
    const fills = await maker.rest.get<readonly Row[]>("/execution/tradeHistory", { symbol: series });
    expect(fills).toHaveLength(means === symbol ? 6 : 0);
  }
  await maker.rest.send("DELETE", "/order/all", { query: { symbol: nearest } });
  expect((await house.anybody.send("GET", "/trade?symbol=XBT:weekly")).status).toBe(400);
  const order = await maker.rest.send("POST", "/order", { json: { symbol: "XBT:perpetual", orderQty: 100, price: 50_000 } });
  expect(order.status).toBe(400);
});

test("API-011 lists come as CSV by Accept or _format, with the columns that were asked for", async () => {
  const query = { symbol, columns: ["size", "price"], count: 2 };
  const asked = await house.anybody.send("GET", "/trade", { query, headers: { accept: "text/csv" } });
  expect(asked.headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(asked.headers.vary).toContain("accept");
  expect(asked.text).toBe(`timestamp,symbol,size,price\r\n${moments[0]},XBTUSD,100,60001\r\n${moments[1]},XBTUSD,200,60002\r\n`);
  const format = await house.anybody.send("GET", "/trade", { query: { ...query, _format: "csv" } });
  expect(format.text).toBe(asked.text);
  const none = await house.anybody.send("GET", "/trade", { query: { symbol, filter: { size: 1 }, _format: "csv" } });
  expect(none.text).toBe("timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional\r\n");
  const json = await house.anybody.send("GET", "/trade", { query: { ...query, _format: "json" }, headers: { accept: "text/csv" } });
  expect(json.body).toHaveLength(2);
  expect((await house.anybody.send("GET", "/trade?_format=xml")).status).toBe(400);
});

test("API-011 what a trader wrote is text in a spreadsheet, never a formula", async () => {
  const { text } = await taker.rest.send("GET", "/order", { query: { _format: "csv", columns: "clOrdID,text", count: 1 } });
  const [names, row] = text.split("\r\n");
  expect(names).toBe("orderID,clOrdID,text");
  expect(row?.slice(36)).toBe(`,'=1,"'+1, ""two""\nSubmitted via API."`);
});

test("API-011 answers that are no lists, and refusals, stay JSON", async () => {
  const accept = { headers: { accept: "text/csv" } };
  expect((await taker.rest.send("GET", "/user/margin", accept)).body).toMatchObject({ currency: "XBt" });
  expect((await taker.rest.send("GET", "/trade?count=0", accept)).body).toEqual({
    error: { message: "count is invalid", name: "ValidationError" },
  });
});
