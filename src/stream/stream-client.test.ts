import { describe, expect, test } from "vitest";
import { FakeExchange } from "../test-support/fake-exchange.ts";
import { backOffMs } from "./back-off.ts";
import { KeyedImage } from "./keyed-image.ts";
import { StreamClient } from "./stream-client.ts";
import { TableStore } from "./table-store.ts";

const BOOK = "orderBookL2_25";
const TOPIC = `${BOOK}:XBTUSD`;
const KEYS = ["symbol", "id", "side"];
const level = (id: number, size = 100) => ({ symbol: "XBTUSD", id, side: "Buy", size, price: 60_000 - id });

function aClient() {
  const exchange = new FakeExchange();
  const book = new KeyedImage<{ size: number }>();
  const orders = new KeyedImage<{ ordStatus: string }>();
  const store = new TableStore({ [BOOK]: book, order: orders });
  const client = new StreamClient(exchange.world, store);
  client.want([TOPIC]);
  client.start();
  const sizes = () => [...book.rows()].map(({ size }) => size);
  return { exchange, client, store, book, orders, sizes };
}

function aLiveClient() {
  const parts = aClient();
  parts.exchange.socket.open();
  parts.exchange.socket.image(BOOK, KEYS, [level(1), level(2)], "XBTUSD");
  return parts;
}

describe("UI-003 the stream", () => {
  test("UI-003 an image, then inserts, updates and deletes make the table", () => {
    const { exchange, client, sizes } = aLiveClient();
    expect(client.link).toEqual({ phase: "live" });
    exchange.socket.say({ table: BOOK, action: "insert", data: [level(3, 300)] });
    exchange.socket.say({ table: BOOK, action: "update", data: [{ symbol: "XBTUSD", id: 2, side: "Buy", size: 50 }] });
    exchange.socket.say({ table: BOOK, action: "delete", data: [{ symbol: "XBTUSD", id: 1, side: "Buy" }] });
    expect(sizes()).toEqual([50, 300]);
  });

  test("UI-003 deltas that come before an image are ignored", () => {
    const { exchange, client, store, sizes } = aClient();
    exchange.socket.open();
    exchange.socket.say({ table: BOOK, action: "insert", data: [level(7)] });
    exchange.socket.say({ table: BOOK, action: "update", data: [{ symbol: "XBTUSD", id: 7, side: "Buy", size: 1 }] });
    expect(sizes()).toEqual([]);
    expect(store.refused).toEqual({ early: 2, unknown: 0 });
    expect(client.isLive(TOPIC)).toBe(false);
  });

  test("UI-003 deltas of a contract that was not imaged are ignored, those of one that was are not", () => {
    const { exchange, store, sizes } = aLiveClient();
    exchange.socket.say({ table: BOOK, action: "insert", data: [level(3, 300), { ...level(9), symbol: "ETHUSD" }] });
    expect(sizes()).toEqual([100, 100, 300]);
    expect(store.refused.early).toBe(1);
  });

  test("UI-003 a delta of a row that nobody knows asks for a new image, and waits for it", () => {
    const { exchange, client, sizes } = aLiveClient();
    exchange.socket.say({ table: BOOK, action: "update", data: [{ symbol: "XBTUSD", id: 99, side: "Buy", size: 1 }] });
    expect(client.isLive(TOPIC)).toBe(false);
    expect(exchange.socket.commands().slice(-2)).toEqual([
      { op: "unsubscribe", args: [TOPIC] },
      { op: "subscribe", args: [TOPIC] },
    ]);
    exchange.socket.say({ table: BOOK, action: "update", data: [{ symbol: "XBTUSD", id: 1, side: "Buy", size: 1 }] });
    expect(sizes()).toEqual([100, 100]);
    exchange.socket.image(BOOK, KEYS, [level(99, 7)], "XBTUSD");
    expect(sizes()).toEqual([7]);
    expect(client.isLive(TOPIC)).toBe(true);
  });

  test("UI-003 an update changes its columns and leaves the others", () => {
    const { exchange, book } = aLiveClient();
    exchange.socket.say({ table: BOOK, action: "update", data: [{ symbol: "XBTUSD", id: 1, side: "Buy", size: 5 }] });
    expect(book.get("XBTUSD|1|Buy")).toEqual(level(1, 5));
  });

  test("UI-003 after a loss it waits longer each time, comes back, subscribes again and starts from new images", () => {
    const { exchange, client, sizes } = aLiveClient();
    exchange.socket.break();
    expect(client.link).toMatchObject({ phase: "waiting", attempt: 2 });
    expect(sizes()).toEqual([100, 100]);
    for (let failures = 1; failures < 6; failures++) {
      const connections = exchange.sockets.length;
      exchange.clock.advance(backOffMs(failures, 0.5) - 1);
      expect(exchange.sockets.length).toBe(connections);
      exchange.clock.advance(1);
      expect(exchange.sockets.length).toBe(connections + 1);
      if (failures < 5) exchange.socket.break();
    }
    exchange.socket.open();
    expect(exchange.socket.commands()).toEqual([{ op: "subscribe", args: [TOPIC] }]);
    exchange.socket.say({ table: BOOK, action: "insert", data: [level(3)] });
    expect(sizes()).toEqual([100, 100]);
    exchange.socket.image(BOOK, KEYS, [level(4, 4)], "XBTUSD");
    expect(sizes()).toEqual([4]);
    expect(client.link).toEqual({ phase: "live" });
    exchange.socket.break();
    expect(client.link).toMatchObject({ phase: "waiting", attempt: 2 });
  });

  test("UI-003 the wait doubles from half a second to fifteen, and half of it is chance", () => {
    expect([1, 2, 3, 4, 5, 6, 40].map((failures) => backOffMs(failures, 1))).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(backOffMs(3, 0)).toBe(1_000);
  });

  test("UI-003 a connection that stays silent is asked, and given up when it does not answer", () => {
    const { exchange, client } = aLiveClient();
    const { socket } = exchange;
    exchange.clock.advance(5_000);
    expect(socket.sent.at(-1)).toBe("ping");
    socket.sayText("pong");
    exchange.clock.advance(10_000);
    expect(client.link.phase).toBe("live");
    exchange.clock.advance(10_000);
    expect(client.link.phase).not.toBe("live");
    expect(socket.isClosed).toBe(true);
  });

  test("UI-003 every topic knows up to when its rows are right", () => {
    const { exchange, client } = aLiveClient();
    exchange.clock.advance(3_000);
    exchange.socket.sayText("pong");
    const heardAtMs = exchange.clock.nowMs;
    expect(client.knownUntilMs(TOPIC)).toBe(heardAtMs);
    exchange.clock.advance(1_000);
    exchange.socket.break();
    exchange.clock.advance(60_000);
    expect(client.knownUntilMs(TOPIC)).toBe(heardAtMs);
    expect(client.knownUntilMs("order")).toBe(null);
  });

  test("UI-003 a frame that cannot be read ends the connection, since it may have been a delta", () => {
    const { exchange, client } = aLiveClient();
    exchange.socket.sayText('{"table":');
    expect(client.link.phase).toBe("waiting");
    expect(exchange.socket.isClosed).toBe(true);
  });

  test("UI-003 topics that are refused do not keep the others from being live", () => {
    const { exchange, client } = aClient();
    const refused: (readonly string[])[] = [];
    client.onRefused = (topics) => refused.push(topics);
    client.want([TOPIC, "order"]);
    exchange.socket.open();
    exchange.socket.image(BOOK, KEYS, [level(1)], "XBTUSD");
    expect(client.link.phase).toBe("connecting");
    exchange.socket.say({ status: 401, error: "no authorization", meta: {}, request: { op: "subscribe", args: ["order"] } });
    expect(client.link.phase).toBe("live");
    expect(refused).toEqual([["order"]]);
  });

  test("UI-003 topics can be added and let go while the connection lives", () => {
    const { exchange, client, orders } = aLiveClient();
    client.want([TOPIC, "order"]);
    exchange.socket.image("order", ["orderID"], [{ orderID: "a", ordStatus: "New" }]);
    expect([...orders.rows()]).toEqual([{ orderID: "a", ordStatus: "New" }]);
    client.want([TOPIC]);
    expect(exchange.socket.commands().at(-1)).toEqual({ op: "unsubscribe", args: ["order"] });
  });

  test("UI-003 a restart takes a new connection at once and listens to the old one no more", () => {
    const { exchange, client, sizes } = aLiveClient();
    const old = exchange.socket;
    client.restart();
    expect(exchange.sockets.length).toBe(2);
    exchange.socket.open();
    exchange.socket.image(BOOK, KEYS, [level(1, 1)], "XBTUSD");
    old.say({ table: BOOK, action: "update", data: [{ symbol: "XBTUSD", id: 1, side: "Buy", size: 666 }] });
    old.break();
    expect(sizes()).toEqual([1]);
    expect(client.link.phase).toBe("live");
  });

  test("WSP-003 after a sleep a connection that has been silent is replaced at once, and one that speaks is kept", () => {
    const { exchange, client } = aLiveClient();
    exchange.clock.advance(3_000);
    client.wake();
    expect(exchange.sockets.length).toBe(1);
    // Timers sleep with the machine; the clock does not.
    exchange.clock.nowMs += 3_600_000;
    client.wake();
    expect(exchange.sockets.length).toBe(2);
    exchange.socket.break();
    expect(client.link.phase).toBe("waiting");
    client.wake();
    expect(client.link.phase).toBe("connecting");
  });
});
