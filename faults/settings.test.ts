import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fillFolder } from "./filled-folder.ts";
import { aFolder, Server, type Settings } from "./server.ts";

/** Starts that are refused, as whoever starts the exchange sees them. */

async function refusalOf(settings: Settings, dataDir = aFolder()): Promise<string> {
  const server = Server.spawn(dataDir, settings);
  const ended = await server.ended;
  expect({ ...ended, lines: server.lines, stderr: server.stderr }).toEqual({
    code: 2,
    signal: null,
    lines: [],
    stderr: expect.any(String),
  });
  // One line, which is one sentence, and nothing of how the program is made.
  expect(server.stderr).toMatch(/^[^\n]+\.\n$/);
  expect(server.stderr).not.toMatch(/\bat .*:\d+|Error:|node:/);
  return server.stderr.trimEnd();
}

/** As many at once as the machine has cores. */
async function refusals(cases: readonly (readonly [Settings, RegExp])[]): Promise<void> {
  const left = [...cases];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) expect(await refusalOf(next[0])).toMatch(next[1]);
  };
  await Promise.all([worker(), worker()]);
}

test("HOME-004 each wrong setting ends the start with one clear sentence and exit code 2", async () => {
  const file = join(aFolder(), "file");
  writeFileSync(file, "not JSON");
  const withPart = (name: string) => {
    const folder = aFolder();
    writeFileSync(join(folder, name), "not a database, and no folder either");
    return folder;
  };
  await refusals([
    [{ DATA_DIR: withPart("journal") }, /journal is no folder\.$/],
    [{ DATA_DIR: withPart("snapshots") }, /snapshots is no folder\.$/],
    [{ DATA_DIR: withPart("history.sqlite") }, /^The history in \S+ can't be opened: file is not a database\.$/],
    [{ PORT: "abc" }, /^PORT=abc is not a whole number/],
    [{ DATA_DIR: join(file, "below") }, /^The data folder \S+ can't be written to: ENOTDIR/],
    [{ DATA_DIR: "/proc/fairmark" }, /^The data folder \/proc\/fairmark can't be written to/],
    [{ HOST: "0.0.0.0" }, /^HOST=0\.0\.0\.0 can be reached from other machines/],
    [{ HOST: "192.0.2.1", PUBLIC_ORIGIN: "https://x.example" }, /^The exchange can't listen on 192\.0\.2\.1/],
    [{ HOST: "127.0.0.999" }, /^The exchange can't listen on 127\.0\.0\.999/],
    [{ PUBLIC_ORIGIN: "nonsense" }, /^PUBLIC_ORIGIN=nonsense/],
    [{ MODE: "nonsense" }, /^MODE=nonsense/],
    [{ MODE: "production", PUBLIC_ORIGIN: "https://x.example" }, /^KEK_FILE is not set/],
    [{ CLOCK: "nonsense" }, /^CLOCK=nonsense/],
    [{ MARKET: "live" }, /^MARKET=live is not available yet/],
    [{ MARKET: `replay:${aFolder()}` }, /replay/i],
    [{ MARKET: `replay:${file}` }, /./],
    [{ REPLAY_SPEED: "nonsense" }, /^REPLAY_SPEED=nonsense/],
    [{ AUDIT: "nonsense" }, /^AUDIT=nonsense/],
    [{ ENGINE_MAX_RATE: "nonsense" }, /^ENGINE_MAX_RATE=nonsense/],
    [{ SEED: "nonsense" }, /^SEED=nonsense/],
    [{ LIMITS: file }, /^LIMITS=\S+ can't be read as JSON/],
    [{ KEK_FILE: file }, /^The key file \S+ does not hold a key/],
  ]);
});

test("HOME-004 a port that is taken is named", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as { port: number };
  expect(await refusalOf({ PORT: String(port) })).toBe(`Port ${port} is taken by another program: set PORT to a free one.`);
  taken.close();
});

test("HOME-004 a second instance on one data folder is refused, does no harm, and may start at once when the first is killed", async () => {
  const dataDir = aFolder();
  const first = await Server.start(dataDir);
  expect(await refusalOf({}, dataDir)).toBe(`Another Fairmark already runs on the data folder ${dataDir}.`);
  expect(await refusalOf({ PORT: String(first.port) }, dataDir)).toBe(`Another Fairmark already runs on the data folder ${dataDir}.`);
  expect(await first.operator("status")).toMatchObject({ halted: null });
  await first.kill();
  const second = await Server.start(dataDir);
  expect(await second.kill("SIGINT")).toEqual({ code: 0, signal: null });
  await Server.start(dataDir);
});

test("EXC-005 data of another engine version is refused in one sentence, whether it was stopped cleanly or not", async () => {
  const killed = aFolder();
  fillFolder(killed, 50, "0");
  expect(await refusalOf({}, killed)).toMatch(
    /^The journal segment 0000000000000001\.segment was written by engine version 0 and holds commands after the last snapshot; engine version \S+ does not replay it\./,
  );
  const stopped = aFolder();
  fillFolder(stopped, 50, "0", true);
  expect(await refusalOf({}, stopped)).toMatch(/engine version 0/);
});

test("EXC-002 damage in the middle of the journal is refused in one sentence that names segment and byte", async () => {
  const dataDir = aFolder();
  fillFolder(dataDir, 50);
  const path = join(dataDir, "journal", "0000000000000001.segment");
  const bytes = readFileSync(path);
  bytes[400] = (bytes[400] as number) ^ 1;
  writeFileSync(path, bytes);
  expect(await refusalOf({}, dataDir)).toMatch(
    /^The journal segment 0000000000000001\.segment is damaged at byte \d+: it held record \d+ there\. Restore it from a copy\.$/,
  );
});
