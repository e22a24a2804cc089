import { expect, test } from "vitest";
import { fold } from "./fold.ts";
import { openHouse } from "./house.ts";
import { type Message, type Row, SocketClient } from "./socket.ts";

const house = await openHouse({ CLOCK: "manual" });
const trader = await house.trader("trader");
const row = async (symbol: string) => (await house.anybody.get<readonly Row[]>(`/instrument?symbol=${symbol}`))[0];
const order = (symbol: string, more: object) =>
  trader.rest.post<Row>("/order", { symbol, side: "Buy", orderQty: 100, price: 59_000, ...more });

test("CON-005 the operator changes a contract at once and at a moment: rows, socket and orders follow", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("instrument:XBTUSD");
  expect(await house.operator("instrument", "set", "XBTUSD", "takerFee=0.0005")).toEqual({
    symbol: "XBTUSD",
    takerFee: "0.0005",
    at: "now",
  });
  await socket.hears(({ table, action, data }) => table === "instrument" && action === "update" && data?.[0]?.["takerFee"] === 0.0005);
  socket.close();
  expect(await row("XBTUSD")).toMatchObject({ takerFee: 0.0005, makerFee: -0.00025 });
  const { timeMs } = (await house.operator("status")) as { timeMs: number };
  const at = new Date(timeMs + 3_600_000).toISOString();
  await house.operator("instrument", "set", "XBTUSD", "tickSize=1", "--at", at);
  const [resting] = [await order("XBTUSD", { price: 59_000.5 })];
  expect(await row("XBTUSD")).toMatchObject({ tickSize: 0.5 });
  await house.operator("clock", "advance", "1h");
  expect(await row("XBTUSD")).toMatchObject({ tickSize: 1, maxPrice: 1_000_000, bidPrice: null });
  const [ended] = await trader.rest.get<readonly Row[]>(`/order?filter=${JSON.stringify({ orderID: resting["orderID"] })}`);
  expect(ended).toMatchObject({ ordStatus: "Canceled", price: 59_000.5, text: expect.stringContaining("Invalid price tickSize") });
  await expect(order("XBTUSD", { price: 59_000.5 })).rejects.toThrow("Invalid price tickSize");
  await order("XBTUSD", {});
  expect(await house.anybody.get("/orderBook/L2?symbol=XBTUSD")).toMatchObject([{ price: 59_000, size: 100, id: 100_000_000 - 5_900_000 }]);
});

test("CON-005 the operator lists by a preset, closes, opens, settles and delists, and every refusal is one sentence", async () => {
  const { timeMs } = (await house.operator("status")) as { timeMs: number };
  const at = new Date(timeMs + 60_000).toISOString();
  const listed = await house.operator("instrument", "list", "XBTOLD", "--as", "XBTUSD-2019", "--at", at);
  expect(listed).toMatchObject({ symbol: "XBTOLD", state: "Unlisted", lotSize: 1, listing: at });
  await expect(order("XBTOLD", {})).rejects.toThrow("Instrument not listed for trading yet");
  await house.operator("clock", "advance", "1m");
  await house.operator("index", "set", ".BXBT", "60000");
  expect(await order("XBTOLD", { orderQty: 1 })).toMatchObject({ ordStatus: "New" });
  expect(await house.operator("instrument", "close", "XBTOLD")).toMatchObject({ state: "Closed" });
  await expect(order("XBTOLD", {})).rejects.toThrow("Market is not open");
  expect(await house.operator("instrument", "open", "XBTOLD")).toMatchObject({ state: "Open" });
  expect(await house.operator("instrument", "settle", "XBTOLD")).toMatchObject({ state: "Settled" });
  expect(await house.operator("instrument", "show", "XBTOLD")).toMatchObject({ settledPrice: 60_000, state: "Settled" });
  const refusals: readonly (readonly [readonly string[], string])[] = [
    [["instrument", "set", "NOTHING", "takerFee=1"], "Invalid symbol"],
    [["instrument", "set", ".BXBT", "takerFee=0"], "Invalid symbol"],
    [["instrument", "set", "XBTUSD", "takerFee"], "takerFee is no COLUMN=VALUE"],
    [["instrument", "set", "XBTUSD", "symbol=X"], "Invalid column"],
    [["instrument", "set", "XBTUSD", "takerFee=x"], "Invalid value: x"],
    [["instrument", "set", "XBTUSD", "maintMargin=0.5"], "Invalid value"],
    [["instrument", "set", "XBTUSD", "takerFee=0", "--at", "yesterday"], "Invalid time: yesterday"],
    [["instrument", "set", "XBTUSD", "takerFee=0.001", "--at", "2019-01-01"], "Invalid time"],
    [["instrument", "close", "XBTOLD"], "Instrument expired"],
    [["instrument", "list", "XBTUSD", "--as", "ETHUSD"], "Invalid symbol: the name is taken"],
    [["instrument", "list", "NEW", "--as", "GOLD"], "Invalid preset"],
    [["instrument", "list", "NEW"], "--as is missing"],
    [["instrument", "date", "XBTF27", "2027-01-01"], "Invalid symbol"],
    [["instrument", "open"], "That is not how it is written"],
  ];
  const before = await house.operator("instrument", "show", "XBTUSD");
  for (const [words, sentence] of refusals) await expect(house.operator(...words), words.join(" ")).rejects.toThrow(sentence);
  expect(await house.operator("instrument", "show", "XBTUSD")).toEqual(before);
  expect(house.halts).toEqual([]);
});

test("CON-004 a contract with sessions: limits in its row, refusals in the contract's words, and its last price for a mark", async () => {
  await house.operator("instrument", "list", ".BQTUMXBT", "--as", "QTUMXBT");
  await house.operator("instrument", "list", ".BQTUMXBT30M", "--as", "QTUMXBT30M");
  const { timeMs } = (await house.operator("status")) as { timeMs: number };
  await house.operator("instrument", "list", "QTUMU17", "--as", "QTUM", "--expires", new Date(timeMs + 7 * 86_400_000).toISOString());
  await house.operator("instrument", "set", "QTUMU17", "prevClosePrice=0.002");
  expect(await row("QTUMU17")).toMatchObject({
    limit: 0.25,
    prevClosePrice: 0.002,
    limitUpPrice: 0.0025,
    limitDownPrice: 0.0015,
    sessionInterval: "2000-01-01T02:00:00.000Z",
    markPrice: 0.002,
    markMethod: "LastPrice",
    initMargin: 0.5,
  });
  const { openingTimestamp, closingTimestamp } = (await row("QTUMU17")) as Row;
  expect(Date.parse(String(closingTimestamp)) - Date.parse(String(openingTimestamp))).toBe(7_200_000);
  expect(new Date(String(closingTimestamp)).getUTCHours() % 2).toBe(0);
  await expect(order("QTUMU17", { price: 0.002501 })).rejects.toThrow("Price greater than limitUpPrice");
  await expect(order("QTUMU17", { price: 0.001499 })).rejects.toThrow("Price less than limitDownPrice");
  await order("QTUMU17", { price: 0.0024 });
  const other = await house.trader("other");
  await other.rest.post("/order", { symbol: "QTUMU17", side: "Sell", orderQty: 100, price: 0.0024 });
  expect(await row("QTUMU17")).toMatchObject({ lastPrice: 0.0024, markPrice: 0.0024 });
  await house.operator("clock", "advance", "2h");
  expect(await row("QTUMU17")).toMatchObject({ prevClosePrice: 0.0024, limitUpPrice: 0.003, limitDownPrice: 0.0018 });
  expect(house.halts).toEqual([]);
});

test("API-010 a contract without sessions of its own counts by hours: what was traded since one began, and in all", async () => {
  const maker = await house.trader("hours");
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("instrument:ETHUSD");
  await house.operator("index", "set", ".BETH", "3000");
  const trade = async (orderQty: number) => {
    await maker.rest.post("/order", { symbol: "ETHUSD", side: "Sell", orderQty, price: 3_000 });
    await order("ETHUSD", { orderQty, price: 3_000 });
    return (await row("ETHUSD")) as Row;
  };
  const session = ({ volume, prevTotalVolume, totalVolume }: Row) => [volume, prevTotalVolume, totalVolume];
  const first = await trade(10);
  expect(session(first)).toEqual([10, 0, 10]);
  expect(first).toMatchObject({ sessionInterval: "2000-01-01T01:00:00.000Z", insuranceFee: 0 });
  expect(first["openingTimestamp"]).toBe(`${String(first["timestamp"]).slice(0, 13)}:00:00.000Z`);
  await house.operator("clock", "advance", "1h");
  const next = (await row("ETHUSD")) as Row;
  expect(session(next)).toEqual([0, 10, 10]);
  expect(next["openingTimestamp"]).toBe(first["closingTimestamp"]);
  const last = await trade(20);
  expect(session(last)).toEqual([20, 10, 30]);
  expect([last["turnover"], last["prevTotalTurnover"]]).toEqual([2 * Number(first["turnover"]), first["turnover"]]);
  await socket.settle();
  expect(fold((socket.heard as Message[]).filter(({ table }) => table === "instrument"))).toEqual([last]);
  socket.close();
});
