import { EventEmitter } from "node:events";
import { Duplex } from "node:stream";
import { afterAll, expect, test } from "vitest";
import type { WebSocket } from "ws";
import { ChatRoom } from "../chat/chat-room.ts";
import { Presence } from "../chat/presence.ts";
import { ContractError } from "../contract/errors.ts";
import { LiveTables } from "../exchange/index.ts";
import { Connection } from "./connection.ts";
import { Hub } from "./hub.ts";

const hub = new Hub({ tables: new LiveTables(), chat: new ChatRoom(() => 0), presence: new Presence() });
afterAll(() => hub.close());

/** A connection whose peer reads nothing, at a moment that the test moves. */
function aConnection({ authenticate }: { readonly authenticate?: () => never } = {}) {
  const clock = { nowMs: 1_700_000_000_000 };
  const closed: (readonly [number, string])[] = [];
  // Takes the bytes and never says that they are gone: what it was given waits in it.
  const stream = new Duplex({ read: () => undefined, write: () => undefined, highWaterMark: 0 });
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    close(code: number, reason: string) {
      closed.push([code, reason]);
      this.readyState = 2;
    },
  });
  const connection = new Connection(
    socket as unknown as WebSocket,
    stream,
    {
      hub,
      origin: "http://localhost:3000",
      version: "1.2.3",
      limits: { topics: 2, commandsPerSecond: 5 },
      listed: () => null,
      authenticate: authenticate ?? (() => ({ account: 100_001, sessionHash: null, keyId: "key", mayOrder: true })),
      cancelAllAfter: async () => ({ now: "", cancelTime: 0 }),
      now: () => clock.nowMs,
    },
    null,
    7,
  );
  return {
    clock,
    closed,
    connection,
    stream,
    say: (text: string) => socket.emit("message", text, false),
    leave: () => socket.emit("close"),
  };
}

test("API-004 as many commands a second are obeyed as were set; ping is none, and the next second begins anew", () => {
  const { clock, connection, say, stream } = aConnection();
  const answered = () => {
    const before = stream.writableLength;
    say('{"op":"subscribe","args":["nothing"]}');
    return stream.writableLength - before;
  };
  const refusals = Array.from({ length: 5 }, answered);
  for (let i = 0; i < 100; i++) say("ping");
  const limited = Array.from({ length: 3 }, answered);
  // The refusal for haste echoes nothing and is told by its length; what it says is tested where it is read.
  expect(new Set(refusals).size).toBe(1);
  expect(new Set(limited).size).toBe(1);
  expect(limited[0]).not.toBe(refusals[0]);
  clock.nowMs += 1_000;
  expect(answered()).toBe(refusals[0]);
  expect(connection.owner).toBeNull();
});

test("API-004 a peer that reads nothing is cut off before what waits for it fills the memory", () => {
  const { clock, closed, say, stream } = aConnection();
  const long = JSON.stringify({ op: "unknown", args: ["x".repeat(60_000)] });
  for (let i = 0; i < 1_000 && closed.length === 0; i++) {
    clock.nowMs += 1_000;
    say(long);
  }
  expect(closed).toEqual([[1013, "You read too slowly."]]);
  const waiting = stream.writableLength;
  expect(waiting).toBeLessThan(9 << 20);
  say(long);
  expect(stream.writableLength).toBe(waiting);
});

test("API-004 a peer that falls behind the tables is cut off as well", () => {
  const { closed, connection } = aConnection();
  for (let i = 0; i < 20 && closed.length === 0; i++) {
    connection.queue(Buffer.alloc(1 << 20));
    connection.flush();
  }
  expect(closed).toEqual([[1013, "You read too slowly."]]);
});

test("API-004 a sign-in that does not hold ends the socket, one that does makes it its account's", () => {
  const wrong = aConnection({
    authenticate: () => {
      throw new ContractError(401, "Signature not valid.");
    },
  });
  wrong.say('{"op":"authKeyExpires","args":["key",1,"00"]}');
  expect(wrong.closed).toEqual([[1008, "Authentication failed."]]);
  expect(wrong.connection.owner).toBeNull();
  const right = aConnection();
  right.say('{"op":"authKeyExpires","args":["key",1,"00"]}');
  expect(right.connection.owner).toMatchObject({ account: 100_001 });
  expect(right.closed).toEqual([]);
});

test("API-004 what a socket was opened with, when it is revoked, ends it", () => {
  const { closed, connection, leave } = aConnection();
  connection.revoke();
  expect(closed).toEqual([[4001, "The session or key of this connection was revoked."]]);
  leave();
});
