import type { ApiKeyRow } from "../../../bff/contract/operations/api-key.ts";
import { readFigure } from "../../market/figures.ts";
import type { KeyChange, NewKey } from "../../rest/wallet.ts";
import * as apiKeysTexts from "../../texts/api-keys.ts";

const SATS = 100_000_000;
const DAY_MS = 86_400_000;

/** What a key may do with orders. */
export type Trades = "read" | "orderCancel" | "order";

/** A key's form, as it is typed. */
export interface KeyFields {
  readonly name: string;
  readonly trades: Trades;
  readonly mayWithdraw: boolean;
  readonly cidr: string;
  readonly days: string;
  readonly symbols: string;
  readonly order: string;
  readonly daily: string;
  readonly loss: string;
  readonly deviation: string;
  readonly reduceOnly: boolean;
  readonly publicKey: string;
}

export const NEW_KEY: KeyFields = {
  name: "",
  trades: "read",
  mayWithdraw: false,
  cidr: "",
  days: "90",
  symbols: "",
  order: "",
  daily: "",
  loss: "",
  deviation: "5",
  reduceOnly: false,
  publicKey: "",
};

/** The form of a key that is there. Its end is typed anew, or left. */
export function fieldsOf(row: ApiKeyRow): KeyFields {
  const coins = (sats: number | null) => (sats === null ? "" : String(sats / SATS));
  return {
    name: row.name,
    trades: row.permissions.includes("order") ? "order" : row.permissions.includes("orderCancel") ? "orderCancel" : "read",
    mayWithdraw: row.permissions.includes("withdraw"),
    cidr: row.cidrs.join(", "),
    days: "",
    symbols: row.symbols.join(", "),
    order: coins(row.maxOrderValue),
    daily: coins(row.maxDailyValue),
    loss: coins(row.maxDailyLoss),
    deviation: row.maxDeviation === null ? "" : String(Number((row.maxDeviation * 100).toFixed(6))),
    reduceOnly: row.reduceOnly,
    publicKey: "",
  };
}

/** What is asked for, or what is wrong with it. Caps that are left empty do not bound the key. */
export function readNewKey(fields: KeyFields, nowMs: number): NewKey | string {
  const { name, trades, mayWithdraw } = fields;
  const days = fields.days.trim() === "" ? null : readFigure(fields.days);
  if (days !== null && !(days > 0)) return apiKeysTexts.daysNotAboveZero;
  const permissions = [...(trades === "read" ? [] : [trades]), ...(mayWithdraw ? (["withdraw"] as const) : [])];
  const wish: NewKey = {
    name,
    permissions,
    cidr: listOf(fields.cidr),
    ...(days === null ? {} : { expires: new Date(nowMs + days * DAY_MS).toISOString() }),
    ...(fields.publicKey.trim() === "" ? {} : { publicKey: pem(fields.publicKey) }),
  };
  if (trades !== "order") return wish;
  const caps: Record<string, number> = {};
  for (const [cap, typed, scale] of [
    ["maxOrderValue", fields.order, SATS],
    ["maxDailyValue", fields.daily, SATS],
    ["maxDailyLoss", fields.loss, SATS],
    ["maxDeviation", fields.deviation, 0.01],
  ] as const) {
    if (typed.trim() === "") continue;
    const value = readFigure(typed);
    if (value === null || !(value > 0)) return apiKeysTexts.notAboveZero(typed);
    caps[cap] = scale === SATS ? Math.round(value * SATS) : Number((value * scale).toFixed(8));
  }
  return { ...wish, ...caps, symbols: listOf(fields.symbols), reduceOnly: fields.reduceOnly };
}

/** Where each field of the form goes. */
const COLUMNS: readonly (readonly [field: keyof KeyFields, column: keyof NewKey])[] = [
  ["name", "name"],
  ["trades", "permissions"],
  ["mayWithdraw", "permissions"],
  ["cidr", "cidr"],
  ["days", "expires"],
  ["symbols", "symbols"],
  ["order", "maxOrderValue"],
  ["daily", "maxDailyValue"],
  ["loss", "maxDailyLoss"],
  ["deviation", "maxDeviation"],
  ["reduceOnly", "reduceOnly"],
];

/** What is changed of a key, and nothing else; or what is wrong with it. A bound that is emptied would loosen it. */
export function readKeyChange(row: ApiKeyRow, fields: KeyFields, nowMs: number): KeyChange | string {
  const before = fieldsOf(row);
  const wish = readNewKey(fields, nowMs);
  if (typeof wish === "string") return wish;
  const change: Record<string, unknown> = { apiKeyID: row.id };
  for (const [field, column] of COLUMNS) {
    if (fields[field] === before[field]) continue;
    if (fields[field] === "" && field !== "name") return apiKeysTexts.boundTakenAway;
    // Bounds of orders mean nothing to a key that places none any more.
    if (wish[column] !== undefined) change[column] = wish[column];
  }
  return Object.keys(change).length === 1 ? apiKeysTexts.nothingChanged : (change as KeyChange);
}

const listOf = (typed: string) => typed.split(/[\s,]+/).filter((one) => one !== "");

/** A field has one line: the marks at both ends of a PEM get theirs back. */
const pem = (typed: string) => {
  const data = typed.replaceAll(/-----(BEGIN|END) PUBLIC KEY-----/g, "").replaceAll(/\s+/g, "");
  return `-----BEGIN PUBLIC KEY-----\n${data}\n-----END PUBLIC KEY-----\n`;
};
