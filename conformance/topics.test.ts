import { expect, test, vi } from "vitest";
import { fold } from "./fold.ts";
import { openHouse } from "./house.ts";
import { signUp } from "./person.ts";
import { type Row, SocketClient } from "./socket.ts";

const house = await openHouse({ CLOCK: "manual" });
const whale = await house.trader("whale", { xbt: "100" });
const minnow = await house.trader("minnow", { xbt: "1" });
const symbol = "XBTUSD";
const get = <T = readonly Row[]>(path: string) => house.anybody.get<T>(path);

const trade = async (orderQty: number, price: number) => {
  await whale.rest.post("/order", { symbol, side: "Sell", orderQty, price });
  await minnow.rest.post("/order", { symbol, side: "Buy", orderQty, price });
};

interface Help {
  readonly subscriptionSubjects: { readonly public: readonly string[]; readonly authenticationRequired: readonly string[] };
}

test("RT-001 help by word or command is the same as GET, and every topic of it has its image", async () => {
  const help = await get<Help>("/schema/websocketHelp");
  const socket = await SocketClient.signed(house.socketAddress, minnow);
  for (const word of ["help", '"help"', { op: "help" }]) {
    const from = socket.heard.length;
    socket.send(word);
    expect(await socket.hears((message) => message["ops"] !== undefined, from)).toEqual(help);
  }
  const { public: open, authenticationRequired } = help.subscriptionSubjects;
  const schema = await get<Record<string, Row>>("/schema");
  await socket.subscribe(...open.map((topic) => `${topic}:*`), ...authenticationRequired);
  for (const topic of [...open, ...authenticationRequired]) {
    const [image] = socket.messages(topic);
    const account = authenticationRequired.includes(topic) ? { account: minnow.account } : {};
    expect(image).toMatchObject({ action: "partial", ...schema[topic], filter: account });
  }
  expect(socket.messages("affiliate")[0]?.data).toEqual([await minnow.rest.get("/user/affiliateStatus")]);
  socket.close();
});

test("RT-001 a root or series means the contract that it means to readers", async () => {
  const { intervals, symbols } = await get<{ readonly intervals: readonly string[]; readonly symbols: readonly string[] }>(
    "/instrument/activeIntervals",
  );
  const meant = (series: string) => symbols[intervals.indexOf(series)];
  const futures = (await get("/instrument/active"))
    .filter((row) => row["rootSymbol"] === "XBT" && row["expiry"] !== null)
    .toSorted((a, b) => Date.parse(String(a["expiry"])) - Date.parse(String(b["expiry"])));
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("trade:XBT", "quote:XBT:perpetual", "instrument:XBT:quarterly");
  // A bare root is the contract of it that expires next.
  expect(meant("XBT:nearest")).toBe(futures[0]?.["symbol"]);
  expect(socket.messages("trade")[0]?.filter).toEqual({ symbol: futures[0]?.["symbol"] });
  expect(socket.messages("quote")[0]?.filter).toEqual({ symbol });
  expect(socket.messages("instrument")[0]?.filter).toEqual({ symbol: meant("XBT:quarterly") });
  socket.send({ op: "subscribe", args: [`trade:${futures[0]?.["symbol"]}`, "instrument:XBT:weekly"] });
  expect((await socket.hears((message) => message.status === 400)).error).toBe(
    `You are already subscribed to this topic: trade:${futures[0]?.["symbol"]}`,
  );
  expect((await socket.hears((message) => String(message.error).startsWith("Unknown"))).error).toBe(
    "Unknown or expired symbol: XBT:weekly",
  );
  await socket.subscribe("trade:XBT:perpetual");
  const from = socket.heard.length;
  await trade(100, 60_000);
  expect(await socket.hears((message) => message.table === "trade" && message.action === "insert", from)).toMatchObject({
    data: [{ symbol, size: 100, price: 60_000 }],
  });
  socket.close();
});

test("RT-001 bins of every width, of trades and of quotes, fold to what GET says; so they do after a restart for trades", async () => {
  const sizes = ["1m", "5m", "1h", "1d"];
  const early = await SocketClient.open(house.socketAddress);
  await early.subscribe(...sizes.flatMap((size) => [`tradeBin${size}:${symbol}`, `quoteBin${size}:${symbol}`]));
  for (let i = 1; i <= 4; i++) {
    await trade(i * 100, 60_000 + i);
    await whale.rest.post("/order", { symbol, side: "Buy", orderQty: 100, price: 59_000 + i });
    await house.operator("clock", "advance", i === 4 ? "23h" : "35m");
  }
  await early.settle();
  const bucketed = (table: string, size: string) => get(`/${table}/bucketed?symbol=${symbol}&binSize=${size}&count=60&reverse=true`);
  for (const size of sizes) {
    for (const table of ["trade", "quote"]) {
      const rows = fold(early.messages(`${table}Bin${size}`));
      expect(rows.length, `${table}Bin${size}`).toBeGreaterThan(0);
      expect(rows.slice(-60), `${table}Bin${size}`).toEqual((await bucketed(table, size)).toReversed().slice(-rows.length));
    }
  }
  const [running] = await get(`/quote/bucketed?symbol=${symbol}&binSize=1d&partial=true&reverse=true&count=1`);
  expect(running).toMatchObject({ bidPrice: 59_004, bidSize: 100, askPrice: null });
  early.close();
  await house.restart();
  const late = await SocketClient.open(house.socketAddress);
  await late.subscribe(...sizes.map((size) => `tradeBin${size}:${symbol}`));
  for (const size of sizes) {
    const rows = fold(late.messages(`tradeBin${size}`));
    const stored = (await bucketed("trade", size)).toReversed();
    expect(rows, size).toEqual(rows.length === 0 ? [] : stored.slice(-rows.length));
    // A day is whole only when all of its minutes are at hand.
    if (size !== "1d") expect(rows.length, size).toBeGreaterThan(20);
  }
  late.close();
});

test("RT-001 what the house took over, and what that does to its fund, is public while it lasts", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("liquidation", "insurance");
  await whale.rest.delete("/order/all");
  await minnow.rest.post("/position/leverage", { symbol, leverage: 50 });
  await trade(30_000, 60_100);
  await house.operator("index", "set", ".BXBT", "59000");
  const standing = await get("/liquidation");
  expect(standing).toMatchObject([{ symbol, side: "Sell", leavesQty: expect.any(Number) }]);
  await socket.settle();
  expect(fold(socket.messages("liquidation"))).toEqual(standing);
  expect(Object.keys(standing[0] ?? {})).toEqual(["orderID", "symbol", "side", "price", "leavesQty"]);
  const { price, leavesQty } = standing[0] as { readonly price: number; readonly leavesQty: number };
  // Half of it at its price, the rest above: the fund has what it fetches beyond the takeover's.
  await whale.rest.post("/order", { symbol, side: "Buy", orderQty: leavesQty / 2 - ((leavesQty / 2) % 100), price: price + 50 });
  await socket.settle();
  expect(fold(socket.messages("liquidation"))).toEqual(await get("/liquidation"));
  await whale.rest.post("/order", { symbol, side: "Buy", orderQty: leavesQty, price: price + 50 });
  await socket.settle();
  expect(await get("/liquidation")).toEqual([]);
  expect(fold(socket.messages("liquidation"))).toEqual([]);
  expect(fold(socket.messages("insurance"))).toEqual(await get("/insurance"));
  socket.close();
});

test("RT-001 API-010 people and programs talk, as text, under names that give nobody away, and everybody hears it", async () => {
  const person = await signUp(house, "ada");
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("chat");
  const said = (await person.send("POST", "/chat", { json: { message: " <b>hello</b> " } })).body as Row;
  const { name } = (await person.send("GET", "/leaderboard/name")).body as { readonly name: string };
  expect(said).toMatchObject({ user: name, message: "<b>hello</b>", html: "&lt;b&gt;hello&lt;/b&gt;", fromBot: false, channelID: 1 });
  const robot = await minnow.rest.post<Row>("/chat", { message: "beep", channelID: 2 });
  expect(robot).toMatchObject({ user: `Trader-${minnow.account}`, fromBot: true, channelID: 2 });
  await socket.hears((message) => message.table === "chat" && message.data?.[0]?.["id"] === robot["id"]);
  expect(fold(socket.messages("chat"))).toEqual((await get("/chat")).toReversed());
  expect(await get("/chat?channelID=2")).toEqual([robot]);
  expect(await get(`/chat?start=${String(said["id"])}&reverse=false&count=1`)).toEqual([said]);
  expect((await get("/chat/channels"))[0]).toEqual({ id: 1, name: "English" });
  const document = await get<{ definitions: Record<string, { properties: object }> }>("/api/explorer/swagger.json");
  expect(Object.keys(said)).toEqual(Object.keys(document.definitions["Chat"]?.properties ?? {}));
  const late = await SocketClient.open(house.socketAddress);
  await late.subscribe("chat");
  expect(fold(late.messages("chat"))).toEqual([said, robot]);
  for (const one of [socket, late]) one.close();
});

test.each([
  [{ message: "   " }, 400, "message is invalid"],
  [{}, 400, "message is required"],
  [{ message: "x".repeat(513) }, 400, "message is invalid"],
  [{ message: "half \ud800" }, 400, "message is invalid"],
  [{ message: "a\u0007b" }, 400, "message is invalid"],
  [{ message: "x", channelID: 99 }, 400, "channelID is invalid"],
  [{ message: "x", channelID: 1.5 }, 400, "channelID is invalid"],
  [{ message: "x", user: "me" }, 400, "Unknown parameter: user"],
])("API-010 the chat refuses %j", async (json, status, message) => {
  const before = await get("/chat");
  const answer = await minnow.rest.send("POST", "/chat", { json });
  expect([answer.status, answer.body]).toEqual([status, { error: { message, name: "ValidationError" } }]);
  expect(await get("/chat")).toEqual(before);
});

test("API-010 who says too much has to wait, and nobody else", async () => {
  const answers = await Promise.all(Array.from({ length: 7 }, () => whale.rest.send("POST", "/chat", { json: { message: "buy" } })));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(2);
  expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
  expect((await minnow.rest.send("POST", "/chat", { json: { message: "calm down" } })).status).toBe(200);
});

test("RT-001 connected counts sockets of people and of programs", async () => {
  const watching = await SocketClient.open(house.socketAddress);
  await watching.subscribe("connected");
  const robots = [await SocketClient.signed(house.socketAddress, minnow), await SocketClient.signed(house.socketAddress, whale)];
  await vi.waitFor(() => expect(fold(watching.messages("connected"))).toEqual([{ users: 1, bots: 2, id: 0 }]), { timeout: 20_000 });
  expect(await get("/chat/connected")).toEqual({ users: 1, bots: 2, id: 0 });
  for (const robot of robots) robot.close();
  await vi.waitFor(() => expect(fold(watching.messages("connected"))).toEqual([{ users: 1, bots: 0, id: 0 }]), { timeout: 20_000 });
  watching.close();
});

test("RT-001 coins that come in are told to their owner", async () => {
  const person = await signUp(house, "bob");
  const socket = await SocketClient.open(house.socketAddress, { cookie: person.cookie, origin: house.origin });
  await socket.subscribe("transact");
  const deposit = (await person.send("POST", "/user/faucet", { json: {} })).body as Row;
  await socket.settle();
  expect(fold(socket.messages("transact"))).toEqual([deposit]);
  socket.close();
});
