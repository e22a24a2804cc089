import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { isIPv6 } from "node:net";
import { dirname, join, resolve } from "node:path";
import { DEFAULT_LIMITS, type Limits, withOverrides } from "../http/limits.ts";
import { SettingError } from "./setting-error.ts";

export type MarketSetting = { readonly kind: "demo" } | { readonly kind: "none" } | { readonly kind: "replay"; readonly file: string };

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly market: MarketSetting;
  /** Where browsers reach the exchange, when that is not the port it listens on. */
  readonly publicOrigin: string | null;
  readonly kekFile: string | null;
  /** The mail server, as `smtp://user:password@host:587`; null where letters stay in the outbox. */
  readonly mailUrl: string | null;
  /** A service of leaked passwords, asked by range; null where nobody is asked. */
  readonly breachUrl: string | null;
  readonly mode: "local" | "production";
  readonly clock: "system" | "manual";
  /** How many times faster than its tape a replay runs; null as fast as it can. */
  readonly replaySpeed: number | null;
  readonly audit: "rolling" | "full";
  readonly engineMaxRate: number | null;
  readonly limits: Limits;
  readonly seed: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws SettingError for the first setting that is wrong */
export function readConfig(environment: Environment): Config {
  const mode = oneOf(environment, "MODE", ["local", "production"] as const, "local");
  const host = text(environment, "HOST") ?? "127.0.0.1";
  const publicOrigin = readOrigin(environment);
  if (!isLoopback(host) && !publicOrigin?.startsWith("https:")) {
    throw new SettingError(
      `HOST=${host} can be reached from other machines, so PUBLIC_ORIGIN must be set to the https address of the site.`,
    );
  }
  if (mode === "production" && !publicOrigin?.startsWith("https:")) {
    throw new SettingError("MODE=production needs PUBLIC_ORIGIN, the https address of the site.");
  }
  const clock = oneOf(environment, "CLOCK", ["system", "manual"] as const, "system");
  if (mode === "production" && clock === "manual") throw new SettingError("CLOCK=manual is refused in MODE=production.");
  return {
    port: wholeNumber(environment, "PORT", 0, 65_535) ?? 3_000,
    host,
    dataDir: readDataDir(environment),
    market: readMarket(environment),
    publicOrigin,
    kekFile: readKekFile(environment),
    mailUrl: readMailUrl(environment),
    breachUrl: readBreachUrl(environment),
    mode,
    clock,
    replaySpeed: readReplaySpeed(environment),
    audit: oneOf(environment, "AUDIT", ["rolling", "full"] as const, "rolling"),
    engineMaxRate: wholeNumber(environment, "ENGINE_MAX_RATE", 1, 10_000_000) ?? null,
    limits: readLimits(environment, mode, readOrigin(environment)),
    seed: wholeNumber(environment, "SEED", 0, 2 ** 31 - 1) ?? 1,
  };
}

/** An empty setting is no setting. */
const text = (environment: Environment, name: string): string | undefined => (environment[name] === "" ? undefined : environment[name]);

function oneOf<T extends string>(environment: Environment, name: string, choices: readonly T[], preset: T): T {
  const given = text(environment, name);
  if (given === undefined) return preset;
  const known = choices.find((choice) => choice === given);
  if (known === undefined) throw new SettingError(`${name}=${given} is not one of ${choices.join(", ")}.`);
  return known;
}

function wholeNumber(environment: Environment, name: string, least: number, most: number): number | undefined {
  const given = text(environment, name);
  if (given === undefined) return undefined;
  const value = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= least && value <= most)) throw new SettingError(`${name}=${given} is not a whole number from ${least} to ${most}.`);
  return value;
}

const isLoopback = (host: string) =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host) || (isIPv6(host) && host === "::ffff:127.0.0.1");

function readOrigin(environment: Environment): string | null {
  const given = text(environment, "PUBLIC_ORIGIN");
  if (given === undefined) return null;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== given.replace(/\/$/, "")) {
    throw new SettingError(`PUBLIC_ORIGIN=${given} is not an origin such as https://exchange.example.`);
  }
  return url.origin;
}

function readDataDir(environment: Environment): string {
  const folder = resolve(text(environment, "DATA_DIR") ?? "data");
  try {
    makeFolder(folder);
    if (!statSync(folder).isDirectory()) throw new Error("it is no folder");
    requireAccess(folder);
  } catch (error) {
    throw new SettingError(`The data folder ${folder} can't be written to: ${(error as Error).message}.`);
  }
  return folder;
}

/** Parts of a data folder that are folders themselves; everything else that the exchange keeps there is a file. */
const SUBFOLDERS = new Set(["journal", "snapshots"]);

/** A start by another user may have left parts that this one can't read or write. @throws Error that names the first */
function requireAccess(folder: string): void {
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (SUBFOLDERS.has(entry.name)) {
      if (!entry.isDirectory()) throw new Error(`${path} is no folder`);
      accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
      for (const name of readdirSync(path)) accessSync(join(path, name), constants.R_OK | constants.W_OK);
    } else if (entry.name.includes(".sqlite")) {
      if (!entry.isFile()) throw new Error(`${path} is no file`);
      accessSync(path, constants.R_OK | constants.W_OK);
    }
  }
}

/** Node's own recursive way never ends where a folder's parent is there and takes no entries, as below `/proc`. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function readMarket(environment: Environment): MarketSetting {
  const given = text(environment, "MARKET") ?? "demo";
  if (given === "demo" || given === "none") return { kind: given };
  if (given === "live") throw new SettingError("MARKET=live is not available yet: use demo, none or replay:FILE.");
  const file = /^replay:(.+)$/.exec(given)?.[1];
  if (file === undefined) throw new SettingError(`MARKET=${given} is not one of demo, none, replay:FILE.`);
  if (!existsSync(file)) throw new SettingError(`MARKET=${given} names a file that is not there.`);
  return { kind: "replay", file: resolve(file) };
}

function readKekFile(environment: Environment): string | null {
  const given = text(environment, "KEK_FILE");
  return given === undefined ? null : resolve(given);
}

function readMailUrl(environment: Environment): string | null {
  const given = text(environment, "MAIL_URL");
  if (given === undefined) return null;
  const url = URL.canParse(given) ? new URL(given) : null;
  // The setting may hold a password: it is not repeated.
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "")
    throw new SettingError("MAIL_URL is not a mail server such as smtp://user:password@host:587.");
  return given;
}

function readBreachUrl(environment: Environment): string | null {
  const given = text(environment, "BREACH_URL");
  if (given !== undefined && !(URL.canParse(given) && /^https?:/.test(given)))
    throw new SettingError(`BREACH_URL=${given} is not an address such as https://leaks.example/range/.`);
  return given ?? null;
}

function readReplaySpeed(environment: Environment): number | null {
  const given = text(environment, "REPLAY_SPEED") ?? "1";
  if (given === "max") return null;
  const speed = /^\d+(\.\d+)?$/.test(given) ? Number(given) : 0;
  if (!(speed > 0)) throw new SettingError(`REPLAY_SPEED=${given} is neither a number above zero nor max.`);
  return speed;
}

function readLimits(environment: Environment, mode: Config["mode"], publicOrigin: string | null): Limits {
  // Behind a proxy everybody may seem to come from this machine.
  const defaults: Limits = { ...DEFAULT_LIMITS, exemptLoopback: mode === "local" && publicOrigin === null };
  const file = text(environment, "LIMITS");
  if (file === undefined) return defaults;
  let overrides: unknown;
  try {
    overrides = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new SettingError(`LIMITS=${file} can't be read as JSON: ${(error as Error).message}.`);
  }
  try {
    return withOverrides({ ...defaults, exemptLoopback: false }, overrides);
  } catch (error) {
    throw new SettingError(`The file ${file} holds no limits: ${(error as Error).message}.`);
  }
}
