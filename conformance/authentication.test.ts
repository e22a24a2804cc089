import { expect, test } from "vitest";
import { type Answer, exchange, RestClient, signature } from "./client.ts";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

const house = await openHouse();
const trader = await house.trader("trader");
const ORDER = { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 50_000 };

const seconds = (from: number) => String(Math.floor(Date.now() / 1_000) + from);
const refusal = (status: number, message: unknown, name = "HTTPError") => ({ status, body: { error: { message, name } } });
const brief = ({ status, body }: Answer) => ({ status, body });

/** A request with every part of the signature in the test's hand. */
function signed(
  verb: string,
  path: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string | undefined>> = {},
  type = "application/json",
): Promise<Answer> {
  const expires = headers["api-expires"] ?? seconds(60);
  const all = {
    "content-type": type,
    "content-length": String(Buffer.byteLength(body)),
    "api-key": trader.id,
    "api-expires": expires,
    "api-signature": signature(trader.secret, verb, path, expires, body),
    ...headers,
  };
  const given = Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return exchange(house.address + path, verb, body, given);
}

const openOrders = () => trader.rest.get<readonly Row[]>("/order", { filter: { open: true } });

test.each([
  ["as every client writes it", JSON.stringify(ORDER)],
  ["with blanks and line breaks", JSON.stringify(ORDER, null, 4)],
  ["with its keys in another order and numbers as words", `{"price":"50000.0", "orderQty" : "100" ,"side":"Buy","symbol":"\\u0058BTUSD"}`],
  ["with letters of several bytes", JSON.stringify({ ...ORDER, text: "für Øyvind ✓ 🦊" })],
])("API-003 the bytes that came are what is signed: a JSON body %s", async (_how, body) => {
  expect(await signed("POST", "/api/v1/order", body).then(brief)).toMatchObject({ status: 200, body: { ordStatus: "New", price: 50_000 } });
});

test("API-003 a form is signed as it travels", async () => {
  const body = "symbol=XBTUSD&side=Buy&orderQty=100&price=50000.5&text=a+b%20c%2Bd&clOrdID=mm_bitmex_1a/oemUeQ4CAJZgP3fjHsA";
  const answer = await signed("POST", "/api/v1/order", body, {}, "application/x-www-form-urlencoded");
  expect(brief(answer)).toMatchObject({
    status: 200,
    body: { price: 50_000.5, text: "a b c+d\nSubmitted via API.", clOrdID: "mm_bitmex_1a/oemUeQ4CAJZgP3fjHsA" },
  });
});

test("API-003 the query is signed as it travels, whichever way its letters are escaped", async () => {
  for (const path of [
    "/api/v1/order?filter=%7B%22open%22%3A+true%7D",
    "/api/v1/order?filter=%7b%22open%22:%20true%7d",
    '/api/v1/order?filter={"open":true}',
    "/api/v1/order?filter[open]=true&columns[0]=price&columns[1]=side",
  ]) {
    expect((await signed("GET", path, "", { "content-type": undefined, "content-length": undefined })).status, path).toBe(200);
  }
});

test("API-003 ASVS-4.1.5 a body changed by one blank, another verb, path, query or moment has no valid signature", async () => {
  const body = JSON.stringify(ORDER);
  const expires = seconds(60);
  const good = signature(trader.secret, "POST", "/api/v1/order", expires, body);
  const before = await openOrders();
  const forged: readonly [string, string, string, string, string][] = [
    ["POST", "/api/v1/order", `${body} `, expires, good],
    ["POST", "/api/v1/order", body.replace("100", "900"), expires, good],
    ["PUT", "/api/v1/order", body, expires, good],
    ["POST", "/api/v1/order?x=1", body, expires, good],
    ["POST", "/api/v1/order", body, String(Number(expires) + 1), good],
    ["POST", "/api/v1/order", body, expires, good.replace(/^./, (digit) => (digit === "0" ? "1" : "0"))],
    ["POST", "/api/v1/order", body, expires, ""],
    ["POST", "/api/v1/order", body, expires, "zz".repeat(32)],
    ["POST", "/api/v1/order", body, expires, `${good}00`],
    ["POST", "/api/v1/order", body, expires, signature("another secret", "POST", "/api/v1/order", expires, body)],
  ];
  for (const [verb, path, bytes, at, hex] of forged) {
    expect(await signed(verb, path, bytes, { "api-expires": at, "api-signature": hex }).then(brief)).toEqual(
      refusal(401, "Signature not valid."),
    );
  }
  expect(await openOrders()).toEqual(before);
});

test("API-003 hex may be of either case, and an expiry in milliseconds is one far ahead", async () => {
  const path = "/api/v1/user";
  const expires = seconds(60);
  const hex = signature(trader.secret, "GET", path, expires, "").toUpperCase();
  expect((await signed("GET", path, "", { "api-expires": expires, "api-signature": hex })).status).toBe(200);
  expect((await signed("GET", path, "", { "api-expires": String(Date.now()) })).status).toBe(200);
});

test.each(["1518064236", "0", "-1", "", "soon", "1e99", "99999999999999999999", " ", "١٧٩٥"])(
  "API-003 an expiry of %j is over, whatever the signature",
  async (expires) => {
    const body = JSON.stringify(ORDER);
    // What is not Latin can't travel in a header at all.
    const sent = [...expires].every((character) => character < "\u0100") ? expires : encodeURIComponent(expires);
    const answer = await signed("POST", "/api/v1/order", body, { "api-expires": sent });
    expect(brief(answer)).toEqual(
      refusal(400, expect.stringMatching(/^This request has expired - `expires` is in the past\. Current time: \d{10}$/)),
    );
  },
);

test("API-003 parts that are missing are refused, and a key that nobody has is told from a wrong signature", async () => {
  const body = JSON.stringify(ORDER);
  expect(brief(await signed("POST", "/api/v1/order", body, { "api-signature": undefined }))).toEqual(refusal(401, "Signature not valid."));
  const bare = await exchange(`${house.address}/api/v1/user`, "GET", "", { "api-key": trader.id });
  expect(brief(bare)).toMatchObject({ status: 400 });
  for (const id of ["", "LAqUlngMIQkIUjXMUreyu3qn", "__proto__", "x".repeat(4_000)]) {
    expect(brief(await signed("POST", "/api/v1/order", body, { "api-key": id }))).toEqual(refusal(401, "Invalid API Key."));
  }
  // A public read with a key that does not hold is refused as well: whoever signs wants to be known.
  expect(brief(await signed("GET", "/api/v1/instrument", "", { "api-key": "nobody" }))).toEqual(refusal(401, "Invalid API Key."));
  expect(brief(await house.anybody.send("GET", "/user"))).toEqual(refusal(401, "Authorization Required"));
});

test("API-003 ASVS-8.3.1 a key reads without permissions and changes nothing: orders and positions need `order`", async () => {
  const changes: readonly [string, string, object][] = [
    ["POST", "/order", ORDER],
    ["PUT", "/order", { orderID: "x", price: 1 }],
    ["DELETE", "/order", { orderID: "x" }],
    ["DELETE", "/order/all", {}],
    ["POST", "/order/bulk", { orders: [ORDER] }],
    ["PUT", "/order/bulk", { orders: [] }],
    ["POST", "/position/leverage", { symbol: "XBTUSD", leverage: 2 }],
    ["POST", "/position/isolate", { symbol: "XBTUSD" }],
  ];
  for (const permissions of ["", "withdraw"]) {
    const reader = await house.trader(`reader-${permissions}`, { permissions });
    for (const [verb, path, json] of changes) {
      expect({ verb, path, ...brief(await reader.rest.send(verb, path, { json })) }).toEqual({
        verb,
        path,
        ...refusal(403, "Access Denied"),
      });
    }
    for (const path of ["/order", "/position", "/user", "/user/margin", "/user/wallet", "/user/walletHistory", "/execution"]) {
      expect((await reader.rest.send("GET", path)).status, path).toBe(200);
    }
    expect(await reader.rest.get("/order")).toEqual([]);
    expect(await reader.rest.get("/position")).toEqual([]);
  }
  const orderer = await house.trader("orderer", { permissions: "order" });
  expect((await orderer.rest.send("POST", "/order", { json: ORDER })).status).toBe(200);
});

test("API-003 ASVS-8.2.1 what needs a session takes no key, however much it may", async () => {
  expect(brief(await trader.rest.send("POST", "/user/faucet", { json: {} }))).toEqual(refusal(403, "Access Denied"));
});

test("API-003 a doubled slash reaches the same operation, signed as it was written", async () => {
  expect((await signed("POST", "/api/v1//order", JSON.stringify(ORDER))).status).toBe(200);
});

test("API-003 ASVS-8.2.2 ASVS-8.4.1 a key and a signature of one account open nothing of another's", async () => {
  const stranger = await house.trader("stranger");
  const own = await trader.rest.post<Row>("/order", { ...ORDER, clOrdID: "mine" });
  const { orderID } = own;
  expect(brief(await stranger.rest.send("DELETE", "/order", { json: { orderID } }))).toEqual(refusal(404, "Not Found"));
  expect(brief(await stranger.rest.send("DELETE", "/order", { json: { clOrdID: "mine" } }))).toEqual(refusal(404, "Not Found"));
  expect(brief(await stranger.rest.send("PUT", "/order", { json: { orderID, orderQty: 200 } }))).toEqual(refusal(400, "Invalid orderID"));
  expect(await stranger.rest.get("/order", { filter: { account: trader.account } })).toEqual([]);
  expect(await stranger.rest.get("/order", { filter: { orderID } })).toEqual([]);
  expect(await trader.rest.get<readonly Row[]>("/order", { filter: { orderID } })).toEqual([own]);
});

test("API-003 every answer carries the limits' headers, refusals too", async () => {
  const answers = [
    await trader.rest.send("GET", "/user"),
    await house.anybody.send("GET", "/user"),
    await trader.rest.send("POST", "/order", { json: {} }),
    await trader.rest.send("POST", "/order", { raw: { body: "{", type: "application/json" } }),
    await house.anybody.send("GET", "/nothing"),
    await new RestClient(house.address, { id: "nobody", secret: "" }).send("GET", "/user"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 400, 400, 404, 401]);
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      "x-ratelimit-limit": expect.stringMatching(/^\d+$/),
      "x-ratelimit-remaining": expect.stringMatching(/^\d+$/),
      "x-ratelimit-reset": expect.stringMatching(/^\d{10}$/),
    });
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});
