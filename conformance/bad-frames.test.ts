import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { openHouse } from "./house.ts";
import { type Message, SocketClient } from "./socket.ts";

const house = await openHouse();
const trader = await house.trader("trader");

/** The house still welcomes, acknowledges and shows what there is. */
async function expectAlive(): Promise<void> {
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("instrument");
  expect(socket.messages("instrument")[0]?.data).toHaveLength((await house.anybody.get<readonly object[]>("/instrument")).length);
  socket.close();
  expect(house.halts).toEqual([]);
}

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

test.each<[string, string]>([
  ["nothing", ""],
  ["a blank", " "],
  ["half an object", '{"op":'],
  ["null", "null"],
  ["a number", "1e999"],
  ["a word", '"subscribe"'],
  ["a list", "[]"],
  ["a list of commands", '[{"op":"subscribe","args":["trade"]}]'],
  ["an op that is a list", '{"op":["subscribe"],"args":["trade"]}'],
  ["an op that is an object", '{"op":{"toString":"subscribe"}}'],
  ["an op that every object has", '{"op":"constructor"}'],
  ["the prototype", '{"__proto__":{"op":"subscribe"}}'],
  ["control characters", "\u0000\u0007\u001b[31m"],
  ["30,000 brackets", `{"op":"subscribe","args":${nested(30_000)}}`],
  ["30,000 brackets in an unknown op", `{"op":"x","args":${nested(30_000)}}`],
  ["30,000 open brackets", "[".repeat(30_000)],
  ["9,000 objects in each other", `${'{"op":'.repeat(9_000)}1${"}".repeat(9_000)}`],
  ["a sign-in by lists", '{"op":"authKeyExpires","args":[["key"],[1],["00"]]}'],
  ["a sign-in by objects", '{"op":"authKeyExpires","args":[{"toString":1},{"valueOf":1},{}]}'],
  ["60,000 letters", "x".repeat(60_000)],
])("API-004 a frame of %s is answered with an error", async (_what, frame) => {
  const socket = await SocketClient.open(house.socketAddress);
  socket.send(frame);
  expect(await socket.hears(({ error }) => error !== undefined)).toMatchObject({
    status: 400,
    error: expect.stringMatching(/^Unrecognized request/),
    meta: {},
  });
  await socket.subscribe("trade");
  socket.close();
});

test.each<[string, unknown]>([
  ["null", null],
  ["a number", 5],
  ["true", true],
  ["an object", { 0: "trade" }],
  ["an empty list", []],
  ["a list of nothing", [null]],
  ["a list of objects that are no text", [{ toString: 1, valueOf: 1 }]],
  ["a list of lists", [["trade"]]],
  ["an empty text", ""],
  ["a colon", ":"],
  ["a table that every object has", "constructor:XBTUSD"],
  ["a symbol that every object has", "trade:__proto__"],
  ["a long symbol", `trade:${"X".repeat(10_000)}`],
  ["half a character", "trade:\ud800"],
])("API-004 topics that are %s are refused, to subscribe to and to leave", async (_what, args) => {
  const socket = await SocketClient.open(house.socketAddress);
  for (const op of ["subscribe", "unsubscribe"]) socket.send({ op, args });
  await socket.settle();
  const answers = (socket.heard as Message[]).slice(1).filter((message) => typeof message === "object");
  expect(answers).toHaveLength(2);
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 400, meta: {} });
    expect(String(answer.error).length).toBeLessThan(200);
  }
  expect(socket.closed).toBeNull();
  socket.close();
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["a word", "key"],
  ["an empty list", []],
  ["truths", [true, false, null]],
  ["the key alone", ["KEY"]],
  ["a moment that is over", ["KEY", 1, "00"]],
  ["a moment that never comes", ["KEY", 1e300, "00"]],
  ["a negative moment", ["KEY", -1, "00"]],
  ["a signature that is no text", ["KEY", 9_999_999_999, 5]],
  ["a long signature", ["KEY", 9_999_999_999, "0".repeat(50_000)]],
])("API-004 a sign-in with %s is refused and ends the socket", async (_what, args) => {
  const socket = await SocketClient.open(house.socketAddress);
  const given = Array.isArray(args) ? args.map((arg) => (arg === "KEY" ? trader.id : arg)) : args;
  socket.send({ op: "authKeyExpires", args: given });
  const { status, error } = await socket.hears((message) => message.error !== undefined);
  expect([400, 401]).toContain(status);
  expect(error).toMatch(/^(Invalid API Key\.|Signature not valid\.|This request has expired)/);
  expect([1000, 1011]).not.toContain(await socket.closing());
});

test("API-004 a binary frame is no command", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  socket.socket.send(Buffer.from('{"op":"subscribe","args":["trade"]}'));
  expect(await socket.hears(({ error }) => error !== undefined)).toMatchObject({ status: 400 });
  expect(socket.messages("trade")).toEqual([]);
  socket.close();
});

test("API-004 a frame beyond its bound ends the socket, and says why", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  socket.send("x".repeat(65_537));
  expect(await socket.closing()).toBe(1009);
  await expectAlive();
});

/** A masked frame as RFC 6455, section 5.2 has it, with everything that may be wrong left to the test. */
function frame(first: number, payload: Buffer, length = payload.length): Buffer {
  const mask = randomBytes(4);
  const masked = Buffer.from(payload.map((byte, i) => byte ^ (mask[i % 4] as number)));
  const head = length < 126 ? Buffer.from([first, 0x80 | length]) : Buffer.from([first, 0x80 | 126, length >> 8, length & 255]);
  return Buffer.concat([head, mask, masked]);
}

/** Opens a socket on a bare connection and sends bytes; resolves with all that came when the server ended it. */
async function raw(bytes: Buffer, path = "/realtime"): Promise<string> {
  const socket = connect(house.port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
  );
  socket.write(bytes);
  return text(socket);
}

test.each<[string, Buffer]>([
  ["text that is no UTF-8", frame(0x81, Buffer.from([0xff, 0xfe]))],
  ["an opcode that nobody knows", frame(0x83, Buffer.from("x"))],
  ["reserved bits", frame(0xf1, Buffer.from("x"))],
  ["a continuation of nothing", frame(0x80, Buffer.from("x"))],
  ["no mask", Buffer.from([0x81, 0x01, 0x78])],
  ["a long ping", frame(0x89, Buffer.alloc(126))],
  ["a close without reason", frame(0x88, Buffer.from([0x03]))],
  ["a length of 2^63", Buffer.concat([Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0]), randomBytes(4)])],
  ["random bytes", Buffer.concat([Buffer.from([0xff]), randomBytes(1_000)])],
])("API-004 a socket of %s is closed, and the others go on", async (_what, bytes) => {
  expect(await raw(bytes)).toContain("101 Switching Protocols");
  await expectAlive();
});

test("API-004 a handshake at another address, without its headers or that breaks off harms nobody", async () => {
  for (const path of ["//", "/", "/api/v1/order", "/realtime/x", "/realtime%zz", "/%zz"])
    expect(await raw(Buffer.alloc(0), path), path).toMatch(/^HTTP\/1\.1 404 /);
  const socket = connect(house.port, "127.0.0.1");
  socket.end("GET /realtime HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
  for (let i = 0; i < 20; i++) {
    const gone = connect(house.port, "127.0.0.1");
    gone.on("error", () => undefined);
    await new Promise((resolve) =>
      gone.write("GET /elsewhere HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", resolve),
    );
    gone.resetAndDestroy();
  }
  await expectAlive();
});

test("API-004 thousands of commands at once are answered as too many, and the socket is of use again", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  for (let i = 0; i < 5_000; i++) socket.send({ op: "subscribe", args: [`trade:${i}`] });
  await socket.settle();
  const answers = (socket.heard as Message[]).filter(({ error }) => error !== undefined);
  expect(answers).toHaveLength(5_000);
  const limited = answers.filter(({ status }) => status === 429);
  expect(limited.length).toBeGreaterThan(1_000);
  expect(limited[0]).toEqual({
    status: 429,
    error: "Rate limit exceeded, retry in 1 seconds.",
    meta: { retryAfter: 1 },
    request: { op: "subscribe", args: [expect.stringMatching(/^trade:\d+$/)] },
  });
  expect(socket.closed).toBeNull();
  socket.close();
  await expectAlive();
});

test("API-004 an answer never dwarfs its question: thousands of topics in one command are refused as one", async () => {
  const socket = await SocketClient.open(house.socketAddress);
  socket.send({ op: "subscribe", args: Array.from({ length: 8_000 }, (_, i) => `t${i}`.slice(0, 4)) });
  await socket.settle();
  expect(socket.heard.slice(1)).toEqual([
    { status: 400, error: "You may not name more than 200 topics at once.", meta: {}, request: { op: "subscribe" } },
    "pong",
  ]);
  socket.close();
});
