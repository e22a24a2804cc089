import type { FastifyReply, FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import { ContractError } from "../contract/errors.ts";
import { chatNew } from "../contract/operations/chat.ts";
import { orderCancel, orderNew, orderNewBulk } from "../contract/operations/order.ts";
import { userFaucet, userLogout } from "../contract/operations/user.ts";
import { type KeyTerms, NO_TERMS } from "../identity/key-terms.ts";
import type { ApiKey, Session } from "../identity/people.ts";
import { NOWHERE } from "../identity/sessions.ts";
import { BanList } from "./ban-list.ts";
import { Gate } from "./gate.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import type { Services } from "./services.ts";
import { sign } from "./verify-signature.ts";

const NOW_MS = 1_700_000_000_000;
const KEY: ApiKey = {
  id: "keykeykey",
  secret: "secret",
  account: 100_001,
  userId: 1,
  name: "",
  permissions: ["order"],
  enabled: true,
  createdAtMs: 0,
  lastUsedAtMs: null,
  terms: NO_TERMS,
};
const SESSION: Session = { hash: "hash", userId: 2, account: 100_002, createdAtMs: 0, lastSeenAtMs: 0, about: NOWHERE };

/** A gate in front of nothing, with one key and one session to know. */
function aGate({ key = KEY, limits = DEFAULT_LIMITS } = {}): Gate {
  const identity = {
    safety: { isKeyRestricted: () => false, desk: { activity: { add: async () => undefined } } },
    key: (id: string) => (id === key.id ? key : null),
    noteUse: () => undefined,
    session: (token: string) => (token === "token" ? SESSION : null),
  };
  const settings = { mode: "local", market: "none", origin: "http://localhost:3000", version: "1", isBehindProxy: false };
  const bans = new BanList(limits.ban, () => NOW_MS);
  return new Gate({ identity, limits, bans, settings, now: () => NOW_MS } as unknown as Services);
}

function aRequest(headers: Readonly<Record<string, string>> = {}, { cookie = "", address = "192.0.2.1" } = {}): FastifyRequest {
  return {
    method: "POST",
    url: "/api/v1/order",
    originalUrl: "/api/v1/order",
    rawBody: null,
    raw: { socket: { remoteAddress: address }, headers },
    headers,
    cookies: cookie === "" ? {} : { sid: cookie },
  } as unknown as FastifyRequest;
}

function aReply() {
  const headers = new Map<string, unknown>();
  const reply = { header: (name: string, value: unknown) => headers.set(name, value), hasHeader: (name: string) => headers.has(name) };
  return { headers, reply: reply as unknown as FastifyReply };
}

const signed = (secret = KEY.secret) => ({
  "api-key": KEY.id,
  "api-expires": "1700000060",
  "api-signature": sign(secret, "POST", "/api/v1/order", "1700000060"),
});

function refusal(run: () => unknown): readonly [number, string] | null {
  try {
    run();
    return null;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return [error.status, error.message];
  }
}

const refusalOf = (run: Promise<unknown>) =>
  run.then(
    () => null,
    (error: unknown) =>
      refusal(() => {
        throw error;
      }),
  );

test("API-003 beyond the requests that may be in work the next is refused unread, and each that ends makes room once", async () => {
  const gate = aGate({ limits: { ...DEFAULT_LIMITS, requestsInFlight: 2 } });
  const [one, two, three] = [aRequest(), aRequest(), aRequest()];
  const enter = (request: FastifyRequest) => refusalOf(gate.enter(undefined, request, aReply().reply));
  const overloaded = [503, "The system is currently overloaded. Please try again later."];
  expect([await enter(one), await enter(two)]).toEqual([null, null]);
  expect(await enter(three)).toEqual(overloaded);
  // Who was never let in leaves no room, and who breaks off and ends leaves it once.
  gate.leave(three, 503);
  expect(await enter(three)).not.toBeNull();
  gate.leave(one, null);
  gate.leave(one, 200);
  expect([await enter(three), await enter(aRequest())]).toEqual([null, overloaded]);
});

test("API-003 a key and a session are their accounts', each with what it may do", () => {
  const gate = aGate();
  expect(gate.admit(orderNew, aRequest(signed()), aReply().reply)).toEqual({
    account: 100_001,
    userId: 1,
    origin: "key",
    permissions: ["order"],
    caps: expect.objectContaining({ maxOrderSats: 0 }),
    sessionToken: null,
  });
  const ofPage = { origin: "http://localhost:3000" };
  expect(refusal(() => gate.admit(orderNew, aRequest({}, { cookie: "token" }), aReply().reply))?.[0]).toBe(403);
  expect(gate.admit(orderNew, aRequest(ofPage, { cookie: "token" }), aReply().reply)).toEqual({
    account: 100_002,
    userId: 2,
    origin: "session",
    permissions: ["order", "withdraw"],
    caps: null,
    sessionToken: "token",
  });
  expect(refusal(() => gate.admit(orderNew, aRequest({}, { cookie: "other" }), aReply().reply))).toEqual([401, "Authorization Required"]);
  expect(refusal(() => gate.admit(userFaucet, aRequest(signed()), aReply().reply))).toEqual([403, "Access Denied"]);
});

test("API-003 a key that was disabled is refused, and so is one that may not", () => {
  const disabled = aGate({ key: { ...KEY, enabled: false } });
  expect(refusal(() => disabled.admit(orderNew, aRequest(signed()), aReply().reply))).toEqual([403, "This key is disabled."]);
  const reader = aGate({ key: { ...KEY, permissions: ["withdraw"] } });
  expect(refusal(() => reader.admit(orderNew, aRequest(signed()), aReply().reply))).toEqual([403, "Access Denied"]);
  const nobody = aGate({ key: { ...KEY, permissions: [] } });
  expect(refusal(() => nobody.admit(chatNew, aRequest(signed()), aReply().reply))).toEqual([403, "Access Denied"]);
  expect(refusal(() => nobody.admit(userLogout, aRequest(signed()), aReply().reply))).toBeNull();
});

test("API-003 an account and an address each have a bucket, cancels are counted and never refused", () => {
  const gate = aGate({ limits: { ...DEFAULT_LIMITS, requestsPerMinute: { account: 2, address: 1 } } });
  const asAccount = () => refusal(() => gate.admit(orderNew, aRequest(signed()), aReply().reply));
  expect([asAccount(), asAccount()]).toEqual([null, null]);
  expect(asAccount()).toEqual([429, "Rate limit exceeded, retry in 30 seconds."]);
  const { headers, reply } = aReply();
  expect(refusal(() => gate.admit(orderCancel, aRequest(signed()), reply))).toBeNull();
  expect(Object.fromEntries(headers)).toEqual({
    "x-ratelimit-limit": 2,
    "x-ratelimit-remaining": 0,
    "x-ratelimit-reset": 1_700_000_000,
    "x-ratelimit-limit-1s": 10,
    "x-ratelimit-remaining-1s": 7,
  });
  // A signature that does not hold is paid for by its address, not by the account that it names.
  const forged = (address: string) => refusal(() => gate.admit(orderNew, aRequest(signed("guess"), { address }), aReply().reply));
  expect(forged("192.0.2.1")).toEqual([401, "Signature not valid."]);
  expect(forged("192.0.2.1")).toEqual([429, "Rate limit exceeded, retry in 60 seconds."]);
  expect(forged("192.0.2.2")).toEqual([401, "Signature not valid."]);
});

test("API-013 a bulk costs a tenth of its orders, whether they come in its body or in its query", () => {
  const gate = aGate();
  const orders = Array.from({ length: 25 }, () => ({ symbol: "XBTUSD", orderQty: 100, price: 1 }));
  const left = (given: { readonly body?: object; readonly query?: string }) => {
    const { headers, reply } = aReply();
    const request = { ...aRequest(signed()), body: given.body, query: { text: given.query ?? "" } } as unknown as FastifyRequest;
    gate.admit(orderNewBulk, request, reply);
    return headers.get("x-ratelimit-remaining");
  };
  const inBrackets = orders.map(({ symbol }, i) => `orders[${i}][symbol]=${symbol}`).join("&");
  expect([
    left({ body: { orders } }),
    left({ query: `orders=${encodeURIComponent(JSON.stringify(orders))}` }),
    left({ query: inBrackets, body: {} }),
    left({ query: "orders=%" }),
  ]).toEqual([117, 114, 111, 110]);
});

test("API-003 on a local exchange programs of the same machine are counted and never refused", () => {
  const gate = aGate({ limits: { ...DEFAULT_LIMITS, exemptLoopback: true, requestsPerMinute: { account: 1, address: 1 } } });
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
    for (let i = 0; i < 3; i++) expect(refusal(() => gate.admit(orderNew, aRequest(signed(), { address }), aReply().reply))).toBeNull();
  }
  expect(refusal(() => gate.admit(orderNew, aRequest(signed()), aReply().reply))?.[0]).toBe(429);
});

const withTerms = (terms: Partial<KeyTerms>, permissions: ApiKey["permissions"] = ["order"]) =>
  aGate({ key: { ...KEY, permissions, terms: { ...NO_TERMS, ...terms } } });

test("KEY-001 a key opens nothing from outside its address ranges, in either family, nor after its end", () => {
  const from = (address: string) =>
    refusal(() => withTerms({ cidrs: ["192.0.2.0/24", "2001:db8::/32"] }).admit(orderNew, aRequest(signed(), { address }), aReply().reply));
  expect(["192.0.2.77", "::ffff:192.0.2.77", "2001:db8:1::1"].map(from)).toEqual([null, null, null]);
  const elsewhere = [403, "This IP address is not allowed to use this key."];
  expect(["192.0.3.1", "::ffff:192.0.3.1", "2001:db9::1", "::c000:24d", ""].map(from)).toEqual(Array(5).fill(elsewhere));
  const until = (expiresAtMs: number) => refusal(() => withTerms({ expiresAtMs }).admit(orderNew, aRequest(signed()), aReply().reply));
  expect([until(NOW_MS + 1), until(NOW_MS)]).toEqual([null, [403, "This key has expired."]]);
});

test("KEY-001 a key for cancelling cancels and orders nothing, and one for withdrawing may not before its time", () => {
  const cancelOnly = withTerms({}, ["orderCancel"]);
  expect(refusal(() => cancelOnly.admit(orderCancel, aRequest(signed()), aReply().reply))).toBeNull();
  expect(refusal(() => cancelOnly.admit(orderNew, aRequest(signed()), aReply().reply))).toEqual([403, "Access Denied"]);
  const permissions = (withdrawsFromMs: number) =>
    withTerms({ withdrawsFromMs }, ["order", "withdraw"]).admit(orderNew, aRequest(signed()), aReply().reply)?.permissions;
  expect([permissions(NOW_MS + 1), permissions(NOW_MS)]).toEqual([["order"], ["order", "withdraw"]]);
});
