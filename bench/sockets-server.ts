import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { WebSocketServer } from "ws";
import { ChatRoom } from "../bff/chat/chat-room.ts";
import { Presence } from "../bff/chat/presence.ts";
import { encode } from "../bff/engine/encode.ts";
import { Engine } from "../bff/engine/engine.ts";
import { SlotReader, SlotWriter } from "../bff/engine/slots.ts";
import { GENESIS_LISTINGS } from "../bff/exchange/listing.ts";
import { LiveTables } from "../bff/exchange/live/live-tables.ts";
import { Realtime, type RealtimeOptions } from "../bff/realtime/server.ts";
import { deltaRow, sharedMs } from "./fan-out-message.ts";

/**
 * A server of sockets alone, in a process of its own: the exchange's hub over the contracts of a new exchange, or, with
 * SIDE=plain, npm `ws` as anybody would use it. What it is told to do comes by GET: `/feed?rate=N&seconds=N` sends so many
 * deltas a second to everybody and says when each was sent and what that cost, `/cost` says what it has used so far.
 */
const TICK_MS = 1;
/** Nobody is offered more while this waits for somebody: what piles up would be memory, not throughput. */
const MOST_WAITING_BYTES = 32 << 10;

const lines = new Set<Socket>();
const server = createServer();
server.on("connection", (line: Socket) => {
  lines.add(line);
  line.once("close", () => lines.delete(line));
});

const send = process.env["SIDE"] === "plain" ? plain() : ours();

/** The usual way: each message is made into text once, and each client is sent it. */
function plain(): (sequence: number) => void {
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on("connection", (socket) => {
    socket.on("message", () => undefined);
    socket.on("error", () => undefined);
  });
  return (sequence) => {
    const text = JSON.stringify({ table: "trade", action: "insert", data: [deltaRow(sequence)] });
    for (const socket of sockets.clients) socket.send(text);
  };
}

function ours(): (sequence: number) => void {
  let publish: Parameters<RealtimeOptions["exchange"]["subscribe"]>[0] = () => undefined;
  const limit = 1_000_000;
  const options = {
    exchange: {
      tables: listedTables(),
      subscribe: (listener: typeof publish) => {
        publish = listener;
        return () => undefined;
      },
    },
    identity: { session: () => null, onRevoked: () => () => undefined },
    chat: new ChatRoom(Date.now),
    presence: new Presence(),
    notices: { onChange: () => () => undefined, announcements: () => [], notices: () => [] },
    settings: { origin: "http://localhost", version: "1" },
    limits: { sockets: { perAddress: limit, perAccount: limit, messageBytes: 65_536, topics: 200, commandsPerSecond: 50 } },
    callerOf: () => ({ address: "127.0.0.1", isExempt: true }),
    tokenOf: () => null,
    now: Date.now,
  };
  new Realtime(options as unknown as RealtimeOptions).listen(server);
  const nothing = { sequence: 0, timeMs: 0, outcomes: [], accounts: new Set<number>(), marks: new Set<number>() };
  return (sequence) => {
    const rows = [deltaRow(sequence)];
    publish({ ...nothing, changes: [{ table: "trade", action: "insert", symbol: "XBTUSD", account: null, rows }] });
  };
}

/** The tables of an exchange that has been opened just now. */
function listedTables(): LiveTables {
  const [out, packed] = [new SlotWriter(), new SlotWriter()];
  const engine = Engine.genesis(out);
  GENESIS_LISTINGS.forEach((listing, i) => {
    encode.list(packed, listing);
    engine.apply(new SlotReader(packed.take()), i + 1, Date.now(), 0);
  });
  const tables = new LiveTables();
  tables.apply(out.take());
  return tables;
}

/** Offers deltas at a rate, as far as they are taken. */
async function feed(perSecond: number, seconds: number): Promise<object> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const sentAtMs: number[] = [];
  let elapsedMs = 0;
  while (elapsedMs < seconds * 1_000) {
    const due = Math.floor((elapsedMs * perSecond) / 1_000);
    while (sentAtMs.length < due && !isAnyoneBehind()) {
      sentAtMs.push(sharedMs());
      send(sentAtMs.length - 1);
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    elapsedMs = performance.now() - startedAt;
  }
  while ([...lines].some((line) => line.writableLength > 0)) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  const { user, system } = process.cpuUsage(before);
  return { sent: sentAtMs.length, sentAtMs, elapsedMs: performance.now() - startedAt, cpuMs: (user + system) / 1_000 };
}

function isAnyoneBehind(): boolean {
  for (const line of lines) if (line.writableLength > MOST_WAITING_BYTES) return true;
  return false;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as (options: object) => void;

function cost(): object {
  // As an idle process does by and by: what the handshakes left behind goes, and the room that they took is given back.
  for (let i = 0; i < 3; i++) collect({ type: "major", flavor: "last-resort" });
  const { user, system } = process.cpuUsage();
  return { rssBytes: process.memoryUsage().rss, cpuMs: (user + system) / 1_000 };
}

server.on("request", async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const answer = pathname === "/feed" ? await feed(Number(searchParams.get("rate")), Number(searchParams.get("seconds"))) : cost();
  response.end(JSON.stringify(answer));
});
server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on("SIGTERM", () => process.exit(0));
