import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Client, type Row } from "./client.ts";
import { aFolder, Server } from "./server.ts";

/** The operator's commands as they are typed. */

const ROOT = join(import.meta.dirname, "..");
const HOUR_MS = 3_600_000;

interface Said {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, args: readonly string[], dataDir: string): Promise<Said> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      { cwd: ROOT, env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir } },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : (error.code ?? null), stdout, stderr });
      },
    );
  });
}

const operate = (server: Server, ...words: readonly string[]) => run(process.execPath, ["bff/operator/cli.ts", ...words], server.dataDir);

/** The one line of JSON that a command printed. */
function printed({ code, stdout, stderr }: Said): Record<string, unknown> {
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^[^\n]+\n$/);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const refused = (sentence: string | RegExp): Said => ({
  code: 2,
  stdout: "",
  stderr: typeof sentence === "string" ? `${sentence}\n` : (expect.stringMatching(sentence) as string),
});

test("OPR-001 account create prints account and key, which trades at once with the coins that were deposited", async () => {
  const server = await Server.start(aFolder(), { CLOCK: "manual" });
  const made = printed(
    await operate(server, "account", "create", "--email", "ada@example.com", "--deposit-xbt", "1.5", "--key", "order,withdraw"),
  );
  expect(made).toEqual({ account: expect.any(Number), apiKeyID: expect.any(String), apiKeySecret: expect.any(String) });
  expect(printed(await operate(server, "index", "set", ".BXBT", "60000"))).toEqual({ symbol: ".BXBT", price: 60_000 });
  const ada = Client.withKey(server, made);
  expect((await ada.get("/user/wallet")).body).toMatchObject({ account: made["account"], amount: 150_000_000 });
  expect((await ada.call("POST", "/order", { symbol: "XBTUSD", orderQty: 100, price: 60_000 })).status).toBe(200);
  expect(await ada.rows("/instrument", { symbol: "XBTUSD" })).toMatchObject([{ markPrice: 60_000 }]);
  // Without a key there is none, and without an order's permission it may not trade.
  expect(printed(await operate(server, "account", "create", "--email", "bob@example.com"))).toEqual({ account: expect.any(Number) });
  const reader = Client.withKey(
    server,
    printed(await operate(server, "account", "create", "--email", "eve@example.com", "--key", "withdraw")),
  );
  expect((await reader.call("POST", "/order", { symbol: "XBTUSD", orderQty: 100, price: 60_000 })).status).toBe(403);
});

test("OPR-001 status tells sequence, state hash, queue depth and audit", async () => {
  const server = await Server.start(aFolder());
  const before = printed(await operate(server, "status"));
  expect(before).toMatchObject({
    sequence: expect.any(Number),
    stateHash: expect.stringMatching(/^[0-9a-f]{16}$/),
    queueDepth: 0,
    halted: null,
    audit: { differenceSats: 0, checkedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) },
  });
  printed(await operate(server, "index", "set", ".BXBT", "60000.5"));
  const after = printed(await operate(server, "status"));
  expect(after).toMatchObject({ sequence: Number(before["sequence"]) + 1 });
  expect(after["stateHash"]).not.toBe(before["stateHash"]);
});

test("MKT-003 OPR-001 a manual clock moves by command alone: orders a second apart have one time, and eight hours later it is eight hours later", async () => {
  const server = await Server.start(aFolder(), { CLOCK: "manual" });
  printed(await operate(server, "index", "set", ".BXBT", "60000"));
  const alice = await Client.create(server, "alice");
  const place = async () =>
    Date.parse(
      ((await alice.call("POST", "/order", { symbol: "XBTUSD", orderQty: 100, price: 59_000 })).body as Row)["timestamp"] as string,
    );
  const first = await place();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await place()).toBe(first);
  expect(printed(await operate(server, "clock", "advance", "8h"))).toEqual({ time: new Date(first + 8 * HOUR_MS).toISOString() });
  expect(await place()).toBe(first + 8 * HOUR_MS);
  // A restart does not move it, either.
  await server.kill("SIGINT");
  const again = await Server.start(server.dataDir, { CLOCK: "manual" });
  alice.follow(again);
  expect(await place()).toBe(first + 8 * HOUR_MS);
});

test("OPR-001 what can't be done is one sentence on stderr, exit code 2 and nothing on stdout", async () => {
  const server = await Server.start(aFolder());
  printed(await operate(server, "account", "create", "--email", "ada@example.com"));
  const { sequence } = await server.operator("status");
  const cases: readonly (readonly [readonly string[], string | RegExp])[] = [
    [["nonsense"], /^No such command\. There are: account create .*\n$/],
    [["account", "create"], "--email is missing."],
    [["account", "create", "--email", "nobody"], /^[^\n]+\n$/],
    [["account", "create", "--email", "ada@example.com"], /^[^\n]*(already|taken)[^\n]*\n$/i],
    [
      ["account", "create", "--email", "a@b.example", "--deposit-xbt", "1.123456789"],
      "--deposit-xbt 1.123456789 is no amount of XBT with at most 8 decimals.",
    ],
    [["account", "create", "--email", "a@b.example", "--deposit-xbt", "-1"], /^[^\n]+\n$/],
    [["account", "create", "--email", "a@b.example", "--deposit-xbt", "22000000"], /no amount of XBT/],
    [
      ["account", "create", "--email", "a@b.example", "--key", "order,steal"],
      "--key steal is no permission; there are order, orderCancel, withdraw.",
    ],
    [["account", "create", "--email", "a@b.example", "--rich"], /^Unknown option '--rich'\.\n$/],
    [["index", "set", ".BXBT"], "An index and its price are wanted, as: index set .BXBT 60000."],
    [["index", "set", ".BXBT", "cheap"], "cheap is no price."],
    [["index", "set", ".BXBT", "0"], /^[^\n]+\n$/],
    [["index", "set", ".BXBT", "1.001"], /^[^\n]+\n$/],
    [["index", "set", "XBTUSD", "60000"], /^[^\n]+\n$/],
    [["clock", "advance", "8h"], "The clock is the system's: only with CLOCK=manual can it be advanced."],
  ];
  const left = [...cases];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      expect(await operate(server, ...next[0]), next[0].join(" ")).toEqual(refused(next[1]));
  };
  await Promise.all([worker(), worker()]);
  // None of it came to anything.
  expect(await server.operator("status")).toMatchObject({ sequence });
  await server.kill();
  expect(await operate(server, "status")).toEqual(refused(`No exchange listens on the data folder ${server.dataDir}.`));
});

test("OPR-001 a manual clock takes durations as they are written, and nothing else", async () => {
  const server = await Server.start(aFolder(), { CLOCK: "manual" });
  const { timeMs } = (await server.operator("status")) as { timeMs: number };
  for (const word of ["8", "h", "-1h", "8 h", "8h extra", "1w", ""])
    await expect(server.operator("clock", "advance", ...word.split(" "))).rejects.toThrow("A duration is wanted");
  for (const word of ["1ms", "1s", "1m", "1h", "1d", "0.5s"]) await server.operator("clock", "advance", word);
  expect(await server.operator("status")).toMatchObject({ timeMs: timeMs + 1 + 1_000 + 60_000 + HOUR_MS + 24 * HOUR_MS + 500 });
});

test("OPR-001 a manual clock ends with the year 9999: beyond it nothing moves, and a restart finds the folder whole", async () => {
  const server = await Server.start(aFolder(), { CLOCK: "manual" });
  const { timeMs } = (await server.operator("status")) as { timeMs: number };
  for (const word of ["99999999d", "999999999999d", "3000000d"])
    await expect(server.operator("clock", "advance", word)).rejects.toThrow("The clock ends with the year 9999");
  expect(await server.operator("status")).toMatchObject({ timeMs });
  await server.kill();
  expect(await (await Server.start(server.dataDir, { CLOCK: "manual" })).operator("status")).toMatchObject({ timeMs });
});

test("OPR-001 npm run -s operator prints the same, and JSON alone", async () => {
  const server = await Server.start(aFolder());
  const { code, stdout } = await run("npm", ["run", "-s", "operator", "--", "status"], server.dataDir);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ sequence: expect.any(Number), audit: { differenceSats: 0 } });
});

test("OPR-001 accounts are not made by hand in production", async () => {
  const dataDir = aFolder();
  const first = await Server.start(dataDir);
  const { sequence } = printed(await operate(first, "status"));
  await first.kill("SIGINT");
  const server = await Server.start(dataDir, {
    MODE: "production",
    PUBLIC_ORIGIN: "https://exchange.example",
    KEK_FILE: join(dataDir, "identity.key"),
  });
  expect(await operate(server, "account", "create", "--email", "ada@example.com", "--key", "order")).toEqual(
    refused("Accounts are not made by hand in MODE=production."),
  );
  expect(printed(await operate(server, "status"))).toMatchObject({ sequence });
});
