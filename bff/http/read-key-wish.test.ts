import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { ContractError } from "../contract/errors.ts";
import { readKeyWish } from "./read-key-wish.ts";

const NOW_MS = Date.UTC(2020, 2, 13, 12);
const DAY_MS = 86_400_000;
const isListed = (symbol: string) => symbol === "XBTUSD";
const read = (params: Parameters<typeof readKeyWish>[0], factorSinceMs: number | null = null) =>
  readKeyWish(params, { nowMs: NOW_MS, factorSinceMs, isListed });

function refusal(params: Parameters<typeof readKeyWish>[0], factorSinceMs: number | null = null): readonly [number, string] | null {
  try {
    read(params, factorSinceMs);
    return null;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return [error.status, error.message];
  }
}

const WITHDRAW = { permissions: ["withdraw"], cidr: ["203.0.113.7"] } as const;

test("KEY-001 a key may order or only cancel, not both", () => {
  expect(refusal({ permissions: ["order", "orderCancel"] })?.[0]).toBe(400);
  expect(refusal({ permissions: ["orderCancel", "rule" as "order"] })?.[0]).toBe(400);
  expect(read({ permissions: ["orderCancel"] }).permissions).toEqual(["orderCancel"]);
});

test("KEY-001 a key that may withdraw needs a factor of 24 hours and an address range, and then waits a day", () => {
  expect(refusal({ ...WITHDRAW, cidr: [] }, 0)?.[1]).toMatch(/^cidr is required/);
  expect(refusal({ ...WITHDRAW, cidr: ["0.0.0.0/0"] }, 0)?.[1]).toMatch(/^cidr is required/);
  for (const since of [null, NOW_MS - DAY_MS + 1]) expect(refusal(WITHDRAW, since)?.[0]).toBe(403);
  const { terms } = read(WITHDRAW, NOW_MS - DAY_MS);
  expect(terms).toMatchObject({ withdrawsFromMs: NOW_MS + DAY_MS, expiresAtMs: NOW_MS + 30 * DAY_MS, cidrs: ["203.0.113.7/32"] });
});

test("KEY-001 a key ends when it says, or after 90 days where it may order", () => {
  expect(read({ permissions: ["order"] }).terms.expiresAtMs).toBe(NOW_MS + 90 * DAY_MS);
  expect(read({}).terms.expiresAtMs).toBeNull();
  expect(read({ permissions: ["order"], expires: "2021-01-01T00:00:00.000Z" }).terms.expiresAtMs).toBe(Date.UTC(2021, 0, 1));
  expect(refusal({ expires: "2020-03-13T12:00:00.000Z" })?.[0]).toBe(400);
});

test("KEY-001 caps, contracts, ranges and public keys that can't be are refused by name", () => {
  const wrong = [
    { maxOrderValue: 0 },
    { maxDailyValue: -1 },
    { maxDailyLoss: 0 },
    { maxDeviation: 0 },
    { maxDeviation: 1.5 },
    { symbols: ["XBTXXX"] },
    { cidr: ["10.0.0.1/8"] },
    { publicKey: "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----" },
    { publicKey: generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ type: "spki", format: "pem" }).toString() },
    { publicKey: generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString() },
  ];
  for (const params of wrong) expect(refusal(params)?.[1]).toMatch(new RegExp(`^${Object.keys(params)[0]} is invalid`));
  const caps = { maxOrderValue: 1, maxDailyValue: 2, maxDailyLoss: 3, maxDeviation: 0.05, reduceOnly: true, symbols: ["XBTUSD"] };
  expect(read(caps).terms.caps).toEqual({
    ...{ maxOrderSats: 1, maxDailySats: 2, maxDailyLossSats: 3, maxDeviation: 0.05 },
    ...{ isReduceOnly: true, symbols: ["XBTUSD"] },
  });
});
