import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { sign } from "./api-client.ts";
import { Stream } from "./stream.ts";

const KEY = { id: "key", secret: "secret" };
const NOW = 1_700_000_000_000;

/** A socket server that a test speaks for, and a stream that is connected to it. */
class Exchange {
  readonly connections: WebSocket[] = [];
  readonly heard: string[] = [];
  private readonly server = new WebSocketServer({ port: 0, host: "127.0.0.1" });

  constructor() {
    this.server.on("connection", (socket) => {
      this.connections.push(socket);
      socket.on("message", (data) => {
        this.heard.push(String(data));
        if (String(data) === "ping") socket.send("pong");
        this.server.emit("heard");
      });
      this.server.emit("came");
    });
    onTestFinished(() => {
      for (const socket of this.server.clients) socket.terminate();
      this.server.close();
    });
  }

  async stream(topics: readonly string[], isKeyed = false): Promise<Stream> {
    if (this.server.address() === null) await once(this.server, "listening");
    const { port } = this.server.address() as AddressInfo;
    const stream = new Stream({ origin: `http://127.0.0.1:${port}`, key: isKeyed ? KEY : null, topics, now: () => NOW });
    onTestFinished(() => stream.close());
    await this.came(1);
    return stream;
  }

  async came(count: number): Promise<WebSocket> {
    while (this.connections.length < count) await once(this.server, "came");
    return this.connections[count - 1] as WebSocket;
  }

  async hears(count: number): Promise<void> {
    while (this.heard.length < count) await once(this.server, "heard");
  }

  send(frame: object): void {
    this.connections.at(-1)?.send(JSON.stringify(frame));
  }

  order(action: string, ...data: object[]): void {
    this.send({ table: "order", action, ...(action === "partial" ? { keys: ["orderID"], filter: { symbol: "XBTUSD" } } : {}), data });
  }
}

const order = (orderID: string, more: object = {}) => ({ orderID, symbol: "XBTUSD", ordStatus: "New", leavesQty: 100, ...more });

test("MKT-001 a stream signs itself in, subscribes, and follows a table from its image on", async () => {
  const exchange = new Exchange();
  const stream = await exchange.stream(["order:XBTUSD"], true);
  await exchange.hears(2);
  const expires = NOW / 1_000 + 60;
  expect(exchange.heard.map((text) => JSON.parse(text) as unknown)).toEqual([
    { op: "authKeyExpires", args: ["key", expires, sign("secret", "GET", "/realtime", expires)] },
    { op: "subscribe", args: ["order:XBTUSD"] },
  ]);
  exchange.order("insert", order("early"));
  exchange.order("partial", order("a"));
  exchange.order("insert", order("b"));
  exchange.order("update", { orderID: "a", symbol: "XBTUSD", leavesQty: 40 });
  exchange.order("insert", { ...order("other"), symbol: "ETHUSD" });
  exchange.order("update", { orderID: "b", symbol: "XBTUSD", ordStatus: "Filled", leavesQty: 0 });
  await stream.settled();
  expect(stream.rows("order:XBTUSD")).toEqual([order("a", { leavesQty: 40 })]);
});

test("MKT-001 of a table without keys the newest row stays", async () => {
  const exchange = new Exchange();
  const stream = await exchange.stream(["quote:XBTUSD"]);
  const quote = (action: string, ...prices: number[]) =>
    exchange.send({
      table: "quote",
      action,
      ...(action === "partial" ? { keys: [] } : {}),
      data: prices.map((bidPrice) => ({ symbol: "XBTUSD", bidPrice })),
    });
  quote("partial");
  await stream.settled();
  expect(stream.row("quote:XBTUSD")).toBeUndefined();
  quote("insert", 1, 2);
  quote("insert", 3);
  await stream.settled();
  expect(stream.row("quote:XBTUSD")).toEqual({ symbol: "XBTUSD", bidPrice: 3 });
});

test("MKT-001 a connection that ends is made anew, and until its images are back the stream is not live", async () => {
  const exchange = new Exchange();
  const stream = await exchange.stream(["order:XBTUSD"]);
  exchange.order("partial", order("a"));
  await stream.settled();
  expect(stream.isLive).toBe(true);
  const waiting = stream.settled();
  (await exchange.came(1)).terminate();
  await exchange.came(2);
  expect(stream.isLive).toBe(false);
  expect(stream.rows("order:XBTUSD")).toEqual([]);
  exchange.order("partial", order("b"));
  await waiting;
  await stream.settled();
  expect(stream.rows("order:XBTUSD")).toEqual([order("b")]);
});
