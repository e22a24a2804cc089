import { once } from "node:events";
import { expect, test } from "vitest";
import { type Answer, RestClient, socketAuth } from "./client.ts";
import { openHouse } from "./house.ts";
import { approved, type Person, signUp, tokenOf } from "./person.ts";
import { type Row, SocketClient } from "./socket.ts";

const house = await openHouse();
const ada = await signUp(house, "ada");
const eve = await signUp(house, "eve");

const brief = ({ status, body }: Answer) => ({ status, body });
const refusal = (status: number, message: string, name = "HTTPError") => ({ status, body: { error: { message, name } } });
const make = async (json: object, person: Person = ada) => (await approved(person, "POST", "/apiKey", json)).body as Row;
const clientOf = (key: Row) => new RestClient(house.address, { id: String(key["id"]), secret: String(key["secret"]) });
const list = async (person: Person = ada) => (await person.send("GET", "/apiKey")).body as readonly Row[];

test("API-010 a key is made with permissions, shows its secret once, and signs from then on", async () => {
  const key = await make({ name: "bot", permissions: ["order"] });
  expect(key).toMatchObject({
    id: expect.stringMatching(/^[\w-]{24}$/),
    secret: expect.stringMatching(/^[\w-]{48}$/),
    name: "bot",
    nonce: 0,
    cidr: "0.0.0.0/0",
    permissions: ["order"],
    enabled: true,
    userId: expect.any(Number),
    created: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect(await list()).toEqual([{ ...key, secret: "" }]);
  expect(await clientOf(key).get("/apiKey")).toEqual([{ ...key, secret: "", lastUsed: expect.stringMatching(/Z$/) }]);
  expect(await clientOf(key).get("/user")).toMatchObject({ email: "ada@example.test" });
  // Placing needs the permission and then coins, of which there are none.
  const order = { symbol: "XBTUSD", orderQty: 100, price: 50_000 };
  expect((await clientOf(key).send("POST", "/order", { json: order })).status).toBe(400);
  const reader = await make({ name: "reader" });
  expect(brief(await clientOf(reader).send("POST", "/order", { json: order }))).toEqual(refusal(403, "Access Denied"));
  expect((await list()).map(({ name }) => name)).toEqual(["bot", "reader"]);
  expect(((await ada.send("GET", "/apiKey?reverse=true")).body as readonly Row[]).map(({ name }) => name)).toEqual(["reader", "bot"]);
});

test("API-010 no key makes, disables or deletes keys, and nobody sees or ends another's", async () => {
  const key = await make({ permissions: ["order"] }, eve);
  const json = { apiKeyID: key["id"] };
  for (const [verb, path] of [
    ["POST", "/apiKey"],
    ["POST", "/apiKey/disable"],
    ["DELETE", "/apiKey"],
  ] as const) {
    const body = path === "/apiKey" && verb === "POST" ? {} : json;
    expect(brief(await clientOf(key).send(verb, path, { json: body }))).toEqual(refusal(403, "Access Denied"));
    expect(brief(await house.anybody.send(verb, path, { json: body }))).toEqual(refusal(401, "Authorization Required"));
    if (body === json) expect(brief(await ada.send(verb, path, { json: body }))).toEqual(refusal(404, "Not Found"));
  }
  expect(await list(eve)).toEqual([{ ...key, secret: "", lastUsed: expect.stringMatching(/Z$/) }]);
  expect((await list()).map(({ id }) => id)).not.toContain(key["id"]);
});

test("API-010 ASVS-8.3.2 a disabled key stays in the list, a deleted one is gone; both end what they opened, and stay so", async () => {
  const [disabled, deleted] = [await make({ name: "disabled" }), await make({ name: "deleted" })];
  const open = ({ id, secret }: Row) => SocketClient.signed(house.socketAddress, { id: String(id), secret: String(secret) });
  const sockets = [await open(disabled), await open(deleted)];
  const closed = sockets.map(({ socket }) => once(socket, "close"));
  expect((await ada.send("POST", "/apiKey/disable", { json: { apiKeyID: disabled["id"] } })).body).toMatchObject({
    enabled: false,
    secret: "",
  });
  expect(brief(await ada.send("DELETE", "/apiKey", { json: { apiKeyID: deleted["id"] } }))).toEqual({
    status: 200,
    body: { success: true },
  });
  for (const [code] of await Promise.all(closed)) expect(code).toBe(4001);
  const check = async () => {
    expect(brief(await clientOf(disabled).send("GET", "/user"))).toEqual(refusal(403, "This key is disabled."));
    expect(brief(await clientOf(deleted).send("GET", "/user"))).toEqual(refusal(401, "Invalid API Key."));
    const names = (await list()).map(({ name, enabled }) => [name, enabled]);
    expect(names).toContainEqual(["disabled", false]);
    expect(names.map(([name]) => name)).not.toContain("deleted");
  };
  await check();
  await house.restart();
  await check();
});

test.each<[object, string]>([
  [{ permissions: ["everything"] }, "permissions is invalid"],
  [{ permissions: "order" }, "permissions is invalid"],
  [{ permissions: { 0: "order" } }, "permissions is invalid"],
  [{ name: "x".repeat(65) }, "name is invalid"],
  [{ name: "a\u0000b" }, "name is invalid"],
  [{ cidr: "everywhere" }, "cidr is invalid: everywhere is no address range"],
  [{ nickname: "bot" }, "Unknown parameter: nickname"],
])("API-010 a key as %j is refused: %s", async (json, message) => {
  const before = await list();
  expect(brief(await ada.send("POST", "/apiKey", { json }))).toEqual(refusal(400, message, "ValidationError"));
  expect(await list()).toEqual(before);
});

test("KEY-001 a key is renamed and made stricter at once, which ends its sockets, and never looser", async () => {
  const key = await make({
    name: "bot",
    permissions: ["order"],
    cidr: ["127.0.0.0/8", "::1"],
    maxOrderValue: 500_000,
    symbols: ["XBTUSD"],
  });
  const bot = clientOf(key);
  const edit = (json: object) => ada.send("PUT", "/apiKey", { json: { apiKeyID: key["id"], ...json } });
  const socket = await SocketClient.open(house.socketAddress, socketAuth({ id: String(key["id"]), secret: String(key["secret"]) }));
  expect((await edit({ name: "calm bot" })).body).toMatchObject({ name: "calm bot", permissions: ["order"], secret: "" });
  for (const json of [
    { permissions: ["order", "withdraw"] },
    { permissions: ["withdraw"] },
    { cidr: [] },
    { cidr: ["127.0.0.1", "10.0.0.1"] },
    { cidr: ["0.0.0.0/0"] },
    { expires: "2099-01-01T00:00:00.000Z" },
    { maxOrderValue: 600_000 },
    { symbols: [] },
    { symbols: ["XBTUSD", "ETHUSD"] },
    { maxDailyLoss: 0 },
  ])
    expect({ json, status: (await edit(json)).status }).toEqual({ json, status: 400 });
  expect((await list()).find(({ id }) => id === key["id"])).toMatchObject({
    name: "calm bot",
    maxOrderValue: 500_000,
    permissions: ["order"],
  });
  const strict = { permissions: ["orderCancel"], cidr: ["127.0.0.1", "::1"], maxOrderValue: 400_000, maxDeviation: 0.02, reduceOnly: true };
  expect((await edit(strict)).body).toMatchObject({ ...strict, cidr: "127.0.0.1/32,::1/128", cidrs: ["127.0.0.1/32", "::1/128"] });
  expect(await socket.closing()).toBe(4001);
  const order = { symbol: "XBTUSD", orderQty: 100, price: 50_000 };
  expect((await bot.send("POST", "/order", { json: order })).status).toBe(403);
  expect((await bot.send("DELETE", "/order/all", { json: {} })).status).toBe(200);
  expect((await edit({ reduceOnly: false })).status).toBe(400);
  expect((await edit({ cidr: ["127.1.2.3"] })).status).toBe(400);
  await house.restart();
  expect((await list()).find(({ id }) => id === key["id"])).toMatchObject({ permissions: ["orderCancel"], maxDeviation: 0.02 });
  expect((await eve.send("PUT", "/apiKey", { json: { apiKeyID: key["id"], name: "mine" } })).status).toBe(404);
  expect((await bot.send("PUT", "/apiKey", { json: { apiKeyID: key["id"], name: "mine" } })).status).toBe(403);
});

test("KEY-001 its owner is written to when a key is made, and the letter's link ends it without signing in, once", async () => {
  const key = await make({ name: "letter bot", permissions: ["order"] }, eve);
  const token = await tokenOf(house, "eve@example.test", "keyMade");
  const end = (given: string) => house.anybody.send("POST", "/user/endKey", { json: { token: given } });
  expect((await end(`1.${"A".repeat(43)}`)).status).toBe(401);
  expect((await end(token)).body).toEqual({ ended: true });
  expect((await clientOf(key).send("GET", "/user")).status).toBe(403);
  expect((await list(eve)).find(({ id }) => id === key["id"])).toMatchObject({ enabled: false });
  expect((await end(token)).status).toBe(401);
});

test("KEY-001 ASVS-16.3.2 what a key was refused, over REST and on the socket, stands in its owner's log, each once", async () => {
  const key = await make({ name: "away", cidr: ["203.0.113.7"] }, eve);
  for (let i = 0; i < 2; i++) expect((await clientOf(key).send("GET", "/user")).status).toBe(403);
  await SocketClient.signed(house.socketAddress, { id: String(key["id"]), secret: String(key["secret"]) }).catch(() => null);
  const refused = async () => {
    const rows = (await eve.send("GET", "/user/activity", { query: { category: "keys" } })).body as readonly Row[];
    return rows.filter(({ result }) => result === "refused").flatMap(({ what }) => (String(what).includes('"away"') ? [what] : []));
  };
  await expect
    .poll(refused)
    .toEqual(["GET /realtime", "GET /user"].map((asked) => `${asked} by the key "away": This IP address is not allowed to use this key.`));
});
