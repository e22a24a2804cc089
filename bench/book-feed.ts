import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

const LEVELS = 25;
const TICK = 0.5;
const TURN_MS = 10;
/** Marks move ten times a second, as tickers paint at most. */
const MARK_EVERY = 10;

interface BookFeed {
  readonly port: number;
  /** Messages of the book that were sent so far. */
  readonly sent: () => number;
  readonly close: () => void;
}

/**
 * A socket that speaks the exchange's protocol and changes a level of the book so many times a second.
 *
 * @param instruments rows of the `instrument` table
 */
export async function openBookFeed(instruments: readonly object[], symbol: string, mark: number, perSecond: number): Promise<BookFeed> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  let sent = 0;
  const levels = Array.from({ length: 2 * LEVELS }, (_, i) => {
    const isBid = i < LEVELS;
    const price = isBid ? mark - (i + 1) * TICK : mark + (i - LEVELS + 1) * TICK;
    return { symbol, id: 8_800_000_000 - Math.round(price * 100), side: isBid ? "Buy" : "Sell", size: 10_000 + i, price };
  });
  server.on("connection", (socket) => {
    const say = (frame: object) => socket.send(JSON.stringify(frame));
    const topics = new Set<string>();
    socket.on("message", (bytes) => {
      const text = String(bytes);
      if (text === "ping") {
        socket.send("pong");
        return;
      }
      const { op, args } = JSON.parse(text) as { op: string; args: string[] };
      if (op !== "subscribe") return;
      for (const topic of args) {
        const [table = "", of] = topic.split(":");
        const keys = table === "instrument" ? ["symbol"] : table.startsWith("orderBook") ? ["symbol", "id", "side"] : [];
        const data = table === "instrument" ? instruments : table === "orderBookL2_25" ? levels : [];
        say({ success: true, subscribe: topic, request: { op, args } });
        say({
          table,
          action: "partial",
          keys,
          types: {},
          foreignKeys: {},
          attributes: {},
          filter: of === undefined ? {} : { symbol: of },
          data,
        });
        topics.add(table);
      }
    });
    let turn = 0;
    const timer = setInterval(() => {
      if (!topics.has("orderBookL2_25")) return;
      turn += 1;
      for (let i = 0; i < (perSecond * TURN_MS) / 1_000; i++) {
        const level = levels[sent % levels.length] as (typeof levels)[number];
        say({
          table: "orderBookL2_25",
          action: "update",
          data: [{ symbol, id: level.id, side: level.side, size: 10_000 + (sent % 5_000) }],
        });
        sent += 1;
      }
      if (turn % MARK_EVERY === 0) say({ table: "instrument", action: "update", data: [{ symbol, markPrice: mark + (turn % 40) / 4 }] });
    }, TURN_MS);
    socket.on("close", () => clearInterval(timer));
  });
  return {
    port: (server.address() as AddressInfo).port,
    sent: () => sent,
    close: () => {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
