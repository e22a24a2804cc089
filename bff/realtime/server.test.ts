import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { ChatRoom } from "../chat/chat-room.ts";
import { Presence } from "../chat/presence.ts";
import { LiveTables } from "../exchange/index.ts";
import { aBoard } from "../notices/testing.ts";
import { Realtime, type RealtimeOptions } from "./server.ts";

/** Pings go out by an interval, which these tests move; everything else runs on. */
beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

type Revocation = Parameters<Parameters<RealtimeOptions["identity"]["onRevoked"]>[0]>[0];

/** A server with nothing in its tables, to which every key signs in as the account that it spells. */
async function aServer() {
  const revoked = new Set<(what: Revocation) => void>();
  const identity = {
    session: () => null,
    onRevoked(listener: (what: Revocation) => void) {
      revoked.add(listener);
      return () => revoked.delete(listener);
    },
  };
  const options = {
    exchange: { tables: new LiveTables(), subscribe: () => () => undefined },
    identity,
    chat: new ChatRoom(() => 0),
    presence: new Presence(),
    notices: aBoard(),
    settings: { origin: "http://localhost:3000", version: "1" },
    limits: { sockets: { perAddress: 1, perAccount: 2, messageBytes: 1_000, topics: 10, commandsPerSecond: 10 } },
    verify: (id: string) => ({ id, account: Number(id.split("-")[0]), permissions: ["order"] }),
    callerOf: () => ({ address: "127.0.0.1", isExempt: true }),
    bans: { failed: () => undefined, secondsLeft: () => 0 },
    tokenOf: () => null,
    now: () => 1_700_000_000_000,
  };
  const realtime = new Realtime(options as unknown as RealtimeOptions);
  const server = createServer();
  realtime.listen(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    realtime,
    port,
    revoke: (what: Revocation) => {
      for (const listener of revoked) listener(what);
    },
    async open(keyId: string, more: object = {}) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/realtime`, { headers: { "api-key": keyId }, ...more });
      socket.on("error", () => undefined);
      const closing = new Promise<number>((resolve) => void socket.once("close", resolve));
      await Promise.race([new Promise((resolve) => void socket.once("message", resolve)), closing]);
      return { socket, closing };
    },
    async stop() {
      realtime.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

test("RT-004 a key that is disabled loses its sockets, another of the same account keeps its own", async () => {
  const server = await aServer();
  const [lost, kept] = [await server.open("7-lost"), await server.open("7-kept")];
  server.revoke({ keyId: "7-lost", account: 7 });
  expect(await lost.closing).toBe(4001);
  expect(kept.socket.readyState).toBe(WebSocket.OPEN);
  kept.socket.close();
  await server.stop();
});

test("RT-004 a socket whose peer answers no ping is told so and given up at the next, one that answers stays", async () => {
  const server = await aServer();
  const [silent, alive] = [await server.open("1-silent", { autoPong: false }), await server.open("2-alive")];
  const pinged = once(alive.socket, "ping");
  await vi.advanceTimersByTimeAsync(60_000);
  await pinged;
  // The answer travels on its own time, in front of what is sent after it: until it came, the living would pass for dead.
  const answered = once(alive.socket, "message");
  alive.socket.send("ping");
  expect(String((await answered)[0])).toBe("pong");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await silent.closing).toBe(1013);
  expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  alive.socket.close();
  await server.stop();
});

test("API-004 when the exchange stops, everybody is told to come back", async () => {
  const server = await aServer();
  const sockets = [await server.open("1-a"), await server.open("2-b")];
  await server.stop();
  for (const { closing } of sockets) expect(await closing).toBe(1012);
});

test("API-004 an account opens as many sockets as it may, and one that closed is none", async () => {
  const server = await aServer();
  const [one, two] = [await server.open("5-a"), await server.open("5-b")];
  const refused = await server.open("5-c");
  expect(await refused.closing).toBe(1006);
  one.socket.close();
  await one.closing;
  await vi.waitFor(async () => expect((await server.open("5-d")).socket.readyState).toBe(WebSocket.OPEN));
  two.socket.close();
  await server.stop();
});

test("RT-004 who is revoked and does not answer that it is closed has its line cut", async () => {
  const server = await aServer();
  const line = connect(server.port, "127.0.0.1");
  line.write(
    "GET /realtime HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\napi-key: 7-lost\r\n\r\n",
  );
  await once(line, "data");
  const ended = once(line, "close");
  server.revoke({ keyId: "7-lost", account: 7 });
  line.resume();
  await ended;
  await server.stop();
});
