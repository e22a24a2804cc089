import { afterAll, expect, test } from "vitest";
import { ChatRoom } from "../chat/chat-room.ts";
import { Presence } from "../chat/presence.ts";
import { ContractError } from "../contract/errors.ts";
import { LiveTables } from "../exchange/index.ts";
import { aBoard } from "../notices/testing.ts";
import { BEHIND_BYTES, Connection, STUCK_MS } from "./connection.ts";
import { type Run, textFrame } from "./frame.ts";
import { Hub } from "./hub.ts";
import { TestOutlet } from "./testing.ts";
import { Usher } from "./usher.ts";

const hub = new Hub({ tables: new LiveTables(), chat: new ChatRoom(() => 0), presence: new Presence(), notices: aBoard() });
afterAll(() => hub.close());

/** A connection at a moment that the test moves. */
function aConnection({ authenticate }: { readonly authenticate?: () => never } = {}) {
  const clock = { nowMs: 1_700_000_000_000 };
  const outlet = new TestOutlet();
  const connection = new Connection(
    outlet,
    {
      hub,
      usher: new Usher(() => 0),
      origin: "http://localhost:3000",
      version: "1.2.3",
      limits: { topics: 4, commandsPerSecond: 5 },
      listed: () => null,
      authenticate: authenticate ?? (() => ({ account: 100_001, sessionHash: null, keyId: "key", mayCancel: true })),
      cancelAllAfter: async () => ({ now: "", cancelTime: 0 }),
      now: () => clock.nowMs,
    },
    null,
    7,
  );
  return { clock, connection, outlet, say: (text: string) => connection.receive(text) };
}

/** A row of a table as the hub would send it. */
const frame = (table: string, row: object) => ({
  bytes: textFrame(JSON.stringify({ table, action: "insert", data: [row] })),
  table,
  symbol: "XBTUSD",
});
const run = (...frames: Run["frames"]): Run => ({ frames, bytes: Buffer.concat(frames.map(({ bytes }) => bytes)) }) as unknown as Run;

/** A connection whose reader has stopped with more than the bound before it. */
function aSlowReader(...topics: string[]) {
  const slow = aConnection();
  slow.say(JSON.stringify({ op: "subscribe", args: topics }));
  slow.outlet.isReading = false;
  slow.outlet.waitingBytes = BEHIND_BYTES + 1;
  return { ...slow, from: slow.outlet.heard.length };
}

test("API-004 as many commands a second are obeyed as were set; ping is none, and the next second begins anew", () => {
  const { clock, connection, say, outlet } = aConnection();
  const answered = () => {
    say('{"op":"subscribe","args":["nothing"]}');
    return (JSON.parse(outlet.heard.at(-1) ?? "") as { status: number }).status;
  };
  expect(Array.from({ length: 5 }, answered)).toEqual([400, 400, 400, 400, 400]);
  for (let i = 0; i < 100; i++) say("ping");
  expect(Array.from({ length: 3 }, answered)).toEqual([429, 429, 429]);
  // Clients find what was refused by the request; of a long one, or of none, nothing is read.
  const request = () => (JSON.parse(outlet.heard.at(-1) ?? "") as { request: unknown }).request;
  expect(request()).toEqual({ op: "subscribe", args: ["nothing"] });
  for (const unread of ["{", JSON.stringify({ op: "subscribe", args: ["x".repeat(1_100)] })]) {
    say(unread);
    expect(request()).toEqual({});
  }
  clock.nowMs += 1_000;
  expect(answered()).toBe(400);
  expect(connection.owner).toBeNull();
});

test("RT-004 who goes on sending after ten thousand refusals in a second is sent away", () => {
  const { outlet, say } = aConnection();
  for (let i = 0; i < 20_000 && outlet.isOpen; i++) say("{}");
  expect(outlet.closed).toEqual([[1008, "You send too much."]]);
});

test("RT-003 a reader who is behind is spared the books' changes and due their image, and gets every trade", () => {
  const { connection, outlet, from } = aSlowReader("orderBookL2", "trade", "quote");
  for (let i = 0; i < 1_000; i++) connection.take(run(frame("orderBookL2", { i }), frame("quote", { i })));
  connection.take(run(frame("trade", { trade: 1 }), frame("orderBookL2", { i: 1_000 }), frame("trade", { trade: 2 })));
  expect(outlet.heard.length).toBe(from);
  outlet.read();
  expect(outlet.since(from).map(({ table, action, data }) => [table, action, data])).toEqual([
    ["trade", "insert", [{ trade: 1 }]],
    ["trade", "insert", [{ trade: 2 }]],
    ["orderBookL2", "partial", []],
    ["quote", "partial", []],
  ]);
  expect(outlet.closed).toEqual([]);
  // Whoever has caught up hears of everything again.
  connection.take(run(frame("orderBookL2", { again: true })));
  expect(outlet.since(from).at(-1)).toMatchObject({ table: "orderBookL2", action: "insert", data: [{ again: true }] });
});

test("RT-003 what waits leaves in portions, rows before images, each as the reader takes the one before", () => {
  const { connection, outlet, from } = aSlowReader("instrument", "trade");
  const row = { filler: "x".repeat(1_000) };
  connection.take(run(frame("instrument", {})));
  for (let i = 0; i < 200; i++) connection.take(run(frame("trade", { ...row, i })));
  const portions: number[] = [];
  for (let i = 0; i < 10 && !outlet.heard.some((text, at) => at >= from && text.includes('"partial"')); i++) {
    const before = outlet.heard.length;
    outlet.read(false);
    portions.push(outlet.heard.length - before);
  }
  expect(Math.max(...portions)).toBeLessThan(80);
  expect(outlet.since(from).map(({ table }) => table)).toEqual([...Array(200).fill("trade"), "instrument"]);
});

test("RT-003 who subscribes while behind has the answer first and the image then, and nothing of the topic before it", () => {
  const { connection, outlet, say, from } = aSlowReader("quote");
  say('{"op":"subscribe","args":["trade"]}');
  connection.take(run(frame("trade", { early: true })));
  outlet.read();
  expect(outlet.since(from).map((message) => message["action"] ?? message["subscribe"])).toEqual(["trade", "partial"]);
  expect(outlet.since(from).at(-1)).toMatchObject({ table: "trade", data: [] });
});

test("RT-003 trades and private rows queue to 256 KiB and no further: then the reader is told why it is closed", () => {
  const { connection, outlet } = aSlowReader("trade");
  const one = frame("trade", { filler: "x".repeat(1_000) });
  const fits = Math.floor((256 * 1_024) / one.bytes.length);
  for (let i = 0; i < fits; i++) connection.take(run(one));
  expect(outlet.closed).toEqual([]);
  connection.take(run(one));
  expect(outlet.closed).toEqual([[1013, "You read too slowly."]]);
});

test("RT-003 a reader who is behind is given up when it takes nothing for a minute, not while it takes a little", () => {
  const { clock, connection, outlet } = aSlowReader("orderBookL2");
  connection.take(run(frame("orderBookL2", {})));
  for (let i = 0; i < 5; i++) {
    clock.nowMs += STUCK_MS - 1;
    outlet.waitingBytes -= 1;
    connection.checkProgress();
  }
  expect(outlet.closed).toEqual([]);
  clock.nowMs += STUCK_MS;
  connection.checkProgress();
  expect(outlet.closed).toEqual([[1013, "You read too slowly."]]);
});

test("RT-003 a peer that reads no answers is cut off before what waits for it fills the memory", () => {
  const { clock, outlet, say } = aSlowReader();
  const long = JSON.stringify({ op: "unknown", args: ["x".repeat(60_000)] });
  let sent = 0;
  for (; sent < 1_000 && outlet.isOpen; sent++) {
    clock.nowMs += 1_000;
    say(long);
  }
  expect(outlet.closed).toEqual([[1013, "You read too slowly."]]);
  expect(sent).toBeLessThan(100);
});

test("API-004 a sign-in that does not hold ends the socket, one that does makes it its account's", () => {
  const wrong = aConnection({
    authenticate: () => {
      throw new ContractError(401, "Signature not valid.");
    },
  });
  wrong.say('{"op":"authKeyExpires","args":["key",1,"00"]}');
  expect(wrong.outlet.closed).toEqual([[1008, "Authentication failed."]]);
  expect(wrong.connection.owner).toBeNull();
  const right = aConnection();
  right.say('{"op":"authKeyExpires","args":["key",1,"00"]}');
  expect(right.connection.owner).toMatchObject({ account: 100_001 });
  expect(right.outlet.closed).toEqual([]);
});

test("RT-004 what a socket was opened with, when it is revoked, ends it", () => {
  const { connection, outlet } = aConnection();
  connection.revoke();
  expect(outlet.closed).toEqual([[4001, "The session or key of this connection was revoked."]]);
});
