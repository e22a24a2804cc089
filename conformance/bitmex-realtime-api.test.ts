import BitMEXClient from "bitmex-realtime-api";
import { afterAll, expect, test, vi } from "vitest";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

const TABLES = [
  "instrument",
  "orderBookL2",
  "orderBookL2_25",
  "orderBook10",
  "quote",
  "trade",
  "tradeBin1m",
  "order",
  "execution",
  "position",
  "margin",
  "wallet",
] as const;
const symbol = "XBTUSD";
const LONGEST_RESTART_MS = 8_000;

const house = await openHouse({ CLOCK: "manual" });
const maker = await house.trader("maker");
const taker = await house.trader("taker");
const quotes = Array.from({ length: 40 }, (_, i) => ({
  symbol,
  side: i % 2 === 0 ? "Sell" : "Buy",
  orderQty: 100 * (1 + i),
  price: i % 2 === 0 ? 60_000.5 + i : 59_999.5 - i,
}));
await maker.rest.post("/order/bulk", { orders: quotes });
await taker.rest.post("/order", { symbol, side: "Buy", orderQty: 100, ordType: "Market" });

/** The client as it is published: pointed here, and otherwise as it comes. */
const client = new BitMEXClient({
  endpoint: house.socketAddress,
  httpEndpoint: `${house.address}/api/v1`,
  apiKeyID: taker.id,
  apiKeySecret: taker.secret,
});
client.socket.logConnection = false;
const errors: unknown[] = [];
client.on("error", (error) => errors.push(error));
client.on("end", (code) => errors.push(`ended with ${String(code)}`));
const calls = new Map<string, number>();
for (const table of TABLES) client.addStream(symbol, table, () => calls.set(table, (calls.get(table) ?? 0) + 1));
afterAll(async () => {
  const ended = new Promise((resolve) => client.on("end", resolve));
  client.socket.instance.close(1_000);
  await ended;
});

const data = (table: string) => client.getData(symbol, table);
const byId = (rows: readonly Row[]) => [...rows].sort((a, b) => Number(a["id"]) - Number(b["id"]));
const get = <T>(path: string, query: object = {}) => taker.rest.get<T>(path, { symbol, ...query });

/** What the client holds is what GET shows, once both have come to rest. */
async function expectSame(): Promise<void> {
  await vi.waitFor(
    async () => {
      const book = await get<readonly Row[]>("/orderBook/L2", { depth: 0 });
      expect(byId(data("orderBookL2"))).toEqual(book);
      expect(byId(data("orderBookL2_25"))).toEqual(await get("/orderBook/L2", { depth: 25 }));
      const side = (name: string) => book.filter((level) => level["side"] === name).map((level) => [level["price"], level["size"]]);
      expect(data("orderBook10")).toMatchObject([{ bids: side("Buy").slice(0, 10), asks: side("Sell").toReversed().slice(0, 10) }]);
      expect(data("quote").at(-1)).toEqual((await get<readonly Row[]>("/quote", { reverse: true, count: 1 }))[0]);
      expect(data("instrument")).toEqual(await get("/instrument"));
      expect(data("position")).toEqual(await taker.rest.get("/position"));
      expect(client.getData("*", "margin")).toEqual([await taker.rest.get("/user/margin")]);
      expect(client.getData("*", "wallet")).toEqual([await taker.rest.get("/user/wallet")]);
      const orders = new Map((await get<readonly Row[]>("/order", { count: 500 })).map((row) => [row["orderID"], row]));
      for (const row of data("order")) expect(row).toEqual(orders.get(row["orderID"]));
    },
    { timeout: 20_000, interval: 100 },
  );
}

test("API-005 bitmex-realtime-api 1.5.5 starts every table from its image", async () => {
  await vi.waitFor(() => expect([...calls.keys()].toSorted()).toEqual([...TABLES].toSorted()), { timeout: 20_000 });
  expect(data("trade")).toHaveLength(1);
  expect(data("order")).toEqual([]);
  await expectSame();
  expect(errors).toEqual([]);
});

test("API-005 bitmex-realtime-api 1.5.5 follows every table while orders trade", async () => {
  const before = new Map(calls);
  for (let i = 0; i < 25; i++) {
    await Promise.all([
      maker.rest.post("/order", { symbol, side: i % 2 === 0 ? "Sell" : "Buy", orderQty: 300, price: 60_000 + (i % 5) }),
      taker.rest.post("/order", { symbol, side: i % 2 === 0 ? "Buy" : "Sell", orderQty: 100 * (1 + (i % 4)), price: 60_000 + (i % 3) }),
      i % 5 === 0 ? house.operator("index", "set", ".BXBT", String(60_000 + i)) : undefined,
      i % 10 === 0 ? house.operator("clock", "advance", "1m") : undefined,
    ]);
  }
  const [open] = await taker.rest.get<readonly Row[]>("/order", { filter: { open: true } });
  if (open !== undefined) await taker.rest.put("/order", { orderID: open["orderID"], price: 59_000 });
  await taker.rest.post("/position/leverage", { symbol, leverage: 5 });
  await expectSame();
  // Bins and fills are events: all of them came, none twice, in the order of GET.
  const fills = await get<readonly Row[]>("/execution", { count: 500 });
  expect(data("execution")).toEqual(fills.slice(-data("execution").length));
  const trades = await get<readonly Row[]>("/trade", { count: 1_000 });
  expect(data("trade")).toEqual(trades);
  const bins = data("tradeBin1m");
  expect(bins.length).toBeGreaterThanOrEqual(3);
  expect(bins).toEqual((await get<readonly Row[]>("/trade/bucketed", { count: 500 })).slice(-bins.length));
  expect(errors).toEqual([]);
  for (const table of TABLES.filter((one) => one !== "wallet")) expect(calls.get(table), table).toBeGreaterThan(before.get(table) ?? 0);
});

test("API-005 bitmex-realtime-api 1.5.5 comes back by itself after a restart, and holds the same book", async () => {
  const complaint = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const before = byId(data("orderBookL2")).map(({ timestamp: _timestamp, ...row }) => row);
  calls.clear();
  // It signs its first attempt for five seconds and sends the same with each that follows: the house has to be up by then.
  client.socket.autoReconnectInterval = LONGEST_RESTART_MS;
  await house.restart();
  await vi.waitFor(() => expect(calls.has("orderBookL2") && calls.has("margin")).toBe(true), { timeout: 30_000, interval: 100 });
  await maker.rest.post("/order", { symbol, side: "Buy", orderQty: 100, price: 58_000 });
  await expectSame();
  expect(
    byId(data("orderBookL2"))
      .filter(({ price }) => price !== 58_000)
      .map(({ timestamp: _timestamp, ...row }) => row),
  ).toEqual(before);
  // It says on its own account that the socket was closed, and with which code.
  expect(complaint.mock.calls.flat().join(" ")).toContain("closed with code 1012");
  complaint.mockRestore();
  expect(errors).toEqual([]);
});
