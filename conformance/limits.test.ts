import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { type Answer, RestClient, socketAuth } from "./client.ts";
import { openHouse } from "./house.ts";
import { SocketClient } from "./socket.ts";

/** So few a minute that hardly one comes back while a test runs. */
const house = await openHouse(
  {},
  {
    requestsPerMinute: { account: 12, address: 6 },
    bodyBytes: 500,
    ordersPerBulk: 30,
    sockets: { perAddress: 6, perAccount: 2, topics: 3, messageBytes: 400, commandsPerSecond: 20 },
  },
);
const symbol = "XBTUSD";
const order = (price: number) => ({ symbol, side: "Buy", orderQty: 100, price });
const figures = ({ headers }: Answer) => ({
  limit: Number(headers["x-ratelimit-limit"]),
  remaining: Number(headers["x-ratelimit-remaining"]),
  reset: Number(headers["x-ratelimit-reset"]),
});

test("API-003 an account has a bucket of its own, emptied by what it costs and told of in headers", async () => {
  const trader = await house.trader("trader");
  const first = await trader.rest.send("GET", "/user");
  expect(figures(first)).toEqual({ limit: 12, remaining: 11, reset: expect.any(Number) });
  expect(figures(first).reset).toBeLessThanOrEqual(Math.ceil(Date.now() / 1_000));
  // A bulk costs a tenth of its orders, rounded up.
  const bulk = await trader.rest.send("POST", "/order/bulk", { json: { orders: Array.from({ length: 21 }, (_, i) => order(50_000 - i)) } });
  expect(bulk.status).toBe(200);
  expect(figures(bulk).remaining).toBeLessThan(10);
  await trader.rest.post("/order", order(49_000));
  let beyond = await trader.rest.send("POST", "/order", { json: {} });
  expect(beyond.status).toBe(400);
  for (let i = 0; i < 30 && beyond.status !== 429; i++) beyond = await trader.rest.send("GET", "/user");
  const now = Math.floor(Date.now() / 1_000);
  const wait = Number(beyond.headers["retry-after"]);
  expect({ status: beyond.status, body: beyond.body }).toEqual({
    status: 429,
    body: { error: { message: `Rate limit exceeded, retry in ${wait} seconds.`, name: "RateLimitError" } },
  });
  expect(wait).toBeGreaterThanOrEqual(1);
  expect(wait).toBeLessThanOrEqual(5);
  // Bots sleep from now until then, so that it may not lie behind.
  expect(figures(beyond).remaining).toBe(0);
  expect(figures(beyond).reset).toBeGreaterThanOrEqual(now);
  // Another account, and whoever has none, are not concerned.
  const other = await house.trader("other");
  expect((await other.rest.send("GET", "/user")).status).toBe(200);
  expect((await house.anybody.send("GET", "/instrument")).status).toBe(200);
  // Who wants less risk is always heard.
  expect((await trader.rest.send("DELETE", "/order/all")).body).toHaveLength(22);
  expect((await trader.rest.send("DELETE", "/order", { json: { clOrdID: "none" } })).status).toBe(404);
  expect((await trader.rest.send("POST", "/user/logout")).status).toBe(200);
});

test("API-003 bodies and bulks have the bounds that were set", async () => {
  const trader = await house.trader("talker");
  expect((await trader.rest.send("POST", "/order", { json: { ...order(50_000), text: "x".repeat(600) } })).status).toBe(413);
  const many = await trader.rest.send("POST", "/order/bulk", { json: { orders: Array.from({ length: 31 }, () => order(50_000)) } });
  expect({ status: many.status, body: many.body }).toEqual({
    status: 400,
    body: { error: { message: "orders is invalid: at most 30 at once", name: "ValidationError" } },
  });
});

test("API-003 what can't be read, is not there or has no valid signature counts for the address that it came from", async () => {
  const forger = new RestClient(house.address, { id: "nobody", secret: "nothing" });
  const raw = { raw: { body: "{", type: "application/json" } };
  const tries = [
    () => forger.send("GET", "/user"),
    () => house.anybody.send("POST", "/order", raw),
    () => house.anybody.send("GET", "/nothing"),
    () => house.anybody.send("GET", "/user"),
  ];
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++) {
    const answer = await (tries[i % tries.length] as () => Promise<Answer>)();
    statuses.push(answer.status);
    expect(figures(answer).limit).toBe(6);
  }
  expect(statuses.slice(0, 4)).toEqual([401, 400, 404, 401]);
  expect(statuses).toContain(429);
  expect(figures(await house.anybody.send("GET", "")).limit).toBe(6);
  // The page of the app and the document are no requests of the API.
  expect((await house.anybody.send("GET", "/api/explorer/swagger.json")).status).toBe(200);
});

test("API-004 sockets have the bounds that were set: topics, bytes of a command, and commands a second", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("trade", "quote", "instrument");
  socket.send({ op: "subscribe", args: ["orderBook10"] });
  expect(await socket.hears(({ error }) => error !== undefined)).toMatchObject({
    status: 400,
    error: "You may not subscribe to more than 3 topics.",
  });
  const from = socket.heard.length;
  for (let i = 0; i < 200; i++) socket.send({ op: "unsubscribe", args: ["margin"] });
  expect(await socket.hears(({ status }) => status === 429, from)).toEqual({
    status: 429,
    error: "Rate limit exceeded, retry in 1 seconds.",
    meta: { retryAfter: 1 },
    request: { op: "unsubscribe", args: ["margin"] },
  });
  socket.send("x".repeat(401));
  expect(await socket.closing()).toBe(1009);
});

/** Status of a handshake: 101, or what it was refused with. */
async function handshake(headers: Record<string, string> = {}): Promise<{ status: number; socket: WebSocket }> {
  const socket = new WebSocket(house.socketAddress, { headers });
  socket.on("error", () => undefined);
  return Promise.race([
    once(socket, "open").then(() => ({ status: 101, socket })),
    once(socket, "unexpected-response").then(([, response]) => ({ status: (response as IncomingMessage).statusCode ?? 0, socket })),
  ]);
}

test("API-004 an account and an address have as many sockets as were set, and a place is free again when one closes", async () => {
  const trader = await house.trader("listener");
  const own = [await handshake(socketAuth(trader)), await handshake(socketAuth(trader))];
  expect(own.map(({ status }) => status)).toEqual([101, 101]);
  expect((await handshake(socketAuth(trader))).status).toBe(429);
  const others = [await handshake(), await handshake(), await handshake(), await handshake()];
  expect(others.map(({ status }) => status)).toEqual([101, 101, 101, 101]);
  expect((await handshake()).status).toBe(429);
  others[0]?.socket.close();
  await once(others[0]?.socket as WebSocket, "close");
  const next = await SocketClient.open(house.socketAddress);
  expect(await next.hears(() => true)).toMatchObject({ limit: { remaining: 0 } });
  for (const { socket } of [...own, ...others]) socket.close();
  next.close();
});
