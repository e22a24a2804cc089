import { expect, test } from "vitest";
import { openHouse } from "./house.ts";
import { signUp, tokenOf } from "./person.ts";
import type { Row } from "./socket.ts";

const house = await openHouse();

test("WCH-002 coins that are handed on at prices off the mark stay: the trades stand, the gain is held, both are told", async () => {
  const [victim, mule] = [await house.trader("victim", { xbt: "1" }), await house.trader("mule", { xbt: "1" })];
  // The one buys dear what the other offers, and sells it back cheap.
  for (let i = 0; i < 3; i++) {
    await mule.rest.post("/order", { symbol: "XBTUSD", side: "Sell", orderQty: 20_000, price: 62_000 });
    await victim.rest.post("/order", { symbol: "XBTUSD", side: "Buy", orderQty: 20_000, price: 62_000 });
    await mule.rest.post("/order", { symbol: "XBTUSD", side: "Buy", orderQty: 20_000, price: 58_000 });
    await victim.rest.post("/order", { symbol: "XBTUSD", side: "Sell", orderQty: 20_000, price: 58_000 });
  }
  // The letters are written when the holds stand.
  await expect.poll(() => tokenlessLetters("mule@example.test"), { timeout: 20_000 }).toContain("withdrawalHeld");
  await expect.poll(() => tokenlessLetters("victim@example.test"), { timeout: 20_000 }).toContain("withdrawalHeld");
  // WCH-001: trading so far off the mark stands in the log, where the watch of takeovers reads it.
  const notices = async () => (await victim.rest.get<readonly Row[]>("/globalNotification")).map(({ title }) => title);
  await expect.poll(notices, { timeout: 20_000 }).toContain("Trading");
  const rules = await mule.rest.get<Row>("/user/withdrawRules");
  expect(rules).toMatchObject({ holdReason: expect.stringMatching(/^gains from one account/), heldAmount: expect.any(Number) });
  const { walletBalance } = await mule.rest.get<{ readonly walletBalance: number }>("/user/margin");
  expect(walletBalance).toBeGreaterThan(100_000_000);
  const address = await victim.rest.get<string>("/user/depositAddress");
  const ask = (amount: number) => mule.rest.send("POST", "/user/requestWithdrawal", { json: { amount, address } });
  expect((await ask(walletBalance - 20_000)).status).toBe(400);
  // What was the mule's before is.
  expect((await ask(walletBalance - (rules["heldAmount"] as number) - 20_000)).status).toBe(200);
  const held = await victim.rest.send("POST", "/user/requestWithdrawal", { json: { amount: 1_000_000, address } });
  expect(held.status).toBeGreaterThanOrEqual(400);
  expect((await victim.rest.get<Row>("/user/withdrawRules"))["holdReason"]).toMatch(/^losses to one account/);
});

test("WCH-001 after a sign-in from a new device and a new password, changing a setting takes a proof, and operators see why", async () => {
  const password = "correct horse battery";
  await signUp(house, "ira");
  const email = "ira@example.test";
  const page = { origin: house.origin, "user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/150.0" };
  const begun = await house.anybody.send("POST", "/user/login", { json: { email, password }, headers: page });
  const { flow } = begun.body as { flow: string };
  const token = await tokenOf(house, email, "approveDevice");
  expect((await house.anybody.send("POST", "/user/device/decide", { json: { token, letIn: true } })).status).toBe(200);
  const entered = await house.anybody.send("POST", "/user/login/status", { json: { flow }, headers: page });
  let cookie = "";
  const send = async (verb: string, path: string, json?: object) => {
    const answer = await house.anybody.send(verb, path, { ...(json === undefined ? {} : { json }), headers: { ...page, cookie } });
    cookie = answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? cookie;
    return answer;
  };
  cookie = entered.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  const asked = async (verb: string, path: string, json: object, given: string) => {
    const { body } = await send(verb, path, json);
    const { approval } = (body as { error: { approval: { id: string; says: string } } }).error;
    expect((await send("POST", "/user/approve", { id: approval.id, password: given })).status).toBe(200);
    return { says: approval.says, answer: await send(verb, path, json) };
  };
  const next = "another quiet harbour";
  expect((await asked("POST", "/user/password", { password: next }, password)).answer.status).toBe(200);
  const watched = async () => ((await send("GET", "/user/security")).body as { watched: unknown }).watched;
  await expect.poll(watched, { timeout: 20_000 }).toMatchObject({ step: "tell", signs: ["newDevice", "passwordReset"] });
  const phrase = await asked("POST", "/user/phrase", { phrase: "blue heron" }, next);
  expect(phrase).toMatchObject({ says: expect.stringContaining("it is you"), answer: { status: 200 } });
  await expect.poll(() => tokenlessLetters(email), { timeout: 20_000 }).toContain("watched");
  // The phrase is a sign as well: an operator who looks before it was judged would have to look again.
  await expect.poll(watched, { timeout: 20_000 }).toMatchObject({ step: "hold" });
  const listed = (await house.operator("watch", "list"))["watched"] as readonly Row[];
  const { account } = listed.find(({ signs }) => (signs as readonly string[]).includes("passwordReset")) ?? {};
  await expect(house.operator("watch", "clear", String(account))).rejects.toThrow("--as is missing");
  expect(await house.operator("watch", "clear", String(account), "--as", "ann")).toEqual({ account, cleared: true });
  expect(await watched()).toBeNull();
});

async function tokenlessLetters(email: string): Promise<readonly string[]> {
  const letters = await house.anybody.get<readonly { readonly template: string }[]>("/api/v1/outbox", { email });
  return letters.map(({ template }) => template);
}
