import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { DEFAULT_LIMITS } from "../http/limits.ts";
import { readConfig } from "./config.ts";
import { SettingError } from "./setting-error.ts";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fairmark-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function aFile(text: string): string {
  const file = join(aFolder(), "file.json");
  writeFileSync(file, text);
  return file;
}

const read = (settings: Record<string, string>) => readConfig({ DATA_DIR: aFolder(), ...settings });

test("HOME-004 without a setting everything has its default, and an empty setting is none", () => {
  const dataDir = aFolder();
  const defaults = {
    port: 3_000,
    host: "127.0.0.1",
    dataDir,
    market: { kind: "demo" },
    publicOrigin: null,
    kekFile: null,
    mailUrl: null,
    breachUrl: null,
    mode: "local",
    clock: "system",
    replaySpeed: 1,
    audit: "rolling",
    engineMaxRate: null,
    limits: { ...DEFAULT_LIMITS, exemptLoopback: true },
    seed: 1,
  };
  expect(readConfig({ DATA_DIR: dataDir })).toEqual(defaults);
  const empty = Object.fromEntries(
    [
      "PORT",
      "HOST",
      "MARKET",
      "PUBLIC_ORIGIN",
      "KEK_FILE",
      "MODE",
      "CLOCK",
      "REPLAY_SPEED",
      "AUDIT",
      "ENGINE_MAX_RATE",
      "LIMITS",
      "SEED",
    ].map((name) => [name, ""]),
  );
  expect(readConfig({ ...empty, DATA_DIR: dataDir })).toEqual(defaults);
});

test("HOME-004 settings are read as they are meant", () => {
  expect(read({ PORT: "0", MODE: "production", PUBLIC_ORIGIN: "https://x.example/", HOST: "0.0.0.0" })).toMatchObject({
    port: 0,
    mode: "production",
    publicOrigin: "https://x.example",
    host: "0.0.0.0",
  });
  expect(read({ MARKET: "none", CLOCK: "manual", AUDIT: "full", ENGINE_MAX_RATE: "50", SEED: "7", REPLAY_SPEED: "0.5" })).toMatchObject({
    market: { kind: "none" },
    clock: "manual",
    audit: "full",
    engineMaxRate: 50,
    seed: 7,
    replaySpeed: 0.5,
  });
  const tape = aFile("");
  expect(read({ MARKET: `replay:${tape}`, REPLAY_SPEED: "max" })).toMatchObject({
    market: { kind: "replay", file: tape },
    replaySpeed: null,
  });
  for (const host of ["localhost", "127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"]) expect(read({ HOST: host }).host).toBe(host);
});

test("HOME-004 limits of a file take the place of the defaults one by one, and production counts the machine's own clients as all others", () => {
  const file = aFile(JSON.stringify({ engineQueue: 8, sockets: { topics: 3 } }));
  const { limits } = read({ LIMITS: file });
  expect(limits).toEqual({ ...DEFAULT_LIMITS, engineQueue: 8, sockets: { ...DEFAULT_LIMITS.sockets, topics: 3 } });
  expect(read({}).limits.exemptLoopback).toBe(true);
  // Behind a proxy everybody may seem to come from this machine.
  expect(read({ PUBLIC_ORIGIN: "https://x.example" }).limits.exemptLoopback).toBe(false);
  expect(read({ MODE: "production", PUBLIC_ORIGIN: "https://x.example" }).limits.exemptLoopback).toBe(false);
});

const WRONG: readonly (readonly [Record<string, string>, string | RegExp])[] = [
  [{ PORT: "abc" }, "PORT=abc is not a whole number from 0 to 65535."],
  [{ PORT: "-1" }, "PORT=-1 is not a whole number from 0 to 65535."],
  [{ PORT: "65536" }, "PORT=65536 is not a whole number from 0 to 65535."],
  [{ PORT: "3000.5" }, "PORT=3000.5 is not a whole number from 0 to 65535."],
  [{ PORT: "1e3" }, "PORT=1e3 is not a whole number from 0 to 65535."],
  [{ HOST: "0.0.0.0" }, "HOST=0.0.0.0 can be reached from other machines, so PUBLIC_ORIGIN must be set to the https address of the site."],
  [{ HOST: "::" }, /^HOST=:: can be reached/],
  [{ HOST: "localhost.example" }, /^HOST=localhost.example can be reached/],
  [{ HOST: "127.0.0.1.example" }, /^HOST=127.0.0.1.example can be reached/],
  [{ HOST: "0.0.0.0", PUBLIC_ORIGIN: "http://x.example" }, /^HOST=0.0.0.0 can be reached/],
  [{ PUBLIC_ORIGIN: "x.example" }, "PUBLIC_ORIGIN=x.example is not an origin such as https://exchange.example."],
  [{ PUBLIC_ORIGIN: "https://x.example/site" }, /^PUBLIC_ORIGIN=https:\/\/x.example\/site is not an origin/],
  [{ PUBLIC_ORIGIN: "ftp://x.example" }, /^PUBLIC_ORIGIN=ftp:\/\/x.example is not an origin/],
  [{ MODE: "test" }, "MODE=test is not one of local, production."],
  [{ MODE: "production" }, "MODE=production needs PUBLIC_ORIGIN, the https address of the site."],
  [{ MODE: "production", PUBLIC_ORIGIN: "http://x.example" }, /^MODE=production needs PUBLIC_ORIGIN/],
  [{ MODE: "production", PUBLIC_ORIGIN: "https://x.example", CLOCK: "manual" }, "CLOCK=manual is refused in MODE=production."],
  [{ CLOCK: "wall" }, "CLOCK=wall is not one of system, manual."],
  [{ MARKET: "live" }, "MARKET=live is not available yet: use demo, none or replay:FILE."],
  [{ MARKET: "fun" }, "MARKET=fun is not one of demo, none, replay:FILE."],
  [{ MARKET: "replay:" }, "MARKET=replay: is not one of demo, none, replay:FILE."],
  [{ MARKET: "replay:/nowhere/at/all" }, "MARKET=replay:/nowhere/at/all names a file that is not there."],
  [{ REPLAY_SPEED: "0" }, "REPLAY_SPEED=0 is neither a number above zero nor max."],
  [{ REPLAY_SPEED: "fast" }, "REPLAY_SPEED=fast is neither a number above zero nor max."],
  [{ REPLAY_SPEED: "-1" }, "REPLAY_SPEED=-1 is neither a number above zero nor max."],
  [{ AUDIT: "never" }, "AUDIT=never is not one of rolling, full."],
  [{ ENGINE_MAX_RATE: "0" }, "ENGINE_MAX_RATE=0 is not a whole number from 1 to 10000000."],
  [{ SEED: "x" }, "SEED=x is not a whole number from 0 to 2147483647."],
  [{ LIMITS: "/nowhere.json" }, /^LIMITS=\/nowhere.json can't be read as JSON: ENOENT/],
];

for (const [settings, sentence] of WRONG) {
  test(`HOME-004 ${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ")} is refused in one sentence`, () => {
    expect(() => read(settings)).toThrow(SettingError);
    expect(() => read(settings)).toThrow(sentence);
  });
}

test("HOME-004 a file of limits is refused for what is no JSON, no limit, or no such value", () => {
  const refusals: readonly (readonly [string, RegExp])[] = [
    ["{", /^LIMITS=\S+ can't be read as JSON: .*\.$/],
    ["[]", /holds no limits: LIMITS must be an object\.$/],
    ['{"engineQeue":8}', /holds no limits: LIMITS\.engineQeue is no limit\.$/],
    ['{"engineQueue":"8"}', /holds no limits: LIMITS\.engineQueue must be a number\.$/],
    ['{"engineQueue":0}', /holds no limits: LIMITS\.engineQueue must be above zero\.$/],
    ['{"sockets":{"topics":-1}}', /holds no limits: LIMITS\.sockets\.topics must be above zero\.$/],
    ['{"sockets":5}', /holds no limits: LIMITS\.sockets must be an object\.$/],
    ['{"exemptLoopback":1}', /holds no limits: LIMITS\.exemptLoopback must be a boolean\.$/],
    ['{"__proto__":{"engineQueue":1}}', /holds no limits: LIMITS\.__proto__ is no limit\.$/],
  ];
  for (const [text, sentence] of refusals) expect(() => read({ LIMITS: aFile(text) })).toThrow(sentence);
});

test("HOME-004 a data folder that can't be made or written to is refused in one sentence", () => {
  const file = aFile("");
  for (const folder of [file, join(file, "data"), "/proc/fairmark"]) {
    expect(() => readConfig({ DATA_DIR: folder })).toThrow(`The data folder ${folder} can't be written to: `);
  }
});
