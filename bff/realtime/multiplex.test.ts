import { afterAll, expect, test } from "vitest";
import { ChatRoom } from "../chat/chat-room.ts";
import { Presence } from "../chat/presence.ts";
import { LiveTables } from "../exchange/index.ts";
import { aBoard } from "../notices/testing.ts";
import { Connection } from "./connection.ts";
import { Hub } from "./hub.ts";
import { Multiplex } from "./multiplex.ts";
import { TestOutlet } from "./testing.ts";
import { Usher } from "./usher.ts";

const hub = new Hub({ tables: new LiveTables(), chat: new ChatRoom(() => 0), presence: new Presence(), notices: aBoard() });
afterAll(() => hub.close());

function aMultiplex() {
  const outlet = new TestOutlet();
  const context = {
    hub,
    usher: new Usher(() => 0),
    origin: "http://localhost:3000",
    version: "1",
    limits: { topics: 10, commandsPerSecond: 100 },
    listed: () => null,
    authenticate: (keyId: string) => ({ account: Number(keyId), sessionHash: null, keyId, mayCancel: true }),
    cancelAllAfter: async () => ({ now: "", cancelTime: 0 as const }),
    now: () => 0,
  };
  const multiplex = new Multiplex(outlet, (virtual) => new Connection(virtual, context, null, 1));
  return {
    outlet,
    multiplex,
    /** Says something, and gives what is heard of it. */
    say(message: unknown) {
      const from = outlet.heard.length;
      multiplex.receive(typeof message === "string" ? message : JSON.stringify(message));
      return outlet.heard.slice(from).map((text) => (text === "pong" ? text : (JSON.parse(text) as unknown)));
    },
  };
}

test("RT-001 a socket that carries several streams welcomes each, and each has its own topics and its own account", () => {
  const { multiplex, say } = aMultiplex();
  expect(say([1, "a", "userA"])).toMatchObject([[0, "a", "userA", { info: "Welcome to the BitMEX Realtime API." }]]);
  expect(say([1, "b", "userB"])).toMatchObject([[0, "b", "userB", { info: "Welcome to the BitMEX Realtime API." }]]);
  const subscribe = { op: "subscribe", args: ["trade"] };
  for (const [id, name] of [
    ["a", "userA"],
    ["b", "userB"],
  ]) {
    expect(say([0, id, name, subscribe])).toMatchObject([
      [0, id, name, { success: true, subscribe: "trade", request: subscribe }],
      [0, id, name, { table: "trade", action: "partial", data: [] }],
    ]);
  }
  expect(say([0, "a", "userA", { op: "authKeyExpires", args: ["7", 1, "00"] }])).toMatchObject([[0, "a", "userA", { success: true }]]);
  expect([...multiplex.streams].map(({ owner }) => owner?.account)).toEqual([7, undefined]);
  hub.tell("trade", "insert", { price: 1 });
  expect(say([0, "b", "userB", "ping"])).toEqual([[0, "b", "userB", "pong"]]);
});

test("RT-001 a stream that is closed is silent, and the others go on", () => {
  const { multiplex, outlet, say } = aMultiplex();
  for (const id of ["a", "b"]) {
    say([1, id, id]);
    say([0, id, id, { op: "subscribe", args: ["chat"] }]);
  }
  say([2, "a", "a"]);
  const from = outlet.heard.length;
  hub.tell("chat", "insert", { id: 1 });
  multiplex.receive(JSON.stringify([0, "b", "b", "ping"]));
  expect(outlet.heard.slice(from).map((text) => (JSON.parse(text) as unknown[])[1])).toEqual(["b", "b"]);
  expect(say([0, "a", "a", "ping"])).toMatchObject([{ status: 400, error: "No such stream: a" }]);
  expect(say("ping")).toEqual(["pong"]);
  const [remaining] = multiplex.streams;
  remaining?.revoke();
  expect(outlet.since(-1)).toEqual([[2, "b", "b", { code: 4001, reason: "The session or key of this connection was revoked." }]]);
  expect(outlet.isOpen).toBe(true);
});

test.each([
  ["no list"],
  [{ op: "subscribe", args: ["trade"] }],
  [[1, 7, "a"]],
  [[1, "x".repeat(101), "a"]],
  [[0, "nobody", "a", "ping"]],
  [[9]],
])("RT-004 %j on such a socket is an error, and a hundred of them end it", (message) => {
  const { outlet, say } = aMultiplex();
  expect(say(message)).toMatchObject([{ status: 400 }]);
  for (let i = 0; i < 100; i++) say(message);
  expect(outlet.closed).toMatchObject([[1008, expect.any(String)]]);
});

test("RT-004 a socket carries twenty streams at most", () => {
  const { say } = aMultiplex();
  for (let i = 0; i < 20; i++) say([1, String(i), "x"]);
  expect(say([1, "20", "x"])).toMatchObject([{ status: 400, error: "You may not open more than 20 streams." }]);
});
