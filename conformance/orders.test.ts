import { expect, test } from "vitest";
import type { Answer } from "./client.ts";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

const house = await openHouse();
const maker = await house.trader("maker");
const trader = await house.trader("trader", { xbt: "1" });
const pauper = await house.trader("pauper", { xbt: "0.0001" });
const symbol = "XBTUSD";

const brief = ({ status, body }: Answer) => ({ status, body });
const refusal = (status: number, message: unknown, name = "HTTPError") => ({ status, body: { error: { message, name } } });
const order = (more: object = {}) => ({ symbol, side: "Buy", orderQty: 100, price: 50_000, ...more });
const open = () => trader.rest.get<readonly Row[]>("/order", { filter: { open: true } });

/** Everything of an account that an order could change, and the book. */
const standing = async () => ({
  orders: await trader.rest.get("/order", { count: 500 }),
  executions: await trader.rest.get("/execution", { count: 500 }),
  positions: await trader.rest.get("/position"),
  margin: await trader.rest.get("/user/margin"),
  book: await house.anybody.get("/orderBook/L2", { symbol, depth: 0 }),
});

test("API-003 an order may come as JSON or as a form, with a side or with a sign", async () => {
  const json = await trader.rest.post<Row>("/order", { symbol, orderQty: -100, price: 70_000.5, text: "CCXT" });
  expect(json).toMatchObject({
    side: "Sell",
    orderQty: 100,
    leavesQty: 100,
    cumQty: 0,
    avgPx: null,
    ordStatus: "New",
    ordType: "Limit",
    timeInForce: "GoodTillCancel",
    text: "CCXT\nSubmitted via API.",
  });
  const form = await trader.rest.send("POST", "/order", {
    form: { symbol, side: "Buy", orderQty: "300", price: "49999.5", execInst: "ParticipateDoNotInitiate", ordType: "Limit" },
  });
  expect(brief(form)).toMatchObject({
    status: 200,
    body: { side: "Buy", orderQty: 300, price: 49_999.5, execInst: "ParticipateDoNotInitiate" },
  });
  const query = await trader.rest.send("POST", "/order", { query: { symbol, side: "Buy", orderQty: 100, price: 49_000 } });
  expect(brief(query)).toMatchObject({ status: 200, body: { price: 49_000 } });
  await trader.rest.delete("/order/all");
});

test.each([
  "1e3",
  "0x64",
  "+100",
  " 100",
  "100 ",
  "1_000",
  "1,000",
  "100.",
  ".5",
  "１００",
  "Infinity",
  "NaN",
  "--100",
  "100;",
  "9".repeat(400),
])("API-003 in a form %j is no number: plain decimal digits are", async (orderQty) => {
  const answer = await trader.rest.send("POST", "/order", { form: { symbol, side: "Buy", orderQty, price: "50000" } });
  expect(brief(answer)).toEqual(refusal(400, "orderQty is invalid", "ValidationError"));
});

test("API-003 a key of a body that is unknown is refused by its name, one that clients are known to send is ignored", async () => {
  const before = await standing();
  for (const key of ["reduceOnly", "postOnly", "leverage", "__proto__", "constructor", "orderqty", "x".repeat(100)]) {
    const raw = {
      body: `{"symbol":"XBTUSD","side":"Buy","orderQty":100,"price":50000,${JSON.stringify(key)}:true}`,
      type: "application/json",
    };
    const answer = await trader.rest.send("POST", "/order", { raw });
    expect(brief(answer)).toEqual(refusal(400, `Unknown parameter: ${key.slice(0, 40)}`, "ValidationError"));
  }
  const bulk = await trader.rest.send("POST", "/order/bulk", { json: { orders: [order(), order({ reduceOnly: true })] } });
  expect(brief(bulk)).toEqual(refusal(400, "Unknown parameter: reduceOnly", "ValidationError"));
  expect(await standing()).toEqual(before);
  const { orderID } = await trader.rest.post<Row>("/order", order());
  expect(await trader.rest.put("/order", { orderID, orderQty: 200, price: 50_001, side: "Buy", symbol })).toMatchObject({
    orderID,
    orderQty: 200,
    price: 50_001,
  });
  expect(await trader.rest.put("/order/bulk", { orders: [{ orderID, orderQty: 300, price: 50_002, side: "Buy" }] })).toMatchObject([
    { orderQty: 300, price: 50_002 },
  ]);
  await trader.rest.delete("/order/all");
});

test.each<[object, string, string?]>([
  [{ symbol: "XBTEUR" }, "Invalid symbol"],
  [{ symbol: ".BXBT" }, "Invalid symbol"],
  [{ symbol: "" }, "Invalid symbol"],
  [{ symbol: null }, "symbol is required", "ValidationError"],
  [{ symbol: 5 }, "symbol is invalid", "ValidationError"],
  [{ side: "Hold" }, "Invalid side"],
  [{ side: "Buy", orderQty: -100 }, "Invalid side"],
  [{ orderQty: 0 }, "Invalid orderQty"],
  [{ orderQty: null }, "Invalid orderQty"],
  [{ orderQty: 50 }, "Invalid orderQty"],
  [{ orderQty: 150 }, "Invalid orderQty"],
  [{ orderQty: 10_000_100 }, "Invalid orderQty"],
  [{ orderQty: 100.5 }, "orderQty is invalid", "ValidationError"],
  [{ orderQty: 1e300 }, "orderQty is invalid", "ValidationError"],
  [{ orderQty: [100] }, "orderQty is invalid", "ValidationError"],
  [{ orderQty: true }, "orderQty is invalid", "ValidationError"],
  [{ price: 0 }, "Invalid price"],
  [{ price: -1 }, "Invalid price"],
  [{ price: 1_000_000.5 }, "Invalid price"],
  [{ price: 50_000.25 }, "Invalid price tickSize"],
  [{ price: 1e-300 }, "Invalid price tickSize"],
  [{ price: "1e5" }, "price is invalid", "ValidationError"],
  [{ price: {} }, "price is invalid", "ValidationError"],
  [{ price: null, ordType: "Limit" }, "Invalid price"],
  [{ ordType: "Limit", stopPx: 1 }, "Invalid stopPx for ordType"],
  [{ ordType: "StopLimit" }, "Invalid stopPx for ordType"],
  [{ stopPx: 60_000.25 }, "Invalid stopPx tickSize"],
  [{ execInst: "LastPrice" }, "Invalid ordType for execInst"],
  [{ stopPx: 61_000, execInst: "LastPrice,IndexPrice" }, "Invalid execInst"],
  [{ ordType: "Pegged" }, "Invalid pegPriceType for ordType"],
  [{ ordType: "Sometimes" }, "Invalid ordType"],
  [{ timeInForce: "Later" }, "Invalid timeInForce"],
  [{ execInst: "AllOrNone" }, "Unsupported execInst"],
  [{ execInst: "reduceOnly" }, "Invalid execInst"],
  [{ execInst: "ParticipateDoNotInitiate", price: null, ordType: "Market" }, "Invalid ordType for execInst"],
  [{ execInst: "ParticipateDoNotInitiate", timeInForce: "ImmediateOrCancel" }, "Invalid ordType or timeInForce for execInst"],
  [{ execInst: "ReduceOnly" }, "Order had execInst of ReduceOnly and side of Buy but current position is 0"],
  [{ execInst: "Close" }, "Order had execInst of Close and side of Buy but current position is 0"],
  [{ displayQty: 50 }, "Invalid displayQty"],
  [{ displayQty: 200 }, "Invalid displayQty"],
  [{ pegPriceType: "LastPeg" }, "Unsupported pegPriceType"],
  [{ contingencyType: "OneCancelsTheOther" }, "Unsupported contingencyType"],
  [{ simpleOrderQty: 1 }, "Invalid orderQty"],
  [{ clOrdID: "x".repeat(37) }, "clOrdID is invalid", "ValidationError"],
  [{ clOrdID: "a\u0000b" }, "clOrdID is invalid", "ValidationError"],
  [{ clOrdID: "\ud800" }, "clOrdID is invalid", "ValidationError"],
  [{ text: "x".repeat(129) }, "text is invalid", "ValidationError"],
  [
    { orderQty: 10_000_000 },
    expect.stringMatching(/^Account has insufficient Available Balance, \d+ XBt required$/) as unknown as string,
    "ValidationError",
  ],
])("API-003 an order with %o is refused: %s", async (more, message, name) => {
  const before = await standing();
  expect(brief(await trader.rest.send("POST", "/order", { json: order(more) }))).toEqual(refusal(400, message, name));
  expect(await standing()).toEqual(before);
});

test("API-003 a client's id is unique among open orders, in one word however many know of it", async () => {
  await trader.rest.post("/order", order({ clOrdID: "mine" }));
  expect(brief(await trader.rest.send("POST", "/order", { json: order({ clOrdID: "mine" }) }))).toEqual(refusal(400, "Duplicate clOrdID"));
  expect(await maker.rest.post("/order", order({ clOrdID: "mine" }))).toMatchObject({ clOrdID: "mine" });
  expect(
    brief(await trader.rest.send("POST", "/order/bulk", { json: { orders: [order({ clOrdID: "a" }), order({ clOrdID: "a" })] } })),
  ).toEqual(refusal(400, "Duplicate clOrdID"));
  expect(await trader.rest.delete("/order", { clOrdID: "mine" })).toMatchObject([{ ordStatus: "Canceled", leavesQty: 0 }]);
  expect(await trader.rest.post("/order", order({ clOrdID: "mine" }))).toMatchObject({ ordStatus: "New" });
  await trader.rest.delete("/order/all");
  await maker.rest.delete("/order/all");
});

test("API-003 an order that may not trade at once is answered with 200 and says why it ended", async () => {
  await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 200, price: 60_000 });
  const posted = await trader.rest.post<Row>("/order", order({ price: 60_000, execInst: "ParticipateDoNotInitiate" }));
  expect(posted).toMatchObject({
    ordStatus: "Canceled",
    leavesQty: 0,
    cumQty: 0,
    text: "Canceled: Order had execInst of ParticipateDoNotInitiate\nSubmitted via API.",
  });
  const immediate = await trader.rest.post<Row>("/order", order({ price: 60_000, orderQty: 300, timeInForce: "ImmediateOrCancel" }));
  expect(immediate).toMatchObject({ ordStatus: "Canceled", cumQty: 200, leavesQty: 0, avgPx: 60_000 });
  expect(await trader.rest.post("/order", { symbol, execInst: "Close" })).toMatchObject({
    side: "Sell",
    orderQty: 200,
    ordStatus: "Canceled",
  });
  await maker.rest.post("/order", { symbol, side: "Buy", orderQty: 200, price: 59_900 });
  expect(await trader.rest.post("/order", { symbol, execInst: "Close" })).toMatchObject({
    side: "Sell",
    orderQty: 200,
    ordStatus: "Filled",
    cumQty: 200,
  });
  expect(await trader.rest.get("/position")).toMatchObject([{ currentQty: 0, isOpen: false, liquidationPrice: null, avgEntryPrice: null }]);
});

test("API-003 amendments: what is left, what is gone, and what never was", async () => {
  const { orderID } = await trader.rest.post<Row>("/order", order({ clOrdID: "first" }));
  expect(await trader.rest.put("/order", { origClOrdID: "first", clOrdID: "second", orderQty: 200 })).toMatchObject({
    orderID,
    clOrdID: "second",
    orderQty: 200,
    leavesQty: 200,
  });
  expect(await trader.rest.put("/order", { orderID, leavesQty: 500, price: 50_500, text: "again" })).toMatchObject({
    leavesQty: 500,
    orderQty: 500,
    price: 50_500,
    text: "again\nSubmitted via API.",
  });
  const put = (json: object) => trader.rest.send("PUT", "/order", { json }).then(brief);
  const before = await standing();
  expect(await put({ price: 1 })).toEqual(refusal(400, "orderID or origClOrdID must be sent.", "ValidationError"));
  expect(await put({ clOrdID: "x" })).toEqual(refusal(400, "origClOrdID required when sending clOrdID.", "ValidationError"));
  expect(await put({ orderID, clOrdID: "x" })).toEqual(refusal(400, "origClOrdID required when sending clOrdID.", "ValidationError"));
  expect(await put({ orderID: "none", price: 1 })).toEqual(refusal(400, "Invalid orderID"));
  expect(await put({ orderID: "00000000-0000-0000-0000-000000000000", price: 1 })).toEqual(refusal(400, "Invalid orderID"));
  expect(await put({ origClOrdID: "never", price: 1 })).toEqual(refusal(400, "Invalid origClOrdID"));
  expect(await put({ orderID, orderQty: 200, leavesQty: 200 })).toEqual(refusal(400, "Invalid leavesQty"));
  expect(await put({ orderID, leavesQty: 150 })).toEqual(refusal(400, "Invalid leavesQty for lotSize"));
  expect(await put({ orderID, orderQty: -100 })).toEqual(refusal(400, "Invalid orderQty"));
  expect(await put({ orderID, orderQty: 50 })).toEqual(refusal(400, "Invalid orderQty"));
  expect(await put({ orderID, price: 50_000.1 })).toEqual(refusal(400, "Invalid price tickSize"));
  expect(await put({ orderID, stopPx: 1 })).toEqual(refusal(400, "Invalid stopPx for ordType"));
  expect(await standing()).toEqual(before);
  await trader.rest.delete("/order", { orderID });
  expect(await put({ orderID, price: 49_000 })).toEqual(refusal(400, "Invalid ordStatus"));
  expect(await put({ origClOrdID: "second", price: 49_000 })).toEqual(refusal(400, "Invalid ordStatus"));
});

test("API-003 an empty id names no order, least of all one that was given none", async () => {
  await trader.rest.post("/order", order());
  const before = await standing();
  const requests: readonly [string, object][] = [
    ["DELETE", { clOrdID: "" }],
    ["DELETE", { clOrdID: [""] }],
    ["DELETE", { clOrdID: [] }],
    ["DELETE", { orderID: "" }],
    ["DELETE", { orderID: [""] }],
    ["DELETE", {}],
    ["PUT", { origClOrdID: "", price: 49_000 }],
    ["PUT", { orderID: "", price: 49_000 }],
    ["PUT", { orderID: "", origClOrdID: "", clOrdID: "", price: 49_000 }],
  ];
  for (const [verb, json] of requests) {
    const { status } = await trader.rest.send(verb, "/order", { json });
    expect({ verb, json, status }).toEqual({ verb, json, status: 400 });
  }
  expect(await standing()).toEqual(before);
  await trader.rest.delete("/order/all");
});

test("API-003 cancels take one id or several, of either kind, as JSON or as a form", async () => {
  const placed = await trader.rest.post<readonly Row[]>("/order/bulk", {
    orders: Array.from({ length: 6 }, (_, i) => order({ price: 50_000 - i, clOrdID: `c-${i}` })),
  });
  const ids = placed.map((row) => row["orderID"] as string);
  expect(await trader.rest.delete("/order", { orderID: ids[0] })).toMatchObject([
    { orderID: ids[0], ordStatus: "Canceled", text: "Canceled: Canceled via API.\nSubmitted via API." },
  ]);
  expect(await trader.rest.delete("/order", { orderID: [ids[1], ids[2]], text: "enough" })).toMatchObject([
    { orderID: ids[1] },
    { orderID: ids[2], text: "Canceled: enough\nSubmitted via API." },
  ]);
  expect(await trader.rest.delete("/order", { clOrdID: "c-3" })).toMatchObject([{ orderID: ids[3] }]);
  expect(brief(await trader.rest.send("DELETE", "/order", { form: { orderID: JSON.stringify([ids[4]]) } }))).toMatchObject({
    status: 200,
    body: [{ orderID: ids[4] }],
  });
  expect(brief(await trader.rest.send("DELETE", "/order", { query: { orderID: ids[5] } }))).toMatchObject({
    status: 200,
    body: [{ orderID: ids[5], ordStatus: "Canceled" }],
  });
  // What has ended comes back with the reason and status 200; what never was is not found.
  expect(await trader.rest.delete("/order", { orderID: ids })).toMatchObject(
    ids.map((orderID) => ({ orderID, error: "Unable to cancel order due to existing state: Canceled" })),
  );
  expect(brief(await trader.rest.send("DELETE", "/order", { json: { clOrdID: "never" } }))).toEqual(refusal(404, "Not Found"));
});

test("API-003 an order that never was is not found; beside ones that are, it is left out; letter case makes no other id", async () => {
  const unknown = crypto.randomUUID();
  expect(brief(await trader.rest.send("DELETE", "/order", { json: { orderID: unknown } }))).toEqual(refusal(404, "Not Found"));
  const { orderID } = await trader.rest.post<Row>("/order", order());
  const cancelled = await trader.rest.send("DELETE", "/order", { json: { orderID: [unknown, String(orderID).toUpperCase()] } });
  expect(brief(cancelled)).toMatchObject({ status: 200, body: [{ orderID, ordStatus: "Canceled" }] });
  const again = await trader.rest.send("DELETE", "/order", { json: { orderID: [unknown, orderID] } });
  expect(brief(again)).toMatchObject({ status: 200, body: [{ orderID, error: expect.stringContaining("Unable to cancel order") }] });
});

test("API-003 a filter that means ended orders cancels none", async () => {
  const { orderID } = await trader.rest.post<Row>("/order", order());
  for (const filter of [{ open: false }, { "ordStatus.isTerminated": true }, { open: false, side: "Buy" }])
    expect(brief(await trader.rest.send("DELETE", "/order/all", { json: { filter } }))).toEqual({ status: 200, body: [] });
  expect(await open()).toMatchObject([{ orderID }]);
  await trader.rest.delete("/order/all");
});

test("API-003 a list of ids of which one is none cancels nothing", async () => {
  const { orderID } = await trader.rest.post<Row>("/order", order());
  const before = await standing();
  expect(brief(await trader.rest.send("DELETE", "/order", { json: { orderID: [orderID, "none"] } }))).toEqual(
    refusal(400, "Invalid orderID"),
  );
  for (const orderIDs of [[orderID, 5], [orderID, null], [[orderID]], { 0: orderID }, Array.from({ length: 501 }, () => orderID)]) {
    expect((await trader.rest.send("DELETE", "/order", { json: { orderID: orderIDs } })).status).toBe(400);
  }
  expect(await standing()).toEqual(before);
  await trader.rest.delete("/order/all");
});

test("API-003 cancel-all takes all, those of a contract, or those that a filter picks", async () => {
  for (const [side, price] of [
    ["Buy", 50_000],
    ["Buy", 49_000],
    ["Sell", 70_000],
  ] as const)
    await trader.rest.post("/order", order({ side, price }));
  expect(await trader.rest.delete("/order/all", { filter: { side: "Sell" } })).toMatchObject([{ side: "Sell", ordStatus: "Canceled" }]);
  expect(brief(await trader.rest.send("DELETE", "/order/all", { json: { symbol: "XBTEUR" } }))).toEqual(refusal(400, "Invalid symbol"));
  expect((await trader.rest.send("DELETE", "/order/all", { json: { filter: { nothing: 1 } } })).status).toBe(400);
  expect(await open()).toHaveLength(2);
  expect(await trader.rest.delete("/order/all", { symbol })).toHaveLength(2);
  expect(await trader.rest.delete("/order/all")).toEqual([]);
  expect(brief(await trader.rest.send("DELETE", "/order/all", {}))).toEqual({ status: 200, body: [] });
});

test("API-003 a bulk is placed whole or not at all, as JSON or as a string in a form", async () => {
  const before = await standing();
  const bulk = (orders: unknown) => trader.rest.send("POST", "/order/bulk", { json: { orders } }).then(brief);
  expect(await bulk([order(), order({ price: 0 })])).toEqual(refusal(400, "Invalid price"));
  expect(await bulk([order(), order({ symbol: "XBTEUR" })])).toEqual(refusal(400, "Invalid symbol"));
  for (const none of [undefined, "x", 5, {}, [5], [null], [[]], "[1", '"x"'])
    expect((await bulk(none)).status, JSON.stringify(none)).toBe(400);
  expect(await bulk(Array.from({ length: 501 }, () => order()))).toEqual(
    refusal(400, "orders is invalid: at most 500 at once", "ValidationError"),
  );
  expect(await bulk([order({ orderQty: 10_000_000 })])).toEqual(
    refusal(400, expect.stringMatching(/^Bulk orders: Account has insufficient Available Balance, \d+ XBt required$/), "ValidationError"),
  );
  expect(await standing()).toEqual(before);
  expect(await bulk([])).toEqual({ status: 200, body: [] });
  const form = await trader.rest.send("POST", "/order/bulk", { form: { orders: JSON.stringify([order(), order({ price: 49_000 })]) } });
  expect(brief(form)).toMatchObject({ status: 200, body: [{ price: 50_000 }, { price: 49_000 }] });
  await trader.rest.delete("/order/all");
});

test("API-003 a bulk of amendments that meets an ended order says so in the words that bots wait for", async () => {
  const [one, two] = await trader.rest.post<readonly Row[]>("/order/bulk", { orders: [order(), order({ price: 49_000 })] });
  await trader.rest.delete("/order", { orderID: two?.["orderID"] });
  const before = await standing();
  const amend = (orders: readonly object[]) => trader.rest.send("PUT", "/order/bulk", { json: { orders } }).then(brief);
  expect(
    await amend([
      { orderID: one?.["orderID"], price: 50_001 },
      { orderID: two?.["orderID"], price: 49_001 },
    ]),
  ).toEqual(refusal(400, "Invalid ordStatus"));
  expect(
    await amend([
      { orderID: one?.["orderID"], price: 50_001 },
      { origClOrdID: "never", price: 49_001 },
    ]),
  ).toEqual(refusal(400, "Invalid origClOrdID"));
  expect(await standing()).toEqual(before);
  await trader.rest.delete("/order/all");
});

test("API-003 who has too little is told how much it takes", async () => {
  expect(brief(await pauper.rest.send("POST", "/order", { json: order({ orderQty: 100_000 }) }))).toEqual(
    refusal(400, expect.stringMatching(/^Account has insufficient Available Balance, \d+ XBt required$/), "ValidationError"),
  );
});

test.each<[string, object, string, string?]>([
  ["/position/leverage", { symbol, leverage: -1 }, "Invalid leverage"],
  ["/position/leverage", { symbol, leverage: 101 }, "Invalid leverage"],
  ["/position/leverage", { symbol, leverage: 0.001 }, "Invalid leverage"],
  ["/position/leverage", { symbol, leverage: 3.125 }, "Invalid leverage"],
  ["/position/leverage", { symbol, leverage: 1e300 }, "Invalid leverage"],
  ["/position/leverage", { symbol }, "leverage is required", "ValidationError"],
  ["/position/leverage", { symbol, leverage: "high" }, "leverage is invalid", "ValidationError"],
  ["/position/leverage", { symbol: "XBTEUR", leverage: 1 }, "Invalid symbol"],
  ["/position/isolate", { symbol: "XBTEUR" }, "Invalid symbol"],
  ["/position/isolate", { symbol, enabled: "maybe" }, "enabled is invalid", "ValidationError"],
  ["/position/isolate", { enabled: true }, "symbol is required", "ValidationError"],
])("API-003 POST %s with %o is refused: %s", async (path, json, message, name) => {
  const before = await standing();
  expect(brief(await trader.rest.send("POST", path, { json }))).toEqual(refusal(400, message, name));
  expect(await standing()).toEqual(before);
});
