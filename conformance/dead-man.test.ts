import { expect, test } from "vitest";
import { socketAuth } from "./client.ts";
import { openHouse } from "./house.ts";
import { type Row, SocketClient } from "./socket.ts";

const house = await openHouse();
const trader = await house.trader("trader");
const watcher = await house.trader("watcher", { permissions: "withdraw" });
const symbol = "XBTUSD";
const place = () => trader.rest.post<Row>("/order", { symbol, side: "Buy", orderQty: 100, price: 50_000 });
/** The last thing that a socket heard before it fell silent. */
const lastSaid = (socket: SocketClient) => socket.heard.findLast((message) => message !== "pong");

test("ORD-002 POST /order/cancelAllAfter tells when, in milliseconds from now; 0 takes it back", async () => {
  const { now, cancelTime } = await trader.rest.post<{ now: string; cancelTime: string }>("/order/cancelAllAfter", { timeout: 60_000 });
  expect(Date.parse(cancelTime) - Date.parse(now)).toBe(60_000);
  expect(await trader.rest.post("/order/cancelAllAfter", { timeout: 0 })).toEqual({ now: expect.any(String), cancelTime: 0 });
  for (const timeout of [-1, 0.5, 1e15]) {
    const { status, body } = await trader.rest.send("POST", "/order/cancelAllAfter", { json: { timeout } });
    expect([status, body]).toEqual([400, { error: { message: "timeout is invalid", name: "ValidationError" } }]);
  }
  expect((await watcher.rest.send("POST", "/order/cancelAllAfter", { json: { timeout: 1 } })).status).toBe(403);
});

test("ORD-002 the orders of who is not heard of again are cancelled, though nobody sends another command", async () => {
  const socket = await SocketClient.open(house.socketAddress, socketAuth(trader));
  await socket.subscribe("order");
  const { orderID } = await place();
  socket.send({ op: "cancelAllAfter", args: 50 });
  await socket.hears((message) => JSON.stringify(message.data ?? []).includes('"Canceled"'));
  const answer = (await socket.hears((message) => "cancelTime" in message)) as unknown as {
    readonly now: string;
    readonly cancelTime: string;
    readonly request: object;
  };
  expect(answer.request).toEqual({ op: "cancelAllAfter", args: 50 });
  expect(Date.parse(answer.cancelTime) - Date.parse(answer.now)).toBe(50);
  expect(await trader.rest.get("/order", { filter: { orderID } })).toMatchObject([
    { ordStatus: "Canceled", text: "Canceled: cancelAllAfter\nSubmitted via API." },
  ]);
  socket.close();
});

test("ORD-002 on the socket it takes a list too, asks who is there, and needs a key that may place orders", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  socket.send({ op: "cancelAllAfter", args: [60_000] });
  await socket.settle();
  expect(lastSaid(socket)).toMatchObject({ status: 401, error: "Authorization Required" });
  socket.close();
  const other = await SocketClient.open(house.socketAddress, socketAuth(watcher));
  other.send({ op: "cancelAllAfter", args: [60_000] });
  await other.settle();
  expect(lastSaid(other)).toMatchObject({ status: 403, error: "Access Denied" });
  other.close();
  const own = await SocketClient.open(house.socketAddress, socketAuth(trader));
  for (const args of ["soon", [], [-1], { timeout: 1 }]) {
    own.send({ op: "cancelAllAfter", args });
    await own.settle();
    expect([args, lastSaid(own)]).toMatchObject([args, { status: 400 }]);
  }
  own.send({ op: "cancelAllAfter", args: [0] });
  await own.hears((message) => "cancelTime" in message);
  own.close();
});
