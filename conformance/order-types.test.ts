import { expect, test } from "vitest";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

const house = await openHouse({}, { stopsPerContract: 3, ordersPerContract: 8, exemptLoopback: true });
const maker = await house.trader("maker", { xbt: "100" });
const trader = await house.trader("trader");
const pauper = await house.trader("pauper", { xbt: "0.0001" });
const symbol = "XBTUSD";

const mark = (price: number) => house.operator("index", "set", ".BXBT", String(price));
const open = () => trader.rest.get<readonly Row[]>("/order", { filter: { open: true } });
const byId = async (orderID: unknown, whose = trader) => (await whose.rest.get<readonly Row[]>("/order", { filter: { orderID } }))[0];

test("ORD-001 a stop waits without margin, goes off with the mark and fills, and every table tells of it", async () => {
  await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 1_000, price: 60_100 });
  const before = await trader.rest.get<Row>("/user/margin");
  const stop = await trader.rest.post<Row>("/order", { symbol, orderQty: 200, stopPx: 60_050, clOrdID: "s" });
  expect(stop).toMatchObject({
    ...{ ordType: "Stop", stopPx: 60_050, price: null, timeInForce: "ImmediateOrCancel", execInst: "MarkPrice" },
    ...{ ordStatus: "New", triggered: "", workingIndicator: false, orderQty: 200, leavesQty: 200 },
  });
  expect(await open()).toEqual([stop]);
  expect((await trader.rest.get<Row>("/user/margin"))["availableMargin"]).toBe(before["availableMargin"]);
  await mark(60_050);
  expect(await byId(stop["orderID"])).toMatchObject({
    ...{ ordStatus: "Filled", triggered: "StopOrderTriggered", workingIndicator: false, avgPx: 60_100, cumQty: 200, stopPx: 60_050 },
  });
  const executions = await trader.rest.get<readonly Row[]>("/execution", { symbol });
  expect(executions.map(({ execType, triggered, workingIndicator }) => [execType, triggered, workingIndicator])).toEqual([
    ["New", "", false],
    ["TriggeredOrActivatedBySystem", "StopOrderTriggered", true],
    ["Trade", "StopOrderTriggered", false],
  ]);
  await mark(60_000);
});

test("ORD-001 a stop that can't be afforded when its price comes is rejected in the contract's words", async () => {
  const { orderID } = await pauper.rest.post<Row>("/order", { symbol, orderQty: 10_000_000, stopPx: 60_050, price: 60_100 });
  await mark(60_050);
  expect(await byId(orderID, pauper)).toMatchObject({
    ordStatus: "Rejected",
    triggered: "StopOrderTriggered",
    ordRejReason: expect.stringMatching(/^Account has insufficient Available Balance, \d+ XBt required$/),
  });
  await mark(60_000);
});

test("ORD-002 a stop's price can be moved while it waits, and so many wait and no more", async () => {
  for (let i = 0; i < 3; i++)
    await trader.rest.post("/order", { symbol, side: "Sell", orderQty: 100, stopPx: 50_000 + i, clOrdID: `s${i}` });
  const fourth = await trader.rest.send("POST", "/order", { json: { symbol, side: "Sell", orderQty: 100, stopPx: 50_000 } });
  expect([fourth.status, fourth.body]).toEqual([400, { error: { message: "Too many open stop orders", name: "ValidationError" } }]);
  expect(await trader.rest.put("/order", { origClOrdID: "s0", stopPx: 51_000, orderQty: 200 })).toMatchObject({
    stopPx: 51_000,
    orderQty: 200,
  });
  const off = await trader.rest.send("PUT", "/order", { json: { origClOrdID: "s0", stopPx: 51_000.25 } });
  expect([off.status, off.body]).toEqual([400, { error: { message: "Invalid stopPx tickSize", name: "HTTPError" } }]);
  const limit = await trader.rest.post<Row>("/order", { symbol, orderQty: 100, price: 50_000 });
  const none = await trader.rest.send("PUT", "/order", { json: { orderID: limit["orderID"], stopPx: 51_000 } });
  expect([none.status, none.body]).toEqual([400, { error: { message: "Invalid stopPx for ordType", name: "HTTPError" } }]);
  expect(await trader.rest.delete("/order/all")).toHaveLength(4);
});

test("ORD-002 so many orders of a contract are open and no more", async () => {
  const orders = Array.from({ length: 8 }, (_, i) => ({ symbol, orderQty: 100, price: 50_000 + i }));
  await trader.rest.post("/order/bulk", { orders });
  const ninth = await trader.rest.send("POST", "/order", { json: { symbol, orderQty: 100, price: 50_000 } });
  expect([ninth.status, ninth.body]).toEqual([400, { error: { message: "Too many open orders", name: "ValidationError" } }]);
  await trader.rest.delete("/order/all");
});

test("ORD-002 a filled order is live again with more contracts, stands among the open ones and once only among all", async () => {
  const reviver = await house.trader("reviver");
  const { orderID } = await reviver.rest.post<Row>("/order", { symbol, orderQty: 200, price: 59_000, clOrdID: "again" });
  await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 200, price: 59_000 });
  const mine = () => reviver.rest.get<readonly Row[]>("/order", { symbol });
  expect(await mine()).toMatchObject([{ orderID, ordStatus: "Filled", leavesQty: 0 }]);
  const live = { orderID, ordStatus: "PartiallyFilled", orderQty: 300, leavesQty: 100, cumQty: 200, price: 58_500, clOrdID: "again" };
  expect(await reviver.rest.put("/order", { origClOrdID: "again", leavesQty: 100, price: 58_500 })).toMatchObject(live);
  expect(await mine()).toMatchObject([live]);
  await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 100, price: 58_500 });
  expect(await mine()).toMatchObject([{ orderID, ordStatus: "Filled", orderQty: 300, cumQty: 300 }]);
  expect(await reviver.rest.put("/order", { orderID, leavesQty: 100 })).toMatchObject({ leavesQty: 100 });
  await reviver.rest.delete("/order", { orderID });
  const gone = await reviver.rest.send("PUT", "/order", { json: { orderID, leavesQty: 100, price: 58_000 } });
  expect([gone.status, gone.body]).toEqual([400, { error: { message: "Invalid ordStatus", name: "HTTPError" } }]);
  expect(await mine()).toMatchObject([{ orderID, ordStatus: "Canceled", cumQty: 300 }]);
});

test("ORD-002 ORD-003 closing a position cancels the other orders of its contract, and a fill against an own order cancels that", async () => {
  const holder = await house.trader("holder");
  await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 200, price: 60_000 });
  await holder.rest.post("/order", { symbol, orderQty: 200, price: 60_000 });
  for (const order of [{ price: 59_000 }, { side: "Sell", price: 61_000 }, { side: "Sell", stopPx: 55_000 }])
    await holder.rest.post("/order", { symbol, orderQty: 100, ...order });
  const off = await holder.rest.send("POST", "/order/closePosition", { json: { symbol, price: 60_000.25 } });
  expect([off.status, off.body]).toEqual([400, { error: { message: "Invalid price tickSize", name: "HTTPError" } }]);
  const limit = { ordType: "Limit", side: "Sell", price: 60_500, orderQty: 200, execInst: "Close", ordStatus: "New" };
  expect(await holder.rest.post("/order/closePosition", { symbol, price: 60_500 })).toMatchObject(limit);
  expect(await holder.rest.get("/order", { symbol, filter: { open: true } })).toMatchObject([limit]);
  await maker.rest.post("/order", { symbol, side: "Buy", orderQty: 200, price: 59_900 });
  const market = await holder.rest.post<Row>("/order/closePosition", { symbol });
  expect(market).toMatchObject({ ordType: "Market", ordStatus: "Filled", cumQty: 200, avgPx: 59_900 });
  expect(await holder.rest.get("/order", { symbol, filter: { open: true } })).toEqual([]);
  const none = await holder.rest.send("POST", "/order/closePosition", { json: { symbol } });
  const message = "Order had execInst of Close and side of Sell but current position is 0";
  expect([none.status, none.body]).toEqual([400, { error: { message, name: "HTTPError" } }]);

  const own = await holder.rest.post<Row>("/order", { symbol, side: "Sell", orderQty: 100, price: 60_050 });
  const fills = await holder.rest.get<readonly Row[]>("/execution/tradeHistory", { symbol, count: 500 });
  expect(await holder.rest.post("/order", { symbol, orderQty: 100, price: 60_050 })).toMatchObject({ ordStatus: "New", cumQty: 0 });
  expect(await byId(own["orderID"], holder)).toMatchObject({ ordStatus: "Canceled", text: "Canceled: self-match\nSubmitted via API." });
  expect(await holder.rest.get("/execution/tradeHistory", { symbol, count: 500 })).toEqual(fills);
  await holder.rest.delete("/order/all");
});

test("ORD-003 a stop that closes the whole position takes what there is when its price comes", async () => {
  await maker.rest.post("/order", { symbol, side: "Buy", orderQty: 1_000, price: 59_000 });
  const stop = { symbol, side: "Sell", stopPx: 59_500, execInst: "Close,MarkPrice" };
  const { orderID } = await trader.rest.post<Row>("/order", stop);
  const second = await trader.rest.post<Row>("/order", stop);
  await mark(59_500);
  expect(await byId(orderID)).toMatchObject({ ordStatus: "Filled", orderQty: 200, cumQty: 200, execInst: "Close,MarkPrice" });
  expect(await byId(second["orderID"])).toMatchObject({
    ordStatus: "Rejected",
    ordRejReason: "Order had execInst of Close and side of Sell but current position is 0",
  });
  expect(await trader.rest.get("/position")).toMatchObject([{ currentQty: 0 }]);
  await mark(60_000);
});

test("ORD-001 a stop outlives a restart and goes off with the last price after it", async () => {
  await maker.rest.delete("/order/all");
  const { orderID } = await trader.rest.post<Row>("/order", {
    symbol,
    side: "Buy",
    orderQty: 100,
    stopPx: 60_200,
    price: 60_300,
    execInst: "LastPrice",
  });
  await house.restart();
  expect(await open()).toMatchObject([{ orderID, triggered: "", workingIndicator: false, execInst: "LastPrice" }]);
  await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 100, price: 60_200 });
  await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 100, price: 60_250 });
  const buyer = await house.trader("buyer");
  await buyer.rest.post("/order", { symbol, orderQty: 100, price: 60_200 });
  expect(await byId(orderID)).toMatchObject({ ordStatus: "Filled", triggered: "StopOrderTriggered", avgPx: 60_250 });
});

test("ORD-001 ORD-002 a trailing stop follows the mark, a pegged order the book at its entry, and both say so", async () => {
  await trader.rest.delete("/order/all");
  const trailing = { symbol, side: "Sell", orderQty: 100, ordType: "Stop", pegPriceType: "TrailingStopPeg", pegOffsetValue: -500 };
  const { orderID } = await trader.rest.post<Row>("/order", trailing);
  expect(await open()).toMatchObject([{ orderID, stopPx: 59_500, pegPriceType: "TrailingStopPeg", pegOffsetValue: -500, ordType: "Stop" }]);
  await mark(60_100);
  await mark(59_900);
  expect(await open()).toMatchObject([{ orderID, stopPx: 59_600, triggered: "" }]);
  expect(await trader.rest.put("/order", { orderID, pegOffsetValue: -1_000 })).toMatchObject({ stopPx: 58_900, pegOffsetValue: -1_000 });
  const wrong = await trader.rest.send("PUT", "/order", { json: { orderID, pegOffsetValue: 1_000 } });
  expect([wrong.status, wrong.body]).toEqual([400, { error: { message: "Invalid pegOffsetValue for pegPriceType", name: "HTTPError" } }]);
  await trader.rest.delete("/order/all");
  await maker.rest.post("/order", { symbol, side: "Buy", orderQty: 100, price: 58_000 });
  const peg = { symbol, side: "Buy", orderQty: 100, pegPriceType: "PrimaryPeg", pegOffsetValue: -0.5, execInst: "Fixed" };
  expect(await trader.rest.post("/order", peg)).toMatchObject({
    ...{ ordType: "Pegged", price: 57_999.5, pegPriceType: "PrimaryPeg", pegOffsetValue: -0.5, execInst: "Fixed", ordStatus: "New" },
  });
  await trader.rest.delete("/order/all");
  await maker.rest.delete("/order/all");
  await mark(60_000);
});

test("ORD-001 FillOrKill and Day go in and come out by their names", async () => {
  const killed = await trader.rest.post<Row>("/order", { symbol, orderQty: 100, price: 50_000, timeInForce: "FillOrKill" });
  expect(killed).toMatchObject({
    ordStatus: "Canceled",
    timeInForce: "FillOrKill",
    text: "Canceled: Order had timeInForce of FillOrKill\nSubmitted via API.",
  });
  const day = await trader.rest.post<Row>("/order", { symbol, orderQty: 100, price: 50_000, timeInForce: "Day" });
  expect(day).toMatchObject({ ordStatus: "New", timeInForce: "Day" });
  expect(await open()).toEqual([day]);
  await trader.rest.delete("/order/all");
});

test("ORD-001 the public book shows a slice of an iceberg and nothing of a hidden order, which pays the taker's fee", async () => {
  const book = () => house.anybody.get<readonly Row[]>("/orderBook/L2", { symbol, depth: 0 });
  await maker.rest.delete("/order/all");
  await trader.rest.delete("/order/all");
  const iceberg = await maker.rest.post<Row>("/order", { symbol, side: "Sell", orderQty: 500, price: 60_400, displayQty: 200 });
  const hidden = await maker.rest.post<Row>("/order", { symbol, side: "Sell", orderQty: 300, price: 60_300, displayQty: 0 });
  expect([iceberg["displayQty"], hidden["displayQty"]]).toEqual([200, 0]);
  expect(await book()).toMatchObject([{ side: "Sell", price: 60_400, size: 200 }]);
  expect(await trader.rest.post("/order", { symbol, orderQty: 400, price: 60_400 })).toMatchObject({ ordStatus: "Filled", avgPx: 60_325 });
  expect(await book()).toMatchObject([{ side: "Sell", price: 60_400, size: 100 }]);
  const fills = await maker.rest.get<readonly Row[]>("/execution/tradeHistory", { symbol, reverse: true, count: 2 });
  expect(fills.map(({ orderID, commission, displayQty }) => [orderID, commission, displayQty])).toEqual([
    [iceberg["orderID"], -0.00025, 200],
    [hidden["orderID"], 0.00075, 0],
  ]);
});
