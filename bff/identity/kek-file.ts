import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { IdentitySettingError } from "./errors.ts";

/** The key that encrypts keys: from it the vault derives what seals addresses and API secrets. */
const KEK_BYTES = 32;
const KEK_TEXT = /^[A-Za-z0-9+/]{43}=$/;
const DEFAULT_NAME = "identity.key";
/** Permission bits of others than the owner. */
const OTHERS = 0o077;

export interface KekSettings {
  readonly dataDir: string;
  readonly kekFile: string | null;
  readonly mode: "local" | "production";
  readonly random: (bytes: number) => Buffer;
}

export interface Kek {
  readonly path: string;
  readonly key: Buffer;
  /** The key before it, while what was sealed with that is to be sealed anew; null for none. */
  readonly previous: Buffer | null;
}

/** Fewer different bytes than this among 32 random ones come less than once in 10^12 keys. */
const FEWEST_DIFFERENT = 18;
const BLANK = 0x20;
const TILDE = 0x7e;

/** Keys as they stand in examples, or were typed: whoever can read or guess could open what they seal. */
const isGuessed = (key: Buffer): boolean =>
  new Set(key).size < FEWEST_DIFFERENT ||
  key.every((byte) => byte >= BLANK && byte <= TILDE) ||
  key.every((byte, i) => i === 0 || byte - (key[i - 1] as number) === (key[1] as number) - (key[0] as number));

/**
 * Reads the key file: 32 random bytes in base64, and on a second line the key before, where it is being rotated. A local exchange makes itself one at its first start, in the data
 * folder unless the setting names another place; in production it is the operator's, and readable by nobody else.
 *
 * @param databaseExists whether something was sealed before: then a missing key is lost, and a new one would not help
 * @throws IdentitySettingError
 */
export function readKek(settings: KekSettings, databaseExists: boolean): Kek {
  const { dataDir, kekFile, mode, random } = settings;
  if (mode === "production" && kekFile === null) {
    throw new IdentitySettingError(
      "KEK_FILE is not set: in production it names the file with the key that seals addresses and API secrets.",
    );
  }
  const path = kekFile ?? join(dataDir, DEFAULT_NAME);
  if (!existsSync(path)) {
    if (mode === "production") throw new IdentitySettingError(`The key file ${path} does not exist.`);
    if (databaseExists)
      throw new IdentitySettingError(`The key file ${path} is missing, and ${dataDir} holds accounts that were sealed with it.`);
    writeKek(path, random(KEK_BYTES));
  }
  return { path, ...parseKek(path, mode) };
}

function parseKek(path: string, mode: KekSettings["mode"]): Pick<Kek, "key" | "previous"> {
  const { text, permissions } = readWithPermissions(path);
  if (mode === "production" && (permissions & OTHERS) !== 0) {
    throw new IdentitySettingError(
      `The key file ${path} is open to others than its owner: its mode is ${permissions.toString(8)} and should be 600.`,
    );
  }
  const lines = text.split(/\r?\n/);
  if (lines.length > 2 || !lines.every((line) => KEK_TEXT.test(line)))
    throw new IdentitySettingError(`The key file ${path} does not hold a key: 32 random bytes in base64 are expected.`);
  const [key, previous = null] = lines.map((line) => Buffer.from(line, "base64"));
  if (mode === "production" && key !== undefined && isGuessed(key))
    throw new IdentitySettingError(`The key file ${path} holds a key that stands in examples or was typed: make one with 32 random bytes.`);
  return { key: key as Buffer, previous };
}

/** Both from one descriptor, so that the file that was checked is the file that was read. */
function readWithPermissions(path: string): { readonly text: string; readonly permissions: number } {
  try {
    const file = openSync(path, "r");
    try {
      return { permissions: fstatSync(file).mode & 0o777, text: readFileSync(file, "utf8").trim() };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new IdentitySettingError(`The key file ${path} cannot be read: ${(error as Error).message}.`);
  }
}

/** Complete and on the disk before it is used: what is sealed with a key that a power cut took is lost. */
function writeKek(path: string, key: Buffer): void {
  const unfinished = `${path}.new`;
  try {
    rmSync(unfinished, { force: true });
    const file = openSync(unfinished, "wx", 0o600);
    try {
      writeSync(file, `${key.toString("base64")}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
    const folder = openSync(dirname(path), "r");
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch (error) {
    throw new IdentitySettingError(`The key file ${path} cannot be written: ${(error as Error).message}.`);
  }
}
