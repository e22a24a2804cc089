import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { signature, socketAuth } from "./client.ts";
import { fold } from "./fold.ts";
import { openHouse } from "./house.ts";
import { type Message, type Row, SocketClient } from "./socket.ts";

const house = await openHouse();
const maker = await house.trader("maker");
const taker = await house.trader("taker");
const symbol = "XBTUSD";
const sell = (price: number, orderQty = 100) => maker.rest.post<Row>("/order", { symbol, side: "Sell", orderQty, price });
const buy = (price: number, orderQty = 100) => taker.rest.post<Row>("/order", { symbol, side: "Buy", orderQty, price });
// One trade, so that every table has something to show.
await sell(60_000);
await buy(60_000);

/** What comes after the welcome, acknowledgements and images alone. */
const replies = ({ heard }: SocketClient) =>
  (heard as Message[]).slice(1).map(({ subscribe, table, action }) => (table === undefined ? `ack ${subscribe}` : `${action} ${table}`));

test("API-004 the first frame is the welcome, in the words that clients look for", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  const welcome = await socket.hears(() => true);
  expect(welcome).toEqual({
    info: "Welcome to the BitMEX Realtime API.",
    version: expect.any(String),
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    docs: expect.stringContaining("http"),
    heartbeatEnabled: false,
    limit: { remaining: expect.any(Number) },
  });
  socket.close();
});

test("API-004 each topic of a list is acknowledged with the whole request and followed by its image before the next", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  const request = { op: "subscribe", args: ["trade:XBTUSD", "orderBookL2:XBTUSD", "instrument"] };
  socket.send(request);
  await socket.settle();
  expect(replies(socket)).toEqual([
    "ack trade:XBTUSD",
    "partial trade",
    "ack orderBookL2:XBTUSD",
    "partial orderBookL2",
    "ack instrument",
    "partial instrument",
    "ack undefined",
  ]);
  expect(socket.heard[1]).toEqual({ success: true, subscribe: "trade:XBTUSD", request });
  expect(socket.heard[3]).toEqual({ success: true, subscribe: "orderBookL2:XBTUSD", request });
  socket.close();
});

test("API-004 a single topic may be a bare string, and a star means all rows", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  socket.send({ op: "subscribe", args: "trade:*" });
  await socket.settle();
  expect(socket.heard[1]).toEqual({ success: true, subscribe: "trade:*", request: { op: "subscribe", args: "trade:*" } });
  expect(socket.heard[2]).toMatchObject({ table: "trade", action: "partial", filter: {} });
  socket.close();
});

/** Keys, foreign keys and attributes as the captures of 2019 have them. */
const HEADERS: Readonly<Record<string, readonly [readonly string[], object, object]>> = {
  instrument: [["symbol"], { inverseLeg: "instrument", sellLeg: "instrument", buyLeg: "instrument" }, { symbol: "unique" }],
  orderBookL2: [["symbol", "id", "side"], { symbol: "instrument", side: "side" }, { symbol: "parted", id: "sorted" }],
  orderBookL2_25: [["symbol", "id", "side"], { symbol: "instrument", side: "side" }, { symbol: "parted", id: "sorted" }],
  orderBook10: [["symbol"], { symbol: "instrument" }, { symbol: "sorted" }],
  quote: [[], { symbol: "instrument" }, { timestamp: "sorted", symbol: "grouped" }],
  trade: [[], { symbol: "instrument", side: "side" }, { timestamp: "sorted", symbol: "grouped" }],
  tradeBin1m: [[], { symbol: "instrument" }, { timestamp: "sorted", symbol: "grouped" }],
  order: [
    ["orderID"],
    { symbol: "instrument", side: "side", ordStatus: "ordStatus" },
    { orderID: "grouped", account: "grouped", ordStatus: "grouped", workingIndicator: "grouped" },
  ],
  execution: [
    ["execID"],
    { symbol: "instrument", side: "side", ordStatus: "ordStatus" },
    { execID: "grouped", account: "grouped", execType: "grouped", transactTime: "sorted" },
  ],
  position: [
    ["account", "symbol", "currency"],
    { symbol: "instrument" },
    { account: "sorted", symbol: "grouped", currency: "grouped", underlying: "grouped", quoteCurrency: "grouped" },
  ],
  margin: [["account", "currency"], {}, { account: "sorted", currency: "grouped" }],
  wallet: [["account", "currency"], {}, { account: "sorted", currency: "grouped" }],
};
const PRIVATE = new Set(["order", "execution", "position", "margin", "wallet"]);

test.each(Object.entries(HEADERS))(
  "API-004 the image of %s describes its table, says whose and of what contract it is, and comes even when it is empty",
  async (table, [keys, foreignKeys, attributes]) => {
    const socket = await SocketClient.signed(house.socketAddress, taker);
    const owner = PRIVATE.has(table) ? { account: taker.account } : {};
    const hasSymbol = table !== "margin" && table !== "wallet";
    await socket.subscribe(`${table}:${symbol}`);
    const [scoped] = socket.messages(table);
    expect(scoped).toMatchObject({ keys, foreignKeys, attributes, filter: hasSymbol ? { ...owner, symbol } : owner });
    expect(Object.keys(scoped ?? {})).toEqual(["table", "action", "keys", "types", "foreignKeys", "attributes", "filter", "data"]);
    for (const row of scoped?.data ?? []) expect(Object.keys(row)).toEqual(Object.keys(scoped?.types ?? {}));
    for (const type of Object.values(scoped?.types ?? {}))
      expect(["symbol", "string", "guid", "long", "float", "boolean", "timestamp", "timespan", "symbols", ""]).toContain(type);
    socket.send({ op: "unsubscribe", args: [`${table}:${symbol}`] });
    await socket.subscribe(table);
    expect(socket.messages(table)[1]).toMatchObject({ action: "partial", filter: owner });
    socket.close();
  },
);

test("API-004 topics may come with the handshake", async () => {
  const socket = await SocketClient.open(`${house.socketAddress}?subscribe=instrument:XBTUSD,trade`);
  await socket.settle();
  const request = { op: "subscribe", args: ["instrument:XBTUSD", "trade"] };
  expect(socket.heard[1]).toEqual({ success: true, subscribe: "instrument:XBTUSD", request });
  expect(replies(socket).slice(0, 4)).toEqual(["ack instrument:XBTUSD", "partial instrument", "ack trade", "partial trade"]);
  socket.close();
});

test("API-004 a handshake may name no more topics than a message may, and is answered once", async () => {
  const topics = Array.from({ length: 1_000 }, (_, i) => `t${i}`);
  const socket = await SocketClient.open(`${house.socketAddress}?subscribe=${topics.join(",")}`);
  await socket.settle();
  expect(socket.heard.slice(1).filter((frame) => frame !== "pong")).toEqual([
    expect.objectContaining({ status: 400, error: "You may not name more than 200 topics at once.", request: { op: "subscribe" } }),
  ]);
  socket.close();
});

test("API-004 the published sample of a market maker finds every image that it waits for, and the columns that it reads", async () => {
  const topics = [`quote:${symbol}`, `trade:${symbol}`, "instrument", `order:${symbol}`, `execution:${symbol}`, "margin", "position"];
  const anHourOn = String(Math.floor(Date.now() / 1_000) + 3_600);
  const newcomer = await house.trader("newcomer");
  const socket = await SocketClient.open(`${house.socketAddress}?subscribe=${topics.join(",")}`, socketAuth(newcomer, anHourOn));
  await socket.settle();
  const images = new Map((socket.heard as Message[]).filter(({ action }) => action === "partial").map(({ table, data }) => [table, data]));
  expect([...images.keys()]).toEqual(topics.map((topic) => topic.split(":")[0]));
  expect([images.get("order"), images.get("execution"), images.get("position")]).toEqual([[], [], []]);
  expect(images.get("margin")?.[0]).toMatchObject({ marginBalance: 1e9 });
  for (const table of ["quote", "trade"]) expect(images.get(table)?.length, table).toBeGreaterThan(0);
  const read = ["tickSize", "bidPrice", "askPrice", "lastPrice", "midPrice", "markPrice", "state", "isQuanto", "isInverse", "multiplier"];
  const instrument = images.get("instrument")?.find((row) => row["symbol"] === symbol) ?? {};
  for (const column of [...read, "underlyingToSettleMultiplier", "quoteToSettleMultiplier", "indicativeSettlePrice"])
    expect(instrument, column).toHaveProperty(column);
  socket.close();
});

test("API-004 a key signs in by headers, by the query or by a command, its moment in seconds or milliseconds", async () => {
  const byHeader = await SocketClient.open(house.socketAddress, socketAuth(taker));
  const byQuery = await SocketClient.open(`${house.socketAddress}?subscribe=margin&${new URLSearchParams(socketAuth(taker))}`);
  const byCommand = await SocketClient.open(house.socketAddress);
  const args = [taker.id, Date.now(), ""];
  args[2] = signature(taker.secret, "GET", "/realtime", String(args[1]), "");
  byCommand.send({ op: "authKeyExpires", args });
  expect(await byCommand.hears(({ success }) => success === true)).toEqual({ success: true, request: { op: "authKeyExpires", args } });
  for (const socket of [byHeader, byQuery, byCommand]) {
    if (socket !== byQuery) await socket.subscribe("margin");
    expect(await socket.hears(({ table }) => table === "margin")).toMatchObject({ filter: { account: taker.account } });
    socket.close();
  }
});

/** The plain HTTP answer to a handshake that is refused. */
async function refusal(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number | undefined; body: unknown }> {
  const socket = new WebSocket(url, { headers });
  socket.on("error", () => undefined);
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, import("node:http").IncomingMessage];
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, body: JSON.parse(text) };
}

test("API-004 a handshake with a signature that does not hold is refused in plain HTTP", async () => {
  const auth = socketAuth(taker);
  const error = (message: unknown) => ({ error: { message, name: "HTTPError" } });
  expect(await refusal(house.socketAddress, { ...auth, "api-signature": "00" })).toEqual({
    status: 401,
    body: error("Signature not valid."),
  });
  expect(await refusal(house.socketAddress, { ...auth, "api-key": "nobody" })).toEqual({ status: 401, body: error("Invalid API Key.") });
  expect(await refusal(house.socketAddress, socketAuth(taker, "1518064236"))).toEqual({
    status: 400,
    body: error(expect.stringContaining("This request has expired")),
  });
  expect(await refusal(`${house.socketAddress}?${new URLSearchParams({ ...auth, "api-expires": "9999999999" })}`)).toEqual({
    status: 401,
    body: error("Signature not valid."),
  });
  expect(await refusal(house.socketAddress.replace("/realtime", "/realtimes"))).toEqual({ status: 404, body: error("Not Found") });
});

test("API-004 a bad signature on an open socket is refused and ends it, in a way that tells clients to come back", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  const request = { op: "authKeyExpires", args: [taker.id, Date.now(), "00"] };
  socket.send(request);
  expect(await socket.hears(({ error }) => error !== undefined)).toEqual({ status: 401, error: "Signature not valid.", meta: {}, request });
  // 1000 and 1011 would be final to the published client.
  expect([1000, 1011]).not.toContain(await socket.closing());
});

test("API-004 who is signed in signs in once", async () => {
  const socket = await SocketClient.signed(house.socketAddress, taker);
  const expires = Date.now();
  socket.send({ op: "authKeyExpires", args: [taker.id, expires, signature(taker.secret, "GET", "/realtime", String(expires), "")] });
  expect(await socket.hears(({ error }) => error !== undefined)).toMatchObject({ status: 400, error: "You are already authenticated." });
  await socket.subscribe("order");
  expect(socket.closed).toBeNull();
  socket.close();
});

test("API-004 ping is answered with pong, as text and as a frame, and help with the topics", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  socket.send("ping");
  await vi.waitFor(() => expect(socket.heard).toContain("pong"));
  const pong = once(socket.socket, "pong");
  socket.socket.ping("are you there");
  expect(String((await pong)[0])).toBe("are you there");
  const help = await house.anybody.get("/schema/websocketHelp");
  for (const words of ["help", '"help"', '{"op":"help"}']) {
    const from = socket.heard.length;
    socket.send(words);
    expect(await socket.hears(({ ops }) => ops !== undefined, from)).toEqual(help);
  }
  socket.close();
});

test.each<[string, unknown, number, unknown]>([
  ["no JSON", "hello", 400, expect.stringMatching(/^Unrecognized request\. See the docs or send 'help' for more details\./)],
  ["an unknown op", { op: "dance", args: ["trade"] }, 400, expect.stringMatching(/^Unrecognized request/)],
  ["no op", {}, 400, expect.stringMatching(/^Unrecognized request/)],
  ["an unknown table", { op: "subscribe", args: ["orderBookL10:XBTUSD"] }, 400, "Unknown table: orderBookL10"],
  ["an unknown symbol", { op: "subscribe", args: ["trade:XBTEUR"] }, 400, "Unknown or expired symbol: XBTEUR"],
  ["more behind a symbol", { op: "subscribe", args: ["trade:XBTUSD:more"] }, 400, "Unknown or expired symbol: XBTUSD:more"],
  [
    "a private table of nobody",
    { op: "subscribe", args: ["order"] },
    401,
    "User requested an account-locked subscription but no authorization was provided.",
  ],
  ["no topic", { op: "subscribe" }, 400, "No topic is named."],
  ["an unsubscription from nothing", { op: "unsubscribe", args: ["trade"] }, 400, "You are not subscribed to this topic: trade"],
])("API-004 %s is an error with status, words, and the request", async (_what, sent, status, error) => {
  const socket = await SocketClient.open(house.socketAddress);
  socket.send(sent);
  expect(await socket.hears((message) => message.error !== undefined)).toEqual({
    status,
    error,
    meta: {},
    request: typeof sent === "string" ? {} : sent,
  });
  await socket.subscribe("trade");
  socket.close();
});

test("API-004 a topic is subscribed to once, whichever way it is written", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("trade:XBTUSD", "quote");
  for (const again of ["trade:XBTUSD", "quote:*", "quote"]) {
    const from = socket.heard.length;
    socket.send({ op: "subscribe", args: [again] });
    expect(await socket.hears(({ error }) => error !== undefined, from)).toMatchObject({
      status: 400,
      error: `You are already subscribed to this topic: ${again}`,
      request: { args: [again] },
    });
  }
  socket.close();
});

test("API-004 after an unsubscription nothing of the topic comes, and a new subscription starts from a new image", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("trade", "orderBookL2:XBTUSD");
  const request = { op: "unsubscribe", args: ["trade"] };
  socket.send(request);
  expect(await socket.hears(({ unsubscribe }) => unsubscribe !== undefined)).toEqual({ success: true, unsubscribe: "trade", request });
  await sell(60_100);
  await buy(60_100);
  await socket.settle();
  expect(socket.messages("trade").map(({ action }) => action)).toEqual(["partial"]);
  expect(socket.messages("orderBookL2").length).toBeGreaterThan(1);
  await socket.subscribe("trade");
  expect(socket.messages("trade")[1]?.data?.at(-1)).toMatchObject({ price: 60_100 });
  socket.close();
});

test("API-004 who follows a table and one contract of it hears of every row once", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("trade", "trade:XBTUSD");
  await sell(60_200);
  await buy(60_200);
  await socket.settle();
  const inserts = socket.messages("trade").filter(({ action }) => action === "insert");
  expect(inserts.flatMap(({ data }) => data ?? [])).toMatchObject([{ price: 60_200 }]);
  socket.close();
});

test("API-004 an update carries keys and what changed, a delete its keys, an insert everything", async () => {
  const socket = await SocketClient.signed(house.socketAddress, maker);
  await socket.subscribe("orderBookL2:XBTUSD", "order", "instrument");
  const { orderID } = await sell(61_000, 200);
  await buy(61_000, 100);
  await maker.rest.delete("/order", { orderID });
  await socket.settle();
  const id = 100_000_000 - 6_100_000;
  const timestamp = expect.any(String);
  expect(
    socket
      .messages("orderBookL2")
      .slice(1)
      .flatMap(({ action, data }) => (data ?? []).map((row) => ({ action, row }))),
  ).toEqual([
    { action: "insert", row: { symbol, id, side: "Sell", size: 200, price: 61_000, timestamp } },
    { action: "update", row: { symbol, id, side: "Sell", size: 100, timestamp } },
    { action: "delete", row: { symbol, id, side: "Sell" } },
  ]);
  const [image, ...changes] = socket.messages("order");
  const own = changes.map(({ action, data }) => [action, data?.[0]] as const);
  expect(own.map(([action]) => action)).toEqual(["insert", "update", "update"]);
  expect(Object.keys(own[0]?.[1] ?? {})).toEqual(Object.keys(image?.types ?? {}));
  expect(own[0]?.[1]).toMatchObject({ orderID, ordStatus: "New", leavesQty: 200, cumQty: 0 });
  // What identifies an order to people comes along, and nothing that stayed as it was.
  expect(own[1]?.[1]).toEqual({
    orderID,
    clOrdID: "",
    account: maker.account,
    symbol,
    ordStatus: "PartiallyFilled",
    leavesQty: 100,
    cumQty: 100,
    avgPx: 61_000,
    transactTime: timestamp,
    timestamp,
  });
  expect(own[2]?.[1]).toEqual({
    orderID,
    clOrdID: "",
    account: maker.account,
    symbol,
    ordStatus: "Canceled",
    leavesQty: 0,
    workingIndicator: false,
    text: "Canceled: Canceled via API.\nSubmitted via API.",
    transactTime: timestamp,
    timestamp,
  });
  for (const { data } of socket.messages("instrument").slice(1))
    for (const row of data ?? []) expect(row).toMatchObject({ symbol: expect.any(String), timestamp });
  socket.close();
});

test("API-004 the tables of an account are its own alone", async () => {
  const socket = await SocketClient.signed(house.socketAddress, maker);
  await socket.subscribe(...PRIVATE);
  await buy(50_000);
  await taker.rest.delete("/order/all");
  await sell(62_000);
  await maker.rest.delete("/order/all");
  await socket.settle();
  for (const table of PRIVATE) {
    for (const { data } of socket.messages(table)) for (const row of data ?? []) expect(row["account"]).toBe(maker.account);
  }
  expect(socket.messages("order").length).toBe(3);
  socket.close();
});

test("API-004 no delta comes before its image while everything moves", async () => {
  const done = { trading: false };
  const trading = (async () => {
    for (let i = 0; i < 60; i++) await Promise.all([sell(60_300 + (i % 7)), buy(60_303)]);
    done.trading = true;
  })();
  const topics = [
    "orderBookL2:XBTUSD",
    "orderBookL2_25",
    "orderBook10:XBTUSD",
    "quote",
    "trade:XBTUSD",
    "instrument",
    "order",
    "execution",
    "position",
    "margin",
    "wallet",
  ];
  while (!done.trading) {
    const socket = await SocketClient.signed(house.socketAddress, maker);
    await socket.subscribe(...topics);
    socket.send({ op: "unsubscribe", args: topics });
    await socket.subscribe(...topics);
    await socket.settle();
    // Folding is strict: a delta without its image, an update or delete of a row that is not there, throws.
    for (const topic of topics) fold(socket.messages(topic.split(":")[0] as string));
    socket.close();
  }
  await trading;
  await Promise.all([maker.rest.delete("/order/all"), taker.rest.delete("/order/all")]);
});

test("API-004 whose socket ends at a restart is told to come back, and then finds the same images", async () => {
  await sell(60_900);
  await buy(60_850);
  const tables = ["orderBookL2", "orderBookL2_25", "orderBook10", "order", "position", "wallet"];
  const images = async () => {
    const socket = await SocketClient.signed(house.socketAddress, maker);
    await socket.subscribe(...tables, "quote", "instrument");
    const data = Object.fromEntries(
      tables.map((table) => [
        table,
        socket.messages(table)[0]?.data?.map(({ timestamp: _timestamp, currentTimestamp: _current, ...row }) => row),
      ]),
    );
    const [last] = socket.messages("quote")[0]?.data?.slice(-1) ?? [];
    const traded = socket
      .messages("instrument")[0]
      ?.data?.map(({ lastPrice, bidPrice, askPrice, markPrice, openInterest, totalVolume }) => ({
        lastPrice,
        bidPrice,
        askPrice,
        markPrice,
        openInterest,
        totalVolume,
      }));
    return { socket, data, quote: { bid: last?.["bidPrice"], ask: last?.["askPrice"] }, traded };
  };
  const before = await images();
  await house.restart();
  expect(await before.socket.closing()).toBe(1012);
  const after = await images();
  expect(after.data).toEqual(before.data);
  expect(after.quote).toEqual(before.quote);
  expect(after.quote).toEqual({ bid: 60_850, ask: 60_900 });
  expect(after.traded).toEqual(before.traded);
  after.socket.close();
});

test("RT-001 an order that is amended back to life is an update to who saw it fill, and an insert to who came later", async () => {
  const early = await SocketClient.signed(house.socketAddress, maker);
  await early.subscribe("order:XBTUSD");
  const { orderID } = await sell(60_400, 100);
  await buy(60_400, 100);
  const socket = await SocketClient.signed(house.socketAddress, maker);
  await socket.subscribe("order");
  expect(socket.messages("order")[0]?.data?.filter((row) => row["orderID"] === orderID)).toEqual([]);
  const revived = await maker.rest.put("/order", { orderID, orderQty: 300 });
  for (const one of [early, socket]) {
    await one.settle();
    expect(fold(one.messages("order")).find((row) => row["orderID"] === orderID)).toEqual(revived);
  }
  await buy(60_400, 200);
  await maker.rest.put("/order", { orderID, orderQty: 400 });
  await maker.rest.delete("/order", { orderID });
  const [atRest] = await maker.rest.get<readonly Row[]>("/order", { filter: { orderID } });
  for (const one of [early, socket]) {
    await one.settle();
    expect(fold(one.messages("order")).find((row) => row["orderID"] === orderID)).toEqual(atRest);
    one.close();
  }
});

test("RT-001 /realtimemd carries several streams over one socket, each with its own sign-in", async () => {
  const socket = await SocketClient.open(house.socketAddress.replace("/realtime", "/realtimemd"));
  const lists = () =>
    socket.heard.filter((text) => typeof text === "string").map((text) => JSON.parse(text) as [number, string, string, Message]);
  for (const [id, name] of [
    ["one", "maker"],
    ["two", "nobody"],
  ]) {
    socket.send([1, id, name]);
  }
  const expires = String(Date.now());
  const args = [maker.id, Number(expires), signature(maker.secret, "GET", "/realtime", expires, "")];
  socket.send([0, "one", "maker", { op: "authKeyExpires", args }]);
  for (const [id, name] of [
    ["one", "maker"],
    ["two", "nobody"],
  ]) {
    socket.send([0, id, name, { op: "subscribe", args: ["order", "trade:XBTUSD"] }]);
  }
  await vi.waitFor(() => expect(lists().filter(([, , , { action }]) => action === "partial")).toHaveLength(3));
  await sell(60_100);
  await buy(60_100);
  await vi.waitFor(() => expect(lists().filter(([, , , { action }]) => action === "insert")).toHaveLength(3));
  const heard = (stream: string) =>
    lists()
      .filter(([, id]) => id === stream)
      .map(([, , , said]) => said);
  expect(fold(heard("one").filter(({ table }) => table === "trade"))).toEqual(fold(heard("two").filter(({ table }) => table === "trade")));
  expect(heard("two").filter(({ error }) => error !== undefined)).toMatchObject([{ status: 401 }]);
  expect(heard("one").filter(({ error }) => error !== undefined)).toEqual([]);
  socket.close();
});
