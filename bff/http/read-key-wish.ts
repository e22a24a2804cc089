import { createPublicKey } from "node:crypto";
import { ContractError, invalid } from "../contract/errors.ts";
import { type ParamsOf, PERMISSIONS, type Permission } from "../contract/operation.ts";
import type { apiKeyNew } from "../contract/operations/api-key.ts";
import { normaliseRange } from "../identity/address-ranges.ts";
import { type KeyTerms, NO_TERMS } from "../identity/key-terms.ts";

const DAY_MS = 24 * 3_600_000;
/** How long keys live that do not say: what could do more harm ends sooner. */
const ORDER_LIFE_MS = 90 * DAY_MS;
const WITHDRAW_LIFE_MS = 30 * DAY_MS;
/** A permission to withdraw counts after a day, in which its owner hears of it and can stop it. */
const WITHDRAW_DELAY_MS = DAY_MS;
/** A second factor may be a thief's own; after a day its owner has been written to and slept. */
const FACTOR_AGE_MS = DAY_MS;
const MOST_RANGES = 20;
const MOST_SYMBOLS = 100;

/** Contracts that a key is held to. @throws ContractError 400 */
export function readSymbols(given: unknown, isListed: (symbol: string) => boolean): readonly string[] {
  const symbols = readStrings("symbols", given, MOST_SYMBOLS);
  for (const symbol of symbols) if (!isListed(symbol)) throw invalid(`symbols is invalid: ${symbol.slice(0, 40)} is no contract`);
  return symbols;
}

export interface KeyWish {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly terms: KeyTerms;
}

/** What a wish for a key is judged by. */
export interface KeySurroundings {
  readonly nowMs: number;
  /** Since when the person has had a second factor; null for none. */
  readonly factorSinceMs: number | null;
  readonly isListed: (symbol: string) => boolean;
}

/** @throws ContractError 400 for what no key can be, 403 for what this person can't have yet */
export function readKeyWish(params: ParamsOf<typeof apiKeyNew>, { nowMs, factorSinceMs, isListed }: KeySurroundings): KeyWish {
  const permissions = readPermissions(params.permissions);
  const mayWithdraw = permissions.includes("withdraw");
  const cidrs = readRanges(params.cidr);
  const symbols = readSymbols(params.symbols, isListed);
  const expiresAtMs = readExpiry(params.expires, nowMs) ?? defaultExpiry(permissions, nowMs);
  if (mayWithdraw) {
    if (cidrs.length === 0 || cidrs.some((range) => range.endsWith("/0")))
      throw invalid("cidr is required: a key that may withdraw is bound to addresses");
    if (factorSinceMs === null || nowMs - factorSinceMs < FACTOR_AGE_MS)
      throw new ContractError(403, "A key that may withdraw needs a second factor that has been enrolled for 24 hours.");
  }
  return {
    name: (params.name ?? "").trim(),
    permissions,
    terms: {
      ...NO_TERMS,
      cidrs,
      expiresAtMs,
      withdrawsFromMs: mayWithdraw ? nowMs + WITHDRAW_DELAY_MS : 0,
      publicKey: readPublicKey(params.publicKey),
      caps: {
        maxOrderSats: readSats("maxOrderValue", params.maxOrderValue),
        maxDailySats: readSats("maxDailyValue", params.maxDailyValue),
        maxDailyLossSats: readSats("maxDailyLoss", params.maxDailyLoss),
        maxDeviation: readDeviation(params.maxDeviation),
        isReduceOnly: params.reduceOnly ?? false,
        symbols,
      },
    },
  };
}

export function readPermissions(given: unknown): readonly Permission[] {
  if (given === undefined) return [];
  if (!Array.isArray(given) || given.some((one) => !PERMISSIONS.includes(one as Permission))) throw invalid("permissions is invalid");
  if (given.includes("order") && given.includes("orderCancel"))
    throw invalid("permissions is invalid: a key may order or only cancel, not both");
  return PERMISSIONS.filter((one) => given.includes(one));
}

/** A list, or one string with commas. */
function readStrings(name: string, given: unknown, most: number): readonly string[] {
  const all = typeof given === "string" ? given.split(",").map((one) => one.trim()) : (given ?? []);
  if (!Array.isArray(all) || all.length > most || all.some((one) => typeof one !== "string" || one === ""))
    throw invalid(`${name} is invalid`);
  return [...new Set(all as string[])];
}

export function readRanges(given: unknown): readonly string[] {
  const ranges = readStrings("cidr", given, MOST_RANGES).map((text) => {
    const range = normaliseRange(text);
    if (range === null) throw invalid(`cidr is invalid: ${text.slice(0, 50)} is no address range`);
    return range;
  });
  return [...new Set(ranges)];
}

export function readExpiry(given: string | undefined, nowMs: number): number | null {
  if (given === undefined) return null;
  const atMs = Date.parse(given);
  if (atMs <= nowMs) throw invalid("expires is invalid: it is in the past");
  return atMs;
}

function defaultExpiry(permissions: readonly Permission[], nowMs: number): number | null {
  if (permissions.includes("withdraw")) return nowMs + WITHDRAW_LIFE_MS;
  return permissions.includes("order") ? nowMs + ORDER_LIFE_MS : null;
}

export function readSats(name: string, given: number | undefined): number {
  if (given === undefined) return 0;
  if (given <= 0) throw invalid(`${name} is invalid: it is above zero, or left out`);
  return given;
}

export function readDeviation(given: number | undefined): number {
  if (given === undefined) return 0;
  if (!(given >= 0.000_01 && given <= 1)) throw invalid("maxDeviation is invalid: it lies between 0.00001 and 1");
  return given;
}

/** The same key, written as we write it. */
function readPublicKey(given: string | undefined): string | null {
  if (given === undefined || given === "") return null;
  try {
    const key = createPublicKey(given);
    if (key.asymmetricKeyType === "ed25519" && !given.includes("PRIVATE")) return key.export({ type: "spki", format: "pem" }).toString();
  } catch {
    // Said below.
  }
  throw invalid("publicKey is invalid: it is no Ed25519 public key in PEM");
}
