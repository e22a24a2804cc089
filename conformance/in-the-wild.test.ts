import { expect, test } from "vitest";
import { exchange, signature } from "./client.ts";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

const house = await openHouse();
const trader = await house.trader("trader");
const order = (clOrdID: string, price = 50_000) => ({ symbol: "XBTUSD", side: "Buy", orderQty: 100, price, clOrdID });
const FORM = "application/x-www-form-urlencoded";

interface Wild {
  readonly body?: string;
  readonly type?: string;
  readonly expires?: string;
  readonly spell?: (hex: string) => string;
}

/** A request signed over exactly these bytes. */
function send(verb: string, path: string, { body = "", type = "application/json", expires, spell = (hex) => hex }: Wild = {}) {
  const until = expires ?? String(Math.floor(Date.now() / 1_000) + 60);
  const signed = spell(signature(trader.secret, verb, path, until, body));
  const headers = { "api-key": trader.id, "api-expires": until, "api-signature": signed };
  const length = { "content-type": type, "content-length": Buffer.byteLength(body) };
  return exchange(house.address + path, verb, body, body === "" ? headers : { ...headers, ...length });
}

const standing = async () =>
  (await trader.rest.get<readonly Row[]>("/order", { filter: { open: true } })).map((row) => row["clOrdID"]).sort();

test("API-015 forms carry numbers as words, and lists as JSON or in brackets; deletions carry bodies or queries", async () => {
  const form = new URLSearchParams({ ...order("a"), orderQty: "100", price: "50000" } as Record<string, string>).toString();
  expect((await send("POST", "/api/v1/order", { body: form, type: FORM })).status).toBe(200);
  const bulk = new URLSearchParams({ orders: JSON.stringify([order("b"), order("c"), order("d"), order("e"), order("f")]) }).toString();
  expect((await send("POST", "/api/v1/order/bulk", { body: bulk, type: FORM })).status).toBe(200);
  expect(await standing()).toEqual(["a", "b", "c", "d", "e", "f"]);
  expect((await send("DELETE", "/api/v1/order", { body: "clOrdID[]=a&clOrdID[]=b", type: FORM })).body).toHaveLength(2);
  // As Python writes lists and truths.
  expect((await send("DELETE", "/api/v1/order", { body: "clOrdID=a&clOrdID=b", type: FORM })).body).toHaveLength(2);
  const newest = await send("GET", "/api/v1/order?columns=clOrdID&columns=side&reverse=True&symbol=");
  expect(newest.body).toHaveLength(6);
  expect(newest.body).toContainEqual({ orderID: expect.any(String), clOrdID: "f", side: "Buy" });
  expect((await send("POST", "/api/v1/position/isolate", { body: "symbol=XBTUSD&symbol=ETHUSD", type: FORM })).status).toBe(400);
  expect((await send("DELETE", "/api/v1/order", { body: '{"clOrdID":["c"]}' })).body).toHaveLength(1);
  const list = new URLSearchParams({ clOrdID: '["d"]' }).toString();
  expect((await send("DELETE", "/api/v1/order", { body: list, type: FORM })).body).toHaveLength(1);
  expect((await send("DELETE", "/api/v1/order?clOrdID=e")).body).toHaveLength(1);
  expect(await standing()).toEqual(["f"]);
});

test("API-015 a double slash, upper-case hex and an expiry in milliseconds do no harm", async () => {
  const body = JSON.stringify(order("slash", 50_001));
  expect((await send("POST", "/api/v1//order", { body })).status).toBe(200);
  expect((await send("GET", "/api/v1/user", { spell: (hex) => hex.toUpperCase() })).status).toBe(200);
  expect((await send("GET", "/api/v1/user", { expires: String(Date.now()) })).status).toBe(200);
  expect(await standing()).toEqual(["f", "slash"]);
});

test("API-015 slashes too many, wherever they stand, do no harm either", async () => {
  const last = await send("GET", "//api/v1//order/?count=1&reverse=true&columns=clOrdID");
  expect(last.body).toEqual([{ orderID: expect.any(String), clOrdID: "slash" }]);
  expect((await send("GET", "/api//v1/order/bulk")).status).toBe(404);
});
