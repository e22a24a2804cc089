import { expect, test } from "vitest";
import { type Answer, RestClient } from "./client.ts";
import { openHouse } from "./house.ts";
import { approved, signUp } from "./person.ts";

const house = await openHouse();
await house.operator("index", "set", ".BETH", "3000");
const brief = ({ status, body }: Answer) => ({ status, body });
const beyond = (why: string) => ({ status: 403, body: { error: { name: "HTTPError", message: `Beyond what this key may do: ${why}` } } });

async function aPersonWithKey(name: string, wish: object) {
  const person = await signUp(house, name);
  await person.send("POST", "/user/faucet", { json: {} });
  const made = await approved(person, "POST", "/apiKey", wish);
  const row = made.body as { readonly id: string; readonly secret: string };
  return { person, made, row, rest: new RestClient(house.address, row) };
}

test("KEY-001 a key's caps hold over the API: value of an order and of a day, contracts, distance from the mark; its row shows them and its last use", async () => {
  const { person, made, row, rest } = await aPersonWithKey("caps", {
    name: "bot",
    permissions: ["order"],
    cidr: ["127.0.0.1", "::1"],
    symbols: ["XBTUSD"],
    maxOrderValue: 200_000,
    maxDailyValue: 500_000,
    maxDeviation: 0.05,
  });
  expect(made.body).toMatchObject({
    name: "bot",
    cidr: "127.0.0.1/32,::1/128",
    symbols: ["XBTUSD"],
    lastUsed: null,
    maxOrderValue: 200_000,
  });
  const buy = (orderQty: number, price: number, symbol = "XBTUSD") => rest.send("POST", "/order", { json: { symbol, orderQty, price } });
  expect((await buy(100, 50_000)).status).toBe(200);
  expect(brief(await buy(200, 50_000))).toEqual(beyond("an order may be worth 200000 XBt at most"));
  expect(brief(await buy(100, 63_000.5))).toEqual(beyond("a buy may be at most 5 % above the mark price, a sell as much below it"));
  expect(brief(await buy(1, 3_000, "ETHUSD"))).toEqual(beyond("it may not trade this contract"));
  expect((await buy(100, 50_000)).status).toBe(200);
  expect(brief(await buy(100, 50_000))).toEqual(beyond("its orders of a day may be worth 500000 XBt at most"));
  expect((await rest.send("POST", "/position/leverage", { json: { symbol: "ETHUSD", leverage: 2 } })).status).toBe(403);
  // Cancelling is never beyond a cap, and its owner is not bound by it.
  expect((await rest.send("DELETE", "/order/all", { json: {} })).body).toHaveLength(2);
  expect((await person.send("POST", "/order", { json: { symbol: "XBTUSD", orderQty: 300, price: 50_000 } })).status).toBe(200);
  await house.restart();
  expect(brief(await buy(100, 50_000))).toEqual(beyond("its orders of a day may be worth 500000 XBt at most"));
  const [listed] = (await person.send("GET", "/apiKey")).body as object[];
  expect(listed).toMatchObject({ id: row.id, secret: "", lastUsed: expect.stringMatching(/Z$/), maxDailyValue: 500_000 });
});

test("KEY-001 a key for cancelling, and one from another address, do what they may and no more", async () => {
  const { person, rest } = await aPersonWithKey("cancels", { permissions: ["orderCancel"] });
  const order = { symbol: "XBTUSD", orderQty: 100, price: 50_000 };
  await person.send("POST", "/order", { json: order });
  expect((await rest.send("POST", "/order", { json: order })).status).toBe(403);
  expect((await rest.send("DELETE", "/order/all", { json: {} })).body).toHaveLength(1);
  const { rest: elsewhere } = await aPersonWithKey("elsewhere", { cidr: ["203.0.113.7"] });
  expect(brief(await elsewhere.send("GET", "/user"))).toEqual({
    status: 403,
    body: { error: { name: "HTTPError", message: "This IP address is not allowed to use this key." } },
  });
});

test("KEY-001 nobody makes a key to withdraw without a second factor, and the operator's says how it was made", async () => {
  const { made } = await aPersonWithKey("hasty", { permissions: ["withdraw"], cidr: ["203.0.113.7"] });
  expect(made.status).toBe(403);
  const { rest } = await house.trader("operated");
  const [row] = await rest.get<{ readonly note: string }[]>("/apiKey");
  expect(row?.note).toMatch(/^Made by the operator/);
});
