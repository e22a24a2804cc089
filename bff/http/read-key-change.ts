import { invalid } from "../contract/errors.ts";
import type { ParamsOf, Permission } from "../contract/operation.ts";
import type { apiKeyEdit } from "../contract/operations/api-key.ts";
import { areInRanges } from "../identity/address-ranges.ts";
import type { KeyTerms } from "../identity/key-terms.ts";
import type { ApiKey } from "../identity/people.ts";
import { readDeviation, readExpiry, readPermissions, readRanges, readSats, readSymbols } from "./read-key-wish.ts";

export interface KeyChange {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly terms: KeyTerms;
  /** What became stricter, by the names of the parameters. */
  readonly tightened: readonly string[];
}

interface Surroundings {
  readonly nowMs: number;
  readonly isListed: (symbol: string) => boolean;
}

/**
 * What a key is to become. Left out is left as it is; whatever is named has to be as strict as before or stricter.
 *
 * @throws ContractError 400 for what would loosen it: that takes a new key, with all that its making asks for
 */
export function readKeyChange(params: ParamsOf<typeof apiKeyEdit>, key: ApiKey, { nowMs, isListed }: Surroundings): KeyChange {
  const { terms } = key;
  const tightened: string[] = [];
  const judged = <T>(name: string, before: T, after: T, isTighter: boolean): T => {
    if (JSON.stringify(after) === JSON.stringify(before)) return before;
    if (!isTighter) throw invalid(`${name} is invalid: what loosens a key takes a new key`);
    tightened.push(name);
    return after;
  };
  const cap = (name: "maxOrderValue" | "maxDailyValue" | "maxDailyLoss" | "maxDeviation", before: number, after: number): number =>
    params[name] === undefined ? before : judged(name, before, after, before === 0 || after < before);

  const permissions = params.permissions === undefined ? key.permissions : readPermissions(params.permissions);
  const cidrs = params.cidr === undefined ? terms.cidrs : readRanges(params.cidr);
  const expiresAtMs = readExpiry(params.expires, nowMs) ?? terms.expiresAtMs;
  const symbols = params.symbols === undefined ? terms.caps.symbols : readSymbols(params.symbols, isListed);
  const isReduceOnly = params.reduceOnly ?? terms.caps.isReduceOnly;
  return {
    name: params.name === undefined ? key.name : params.name.trim(),
    permissions: judged(
      "permissions",
      key.permissions,
      permissions,
      permissions.every((one) => includes(key.permissions, one)),
    ),
    terms: {
      ...terms,
      cidrs: judged("cidr", terms.cidrs, cidrs, cidrs.length > 0 && (terms.cidrs.length === 0 || areInRanges(cidrs, terms.cidrs))),
      expiresAtMs: judged(
        "expires",
        terms.expiresAtMs,
        expiresAtMs,
        terms.expiresAtMs === null || (expiresAtMs ?? Infinity) < terms.expiresAtMs,
      ),
      caps: {
        symbols: judged(
          "symbols",
          terms.caps.symbols,
          symbols,
          symbols.length > 0 && (terms.caps.symbols.length === 0 || symbols.every((one) => terms.caps.symbols.includes(one))),
        ),
        isReduceOnly: judged("reduceOnly", terms.caps.isReduceOnly, isReduceOnly, isReduceOnly),
        maxOrderSats: cap("maxOrderValue", terms.caps.maxOrderSats, readSats("maxOrderValue", params.maxOrderValue)),
        maxDailySats: cap("maxDailyValue", terms.caps.maxDailySats, readSats("maxDailyValue", params.maxDailyValue)),
        maxDailyLossSats: cap("maxDailyLoss", terms.caps.maxDailyLossSats, readSats("maxDailyLoss", params.maxDailyLoss)),
        maxDeviation: cap("maxDeviation", terms.caps.maxDeviation, readDeviation(params.maxDeviation)),
      },
    },
    tightened,
  };
}

/** To order is to cancel, too. */
const includes = (permissions: readonly Permission[], one: Permission): boolean =>
  permissions.includes(one) || (one === "orderCancel" && permissions.includes("order"));
