import { createHmac, generateKeyPairSync } from "node:crypto";
import { type Answer, RestClient } from "../client.ts";
import type { Attack, Stage } from "./attack.ts";

const post = (path: string, json: unknown) => (stage: Stage) => stage.anybody.send("POST", path, { json });
const asOwner = (verb: string, path: string, json: unknown) => (stage: Stage) => stage.owner.send(verb, path, { json });
const newKey = (json: object) => asOwner("POST", "/apiKey", json);

const hasNoCookie = ({ headers }: Answer) => (headers["set-cookie"] === undefined ? null : "a cookie was set");

/** Signs a request by hand, so that parts of it can be wrong. */
function signed(
  stage: Stage,
  {
    verb = "GET",
    path = "/api/v1/user",
    body = "",
    expires = 60,
    of = verb + path,
  }: Partial<Record<"verb" | "path" | "body" | "of", string>> & { readonly expires?: number },
) {
  const { id, secret } = stage.reader;
  const at = String(Math.floor(Date.now() / 1_000) + expires);
  const signature = createHmac("sha256", secret)
    .update(of + at + body)
    .digest("hex");
  return new RestClient(stage.origin).send(verb, path, { headers: { "api-key": id, "api-expires": at, "api-signature": signature } });
}

const pem = (key: { export(options: object): string | Buffer }, type: string) => key.export({ type, format: "pem" }).toString();

export const ON_ACCOUNTS: readonly Attack[] = [
  ...[
    ["a password too short", { email: "x@example.test", password: "fourteen chars" }],
    ["no password", { email: "x@example.test", password: "" }],
    ["an endless password", { email: "x@example.test", password: "x".repeat(5_000) }],
    ["a second header in the address", { email: "x@example.test\r\nBcc: all@example.test", password: "correct horse battery" }],
    ["two addresses in one", { email: "x@example.test, y@example.test", password: "correct horse battery" }],
    ["an object for an address", { email: { $ne: null }, password: "correct horse battery" }],
    ["a list for a password", { email: "x@example.test", password: ["correct horse battery"] }],
    ["a field that is not asked for", { email: "x@example.test", password: "correct horse battery", isAdmin: true }],
  ].map(
    ([what, json]): Attack => ({
      line: "ACC-001",
      what: `sign up with ${what}`,
      expects: 400,
      run: post("/user/signup", json),
      also: hasNoCookie,
    }),
  ),
  {
    line: "ACC-001",
    what: "sign in with a wrong password",
    expects: 401,
    run: (stage) => stage.anybody.send("POST", "/user/login", { json: { email: stage.owner.email, password: "not the right password" } }),
    also: hasNoCookie,
  },
  {
    line: "ACC-001",
    what: "sign in as nobody",
    expects: 401,
    run: post("/user/login", { email: "nobody@example.test", password: "not the right password" }),
    also: hasNoCookie,
  },
  {
    line: "ACC-001",
    what: "sign in with an object",
    expects: 400,
    run: post("/user/login", { email: { $gt: "" }, password: { $gt: "" } }),
  },
  {
    line: "ACC-001",
    what: "confirm an address with a guessed token",
    expects: [400, 401, 403, 404],
    run: post("/user/verifyEmail", { token: "guess" }),
  },
  {
    line: "ACC-003",
    what: "give a code to no sign-in",
    expects: [400, 401, 403, 404],
    run: post("/user/login/code", { flow: "guess", code: "000000" }),
  },
  {
    line: "ACC-005",
    what: "use a guessed session",
    expects: 401,
    run: (stage) => stage.anybody.send("GET", "/user", { headers: { cookie: `sid=${"A".repeat(43)}` } }),
  },
  {
    line: "ACC-005",
    what: "use a session of two cookies",
    expects: 401,
    run: (stage) => stage.anybody.send("GET", "/user", { headers: { cookie: "sid=a; sid=b" } }),
  },
  {
    line: "ACC-003",
    what: "approve nothing",
    expects: [400, 401, 403, 404],
    run: asOwner("POST", "/user/approve", { id: "guess", password: "correct horse battery" }),
  },
  {
    line: "ACC-003",
    what: "approve one password and set another",
    expects: 403,
    run: async ({ owner }) => {
      const asked = await owner.send("POST", "/user/password", { json: { password: "a quiet harbour at dusk" } });
      const { id } = (asked.body as { readonly error: { readonly approval: { readonly id: string } } }).error.approval;
      await owner.send("POST", "/user/approve", { json: { id, password: "correct horse battery" } });
      return owner.send("POST", "/user/password", { json: { password: "a quiet harbour at dawn" } });
    },
    also: ({ text }) => (text.includes('"approval"') ? null : "nothing says what to approve"),
  },

  {
    line: "KEY-001",
    what: "make a key with a key",
    expects: 403,
    run: (stage) => stage.capped.rest.send("POST", "/apiKey", { json: { name: "more" } }),
  },
  { line: "KEY-001", what: "make a key as nobody", expects: 401, run: post("/apiKey", { name: "more" }) },
  ...[
    ["that may order and only cancel", { permissions: ["order", "orderCancel"] }, 400],
    ["with a permission that is none", { permissions: ["admin"] }, 400],
    ["with permissions that are no list", { permissions: { order: true } }, 400],
    ["to withdraw, without a second factor", { permissions: ["withdraw"], cidr: ["203.0.113.7"] }, 403],
    ["to withdraw, from anywhere", { permissions: ["withdraw"] }, 400],
    ["to withdraw, from a range that is everywhere", { permissions: ["withdraw"], cidr: ["0.0.0.0/0"] }, 400],
    ["for a range with bits beyond it", { cidr: ["10.0.0.1/8"] }, 400],
    ["for an address of the short form", { cidr: ["10.1"] }, 400],
    ["for a range that is words", { cidr: ["localhost"] }, 400],
    ["for an address with a zone", { cidr: ["fe80::1%lo"] }, 400],
    ["that has ended", { expires: "2020-01-01T00:00:00.000Z" }, 400],
    ["with a cap of nothing", { permissions: ["order"], maxOrderValue: 0 }, 400],
    ["with a cap below nothing", { permissions: ["order"], maxDailyLoss: -1 }, 400],
    ["with a cap that is no whole number", { permissions: ["order"], maxDailyValue: 1.5 }, 400],
    ["with a cap beyond exact numbers", { permissions: ["order"], maxDailyValue: 2 ** 60 }, 400],
    ["with a deviation of more than everything", { permissions: ["order"], maxDeviation: 2 }, 400],
    ["for a contract that is none", { symbols: ["XBTXXX"] }, 400],
    ["with a name without end", { name: "x".repeat(65) }, 400],
    ["with a name of control characters", { name: "a\u0000b" }, 400],
    ["with an RSA key", { publicKey: pem(generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey, "spki") }, 400],
    ["with a private key", { publicKey: pem(generateKeyPairSync("ed25519").privateKey, "pkcs8") }, 400],
    ["for another person", { userId: 1 }, 400],
  ].map(
    ([what, json, expects]): Attack => ({
      line: "KEY-001",
      what: `make a key ${what}`,
      expects: expects as number,
      run: newKey(json as object),
    }),
  ),
  {
    line: "KEY-001",
    what: "disable another's key",
    expects: 404,
    run: ({ attacker, reader }) => attacker.send("POST", "/apiKey/disable", { json: { apiKeyID: reader.id } }),
  },
  {
    line: "KEY-001",
    what: "delete another's key",
    expects: 404,
    run: ({ attacker, reader }) => attacker.send("DELETE", "/apiKey", { json: { apiKeyID: reader.id } }),
  },
  {
    line: "KEY-001",
    what: "read a secret again",
    expects: 200,
    run: ({ owner }) => owner.send("GET", "/apiKey"),
    also: ({ text }, { reader, capped }) =>
      text.includes(reader.secret) || text.includes(capped.secret) ? "a secret is shown twice" : null,
  },
  {
    line: "KEY-001",
    what: "use a key that was deleted",
    expects: 401,
    run: async ({ attacker }) => {
      const key = await attacker.key({ name: "gone" });
      await attacker.send("DELETE", "/apiKey", { json: { apiKeyID: key.id } });
      return key.rest.send("GET", "/user");
    },
  },
  {
    line: "KEY-001",
    what: "use a key that was disabled",
    expects: 403,
    run: async ({ attacker }) => {
      const key = await attacker.key({ name: "disabled" });
      await attacker.send("POST", "/apiKey/disable", { json: { apiKeyID: key.id } });
      return key.rest.send("GET", "/user");
    },
  },
  {
    line: "KEY-001",
    what: "sign with no secret",
    expects: 401,
    run: (stage) => new RestClient(stage.origin, { id: stage.reader.id, secret: "" }).send("GET", "/user"),
  },
  {
    line: "ACC-001",
    what: "learn by a second sign-in whether an address is somebody's",
    expects: 200,
    run: async (stage) => {
      const json = { email: stage.owner.email, password: "a password of a stranger" };
      await stage.anybody.send("POST", "/user/signup", { json });
      return stage.anybody.send("POST", "/user/login", { json });
    },
    also: ({ body }) => ((body as { readonly addressVerified: boolean }).addressVerified ? "it is the owner's account" : null),
  },
  {
    line: "ACC-007",
    what: "take a password back that was never changed",
    expects: 401,
    run: post("/user/password/undo", { token: `1.${"A".repeat(43)}` }),
  },
  { line: "KEY-001", what: "sign for another address", expects: 401, run: (stage) => signed(stage, { of: "GET/api/v1/order" }) },
  {
    line: "KEY-001",
    what: "sign for another verb",
    expects: 401,
    run: (stage) => signed(stage, { verb: "DELETE", path: "/api/v1/order/all", of: "GET/api/v1/order/all" }),
  },
  {
    line: "KEY-001",
    what: "sign for another body",
    expects: 401,
    run: (stage) => signed(stage, { verb: "POST", path: "/api/v1/order", body: "{}" }),
  },
  { line: "KEY-001", what: "use a signature that has expired", expects: 400, run: (stage) => signed(stage, { expires: -10 }) },
  {
    line: "KEY-001",
    what: "give a key in the address",
    expects: 401,
    run: ({ anybody, reader }) =>
      anybody.send("GET", "/user", { query: { "api-key": reader.id, "api-signature": "0".repeat(64), "api-expires": "9999999999" } }),
  },
  { line: "KEY-001", what: "use a key from elsewhere", expects: 403, run: ({ elsewhere }) => elsewhere.rest.send("GET", "/user") },
  {
    line: "KEY-001",
    what: "say that one comes from the key's own address",
    expects: 403,
    run: ({ elsewhere }) =>
      elsewhere.rest.send("GET", "/user", {
        headers: { "x-forwarded-for": "203.0.113.7", "x-real-ip": "203.0.113.7", forwarded: "for=203.0.113.7" },
      }),
  },
  {
    line: "KEY-001",
    what: "order with a key that reads",
    expects: 403,
    run: ({ reader }) => reader.rest.send("POST", "/order", { json: { symbol: "XBTUSD", orderQty: 100, price: 1 } }),
  },
  {
    line: "KEY-001",
    what: "order with a key that cancels",
    expects: 403,
    run: ({ canceller }) => canceller.rest.send("POST", "/order", { json: { symbol: "XBTUSD", orderQty: 100, price: 1 } }),
  },
  {
    line: "KEY-001",
    what: "amend with a key that cancels",
    expects: 403,
    run: ({ canceller }) => canceller.rest.send("PUT", "/order", { json: { clOrdID: "x", orderQty: 100 } }),
  },
  {
    line: "KEY-001",
    what: "close with a key that cancels",
    expects: 403,
    run: ({ canceller }) => canceller.rest.send("POST", "/order/closePosition", { json: { symbol: "XBTUSD" } }),
  },
  {
    line: "KEY-001",
    what: "change leverage with a key that reads",
    expects: 403,
    run: ({ reader }) => reader.rest.send("POST", "/position/leverage", { json: { symbol: "XBTUSD", leverage: 100 } }),
  },
  {
    line: "KEY-001",
    what: "withdraw with a key that orders",
    expects: 403,
    run: ({ capped }) => capped.rest.send("POST", "/user/requestWithdrawal", { json: { amount: 1_000_000, address: "x" } }),
  },
  {
    line: "KEY-001",
    what: "change a contract beyond the key's",
    expects: 403,
    run: ({ capped }) => capped.rest.send("POST", "/position/leverage", { json: { symbol: "ETHUSD", leverage: 2 } }),
  },
  {
    line: "KEY-001",
    what: "order more at once than the key may",
    expects: [400, 403],
    run: ({ capped }) => capped.rest.send("POST", "/order", { json: { symbol: "XBTUSD", orderQty: 1_000_000, price: 1_000 } }),
  },
  {
    line: "KEY-001",
    what: "order more at once than the key may, as a bulk",
    expects: [400, 403],
    run: ({ capped }) =>
      capped.rest.send("POST", "/order/bulk", {
        json: { orders: Array.from({ length: 4 }, () => ({ symbol: "XBTUSD", orderQty: 1_000, price: 1_000 })) },
      }),
  },
  {
    line: "KEY-001",
    what: "buy far above the mark",
    expects: [400, 403],
    run: ({ capped }) => capped.rest.send("POST", "/order", { json: { symbol: "XBTUSD", orderQty: 100, price: 900_000 } }),
  },
  {
    line: "KEY-001",
    what: "buy far above the mark by a price that follows the book",
    expects: [400, 403],
    run: ({ capped }) => {
      const pegged = { ordType: "Pegged", pegPriceType: "PrimaryPeg", pegOffsetValue: 800_000, execInst: "Fixed" };
      return capped.rest.send("POST", "/order", { json: { symbol: "XBTUSD", orderQty: 1, ...pegged } });
    },
  },
];
