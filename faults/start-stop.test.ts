import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { get } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { seededRandom } from "../bff/exchange/testing/drill.ts";
import { Client } from "./client.ts";
import { fillFolder } from "./filled-folder.ts";
import { Load } from "./load.ts";
import { aFolder, Server } from "./server.ts";
import { expectOrdersKept, expectSameAsJournal, patiently, replay } from "./verify.ts";

const snapshotsOf = (dataDir: string) => readdirSync(join(dataDir, "snapshots")).sort();

/** What the newest snapshot says of itself. */
function newestSnapshot(dataDir: string): Record<string, unknown> {
  const name = snapshotsOf(dataDir).at(-1) ?? "";
  return JSON.parse(readFileSync(join(dataDir, "snapshots", name), "latin1").split("\n")[1] ?? "") as Record<string, unknown>;
}

test("HOME-001 a start prints one line, and another after an orderly end; what was there is there again", async () => {
  const dataDir = aFolder();
  const server = await Server.start(dataDir);
  expect(server.lines).toEqual([`Fairmark is listening on http://localhost:${server.port}`]);
  await server.operator("index", "set", ".BXBT", "60000");
  const alice = await Client.create(server, "alice");
  await alice.call("POST", "/order", { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 59_000, clOrdID: "kept" });
  const { sequence, stateHash } = await server.operator("status");
  expect(await server.kill("SIGINT")).toEqual({ code: 0, signal: null });
  expect(server.stderr).toBe("");
  // EXC-004: with a snapshot of its very end.
  expect(newestSnapshot(dataDir)).toMatchObject({ sequence, stateHash, isCleanStop: true });
  const again = await Server.start(dataDir);
  alice.follow(again);
  expect(again.lines).toEqual([`Fairmark is listening on http://localhost:${again.port}`]);
  expect(await again.operator("status")).toMatchObject({ sequence, stateHash });
  expect(await alice.rows("/order", { filter: { open: true } })).toMatchObject([{ clOrdID: "kept" }]);
  expect(await again.kill("SIGTERM")).toEqual({ code: 0, signal: null });
});

test("HOME-001 EXC-004 an end under load is orderly, too: exit code 0, a snapshot of the last command, and nothing acknowledged is lost", async () => {
  const dataDir = aFolder();
  const server = await Server.start(dataDir);
  await server.operator("index", "set", ".BXBT", "60000");
  const clients = [await Client.create(server, "alice"), await Client.create(server, "bob")];
  const load = new Load(clients, 8, "load", seededRandom(3));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  // Pressed twice, as people do.
  server.interrupt();
  server.interrupt();
  expect(await server.ended).toEqual({ code: 0, signal: null });
  await load.end();
  expect(server.stderr).toBe("");
  const workspace = join(aFolder(), "replay");
  const journal = replay(dataDir, workspace);
  expect(newestSnapshot(dataDir)).toMatchObject({ sequence: journal.sequence, stateHash: journal.stateHash, isCleanStop: true });
  const again = await Server.start(dataDir);
  for (const client of clients) client.follow(again);
  await expectSameAsJournal(again, journal, () => replay(dataDir, workspace));
  await expectOrdersKept(load);
  expect(load.answers).toBeGreaterThan(50);
  // Whatever was taken was answered: what had no answer was never taken.
  for (const client of clients)
    expect(await patiently(client, "/order", { filter: { clOrdID: [...load.unanswered, "none"] }, count: 100 })).toEqual([]);
});

test("HOME-001 a socket whose reader has gone silent does not hold up the end", async () => {
  const dataDir = aFolder();
  const server = await Server.start(dataDir);
  const socket = connect(server.port, "127.0.0.1");
  socket.write(
    "GET /realtime HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  await once(socket, "data");
  // And a request that never comes to its end.
  const slow = connect(server.port, "127.0.0.1");
  slow.write("POST /api/v1/order HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
  for (const each of [socket, slow]) each.on("error", () => each.destroy());
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await server.kill("SIGINT")).toEqual({ code: 0, signal: null });
  expect(newestSnapshot(dataDir)).toMatchObject({ isCleanStop: true });
  socket.destroy();
  slow.destroy();
});

test("HOME-001 who reads the line may end the exchange at once, and it still ends in order", async () => {
  const dataDir = aFolder();
  for (let i = 0; i < 3; i++) {
    const server = await Server.start(dataDir);
    server.interrupt();
    expect(await server.ended).toEqual({ code: 0, signal: null });
  }
});

function pageAt(host: string, port: number, path: string): Promise<{ status: number; location: string | undefined }> {
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, headers: { host: `${host}:${port}`, accept: "text/html" } }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, location: response.headers.location });
    }).on("error", reject);
  });
}

const opens = (url: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.once("message", (data) => {
      resolve((JSON.parse(String(data)) as { info: string }).info);
      socket.terminate();
    });
    socket.once("error", reject);
  });

test("HOME-001 the server listens on 127.0.0.1 alone; API and sockets answer at 127.0.0.1 and at localhost", async () => {
  const { port } = await Server.start(aFolder());
  const refused = await new Promise<string | undefined>((resolve) => {
    // Another address of this machine.
    const socket = connect(port, "127.0.0.2", () => resolve(undefined));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  expect(refused).toBe("ECONNREFUSED");
  for (const host of ["127.0.0.1", "localhost"]) {
    expect(await pageAt(host, port, "/api/v1/instrument")).toEqual({ status: 200, location: undefined });
    expect(await opens(`ws://${host}:${port}/realtime`)).toContain("Realtime API");
  }
});

const isBuilt = existsSync(join(import.meta.dirname, "../dist/index.html"));

test("HOME-001 a browser that asks for a page at 127.0.0.1 is sent to localhost", async (context) => {
  context.skip(!isBuilt, "the app is not built");
  const { port } = await Server.start(aFolder());
  for (const path of ["/", "/trade/XBTUSD?theme=dark"]) {
    expect(await pageAt("127.0.0.1", port, path)).toEqual({ status: 307, location: `http://localhost:${port}${path}` });
    expect(await pageAt("localhost", port, path)).toEqual({ status: 200, location: undefined });
  }
});

test("EXC-004 a running exchange takes a snapshot when 100,000 commands have passed since the last one, and not before", async () => {
  // A start lists the contracts that the folder lacks: what is left of 100,000 begins after those.
  const small = aFolder();
  fillFolder(small, 50);
  const first = await Server.start(small);
  const listed = ((await first.operator("status")) as { sequence: number }).sequence - 50;
  await first.kill();
  const dataDir = aFolder();
  fillFolder(dataDir, 99_990 - listed);
  const server = await Server.start(dataDir);
  expect(snapshotsOf(dataDir)).toEqual([]);
  let sequence = 0;
  for (let clients = 0; sequence < 100_000; clients++) {
    expect(snapshotsOf(dataDir)).toEqual([]);
    await Client.create(server, `client-${clients}`);
    ({ sequence } = (await server.operator("status")) as { sequence: number });
  }
  while (snapshotsOf(dataDir).filter((name) => name.endsWith(".snapshot")).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(newestSnapshot(dataDir)).toMatchObject({ sequence, isCleanStop: false });
  // Killed now, it starts from there.
  const { stateHash } = await server.operator("status");
  await server.kill();
  expect(await (await Server.start(dataDir)).operator("status")).toMatchObject({ sequence, stateHash });
});
