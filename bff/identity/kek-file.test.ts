import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { IdentitySettingError } from "./errors.ts";
import { type KekSettings, readKek } from "./kek-file.ts";
import { aFolder } from "./testing.ts";

const KEY = createHash("sha256").update("a key that nobody chose").digest();
const settings = (changes: Partial<KekSettings>): KekSettings => ({
  dataDir: aFolder(),
  kekFile: null,
  mode: "local",
  random: () => KEY,
  ...changes,
});

/** A key file with the given content and permissions. */
function aFile(content: string, mode = 0o600): string {
  const path = join(aFolder(), "kek");
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

const GOOD = `${KEY.toString("base64")}\n`;

describe("the key file", () => {
  test("is made by a local exchange at its first start, for its owner alone, and read from then on", () => {
    const dataDir = aFolder();
    const made = readKek(settings({ dataDir }), false);
    expect(made).toEqual({ path: join(dataDir, "identity.key"), key: KEY, previous: null });
    expect(statSync(made.path).mode & 0o777).toBe(0o600);
    expect(readFileSync(made.path, "utf8")).toBe(GOOD);
    expect(readdirSync(dataDir)).toEqual(["identity.key"]);
    const again = readKek(settings({ dataDir, random: () => Buffer.alloc(32, 8) }), true);
    expect(again.key).toEqual(KEY);
  });

  test("is read in production from where the setting says", () => {
    expect(readKek(settings({ mode: "production", kekFile: aFile(GOOD) }), false).key).toEqual(KEY);
    expect(readKek(settings({ mode: "production", kekFile: aFile(GOOD, 0o400) }), false).key).toEqual(KEY);
  });

  const refusals: ReadonlyArray<readonly [string, () => Partial<KekSettings>, RegExp]> = [
    ["not named in production", () => ({ mode: "production" }), /^KEK_FILE is not set: .*\.$/],
    ["absent in production", () => ({ mode: "production", kekFile: join(aFolder(), "none") }), /^The key file .*none does not exist\.$/],
    [
      "readable by the group in production",
      () => ({ mode: "production", kekFile: aFile(GOOD, 0o640) }),
      /open to others than its owner: its mode is 640/,
    ],
    ["readable by the world in production", () => ({ mode: "production", kekFile: aFile(GOOD, 0o604) }), /its mode is 604/],
    ["short", () => ({ mode: "production", kekFile: aFile(Buffer.alloc(31).toString("base64")) }), /does not hold a key/],
    ["short in a local exchange too", () => ({ kekFile: aFile("secret") }), /does not hold a key/],
    ["empty", () => ({ kekFile: aFile("") }), /does not hold a key/],
    ["a folder", () => ({ kekFile: aFolder() }), /cannot be read/],
    ["in a folder that is not there", () => ({ kekFile: join(aFolder(), "none", "kek") }), /cannot be written/],
  ];
  test.each(refusals)("is refused when %s", (_, changes, sentence) => {
    const refused = settings(changes());
    expect(() => readKek(refused, false)).toThrow(IdentitySettingError);
    expect(() => readKek(refused, false)).toThrow(sentence);
  });

  test("that is lost is not made anew beside a database that was sealed with it", () => {
    const dataDir = aFolder();
    expect(() => readKek(settings({ dataDir }), true)).toThrow(/is missing/);
    expect(readdirSync(dataDir)).toEqual([]);
  });
});

test("KEY-002 ASVS-13.3.1 production refuses a key that stands in examples or was typed, one that is missing, and one that others can read", () => {
  const samples = [
    Buffer.alloc(32),
    Buffer.alloc(32, 7),
    Buffer.from(Array.from({ length: 32 }, (_, i) => i)),
    Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - 3 * i)),
    Buffer.from("0123456789abcdef0123456789abcdef"),
    Buffer.from("the Quick brown fox jumps over 1"),
  ].map((key) => aFile(`${key.toString("base64")}\n`));
  const production = (kekFile: string | null) => () => readKek(settings({ mode: "production", kekFile }), false);
  for (const sample of samples) expect(production(sample)).toThrow(/stands in examples/);
  expect(production(null)).toThrow(IdentitySettingError);
  expect(production("/nowhere/kek")).toThrow(/does not exist/);
  for (const mode of [0o644, 0o640, 0o604]) expect(production(aFile(GOOD, mode))).toThrow(/should be 600/);
  expect(production(aFile(GOOD))()).toEqual({ path: expect.any(String), key: KEY, previous: null });
});
