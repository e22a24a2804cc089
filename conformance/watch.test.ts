import { expect, test } from "vitest";
import { openHouse } from "./house.ts";
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
  await expect.poll(() => tokenlessLetters("mule@example.test")).toContain("withdrawalHeld");
  await expect.poll(() => tokenlessLetters("victim@example.test")).toContain("withdrawalHeld");
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

async function tokenlessLetters(email: string): Promise<readonly string[]> {
  const letters = await house.anybody.get<readonly { readonly template: string }[]>("/api/v1/outbox", { email });
  return letters.map(({ template }) => template);
}
