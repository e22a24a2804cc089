import { expect, test } from "vitest";
import { makeTestAddress } from "../bff/wallet/test-address.ts";
import type { Answer } from "./client.ts";
import { openHouse } from "./house.ts";
import { signUp, tokenOf } from "./person.ts";
import type { Row } from "./socket.ts";

const house = await openHouse({ CLOCK: "manual" });
const ADDRESS = makeTestAddress(new Uint8Array(32));
const brief = ({ status, body }: Answer) => ({ status, body });

test("WAL-002 ASVS-2.3.4 ASVS-15.4.2 a hundred requests at once for a tenth of a balance reserve nine of them: the fee is reserved too", async () => {
  const { rest } = await house.trader("hasty", { xbt: "1" });
  const json = { currency: "XBt", amount: 10_000_000, address: ADDRESS };
  const answers = await Promise.all(Array.from({ length: 100 }, () => rest.send("POST", "/user/requestWithdrawal", { json })));
  const had = answers.filter(({ status }) => status === 200);
  expect(had).toHaveLength(9);
  expect(new Set(answers.filter(({ status }) => status !== 200).map(({ status }) => status))).toEqual(new Set([400]));
  expect(had[0]?.body).toMatchObject({
    transactType: "Withdrawal",
    transactStatus: "Pending",
    amount: -10_000_000,
    fee: 10_000,
    address: ADDRESS,
  });
  const wallet = await rest.get<Row>("/user/wallet");
  expect(wallet).toMatchObject({ amount: 100_000_000 - 9 * 10_010_000, pendingDebit: 9 * 10_010_000 });
  for (const { body } of had) {
    const { transactID } = body as Row;
    expect((await rest.send("DELETE", "/user/withdrawal", { json: { transactID } })).body).toMatchObject({ transactStatus: "Canceled" });
  }
  expect(await rest.get<Row>("/user/wallet")).toMatchObject({ amount: 100_000_000, pendingDebit: 0 });
  const history = await rest.get<Row[]>("/user/walletHistory");
  expect(history).toHaveLength(10);
  expect(history.filter(({ transactStatus }) => transactStatus === "Canceled")).toHaveLength(9);
});

test("WAL-002 withdrawals need the permission, a right address, the house's fee, and somebody's own transaction", async () => {
  const [owner, other] = [await house.trader("owner"), await house.trader("other", { permissions: "order" })];
  const ask = (json: object, rest = owner.rest) => rest.send("POST", "/user/requestWithdrawal", { json });
  const right = { amount: 1_000_000, address: ADDRESS };
  expect((await ask(right, other.rest)).status).toBe(403);
  expect((await ask(right, house.anybody)).status).toBe(401);
  for (const wrong of [
    { address: "1BoatSLRHtKNngkdXEeobR76b53LETtpyT" },
    { amount: 0 },
    { amount: -1 },
    { amount: 1.5 },
    { fee: 1 },
    { currency: "USDt" },
  ])
    expect((await ask({ ...right, ...wrong })).status).toBe(400);
  expect((await ask({ amount: 1_000_000 })).status).toBe(400);
  const saying = (message: string) => ({ status: 400, body: { error: { message, name: "ValidationError" } } });
  expect(brief(await ask({ ...right, amount: -1 }))).toEqual(saying("Negative withdrawal amount"));
  expect(brief(await ask({ ...right, fee: -1 }))).toEqual(saying("Negative fee amount"));
  expect(brief(await ask({ ...right, fee: 1 }))).toEqual(saying("Invalid fee amount: it is 10000 XBt"));
  const { body } = await ask(right);
  const foreign = await other.rest.send("GET", "/user/withdrawals");
  expect(brief(foreign)).toEqual({ status: 200, body: [] });
  const thief = await house.trader("thief");
  expect((await thief.rest.send("DELETE", "/user/withdrawal", { json: { transactID: (body as Row)["transactID"] } })).status).toBe(404);
  expect((await house.anybody.send("POST", "/user/confirmWithdrawal", { json: { token: "guess" } })).status).toBe(404);
});

test("WAL-003 the statement adds up what happened to the very balance, over trades, fundings and a withdrawal, and its hours are kept", async () => {
  const [long, short] = [await house.trader("long", { xbt: "1" }), await house.trader("short", { xbt: "1" })];
  const order = { symbol: "XBTUSD", orderQty: 10_000 };
  await short.rest.post("/order", { ...order, side: "Sell", price: 60_000 });
  await long.rest.post("/order", { ...order, side: "Buy", price: 60_000 });
  await house.operator("clock", "advance", "26h");
  await short.rest.post("/order", { ...order, side: "Buy", orderQty: 3_700, price: 61_000 });
  await long.rest.post("/order", { ...order, side: "Sell", orderQty: 3_700, price: 61_000 });
  await long.rest.post("/user/requestWithdrawal", { amount: 1_000_000, address: ADDRESS });
  for (const { rest } of [long, short]) {
    const days = await rest.get<Row[]>("/user/statement");
    const { walletBalance } = await rest.get<Row>("/user/margin");
    expect(days).toHaveLength(2);
    expect(days.at(-1)).toMatchObject({ closing: walletBalance, balance: walletBalance, difference: 0 });
    for (const day of days as Record<string, number>[]) {
      const { opening = 0, deposits = 0, withdrawals = 0, tradingPnl = 0, fees = 0, funding = 0 } = day;
      expect(opening + deposits - withdrawals + tradingPnl - fees - funding).toBe(day["closing"]);
    }
  }
  const csv = await long.rest.send("GET", "/user/walletHistory", { headers: { accept: "text/csv" } });
  expect(csv.text.split("\r\n").find((line) => line.includes(",Withdrawal,"))).toContain(`,-1000000,10000,Pending,${ADDRESS},`);
  const equity = await long.rest.get<Row[]>("/user/equity");
  expect(equity.at(-1)).toMatchObject({ walletBalance: expect.any(Number), marginBalance: expect.any(Number) });
});

test("WAL-002 a person approves a withdrawal and confirms its letter; it leaves at 13:00 UTC and arrives at another account's address", async () => {
  const [giver, taker] = [await signUp(house, "giver"), await signUp(house, "taker")];
  for (const one of [giver, taker]) await one.send("POST", "/user/faucet", { json: {} });
  const address = (await taker.send("GET", "/user/depositAddress")).body;
  const json = { amount: 20_000_000, address, text: "for you" };
  const ask = () => giver.send("POST", "/user/requestWithdrawal", { json });
  const asked = await ask();
  expect(brief(asked)).toMatchObject({
    status: 403,
    body: { error: { approval: { says: `Withdraw 0.20000000 XBT to ${address}`, by: ["password"] } } },
  });
  const { id } = (asked.body as { readonly error: { readonly approval: { readonly id: string } } }).error.approval;
  expect((await giver.send("POST", "/user/approve", { json: { id, password: "correct horse battery" } })).status).toBe(200);
  expect((await giver.send("POST", "/user/requestWithdrawal", { json: { ...json, amount: 20_000_001 } })).status).toBe(403);
  expect((await ask()).status).toBe(200);
  const token = await tokenOf(house, "giver@example.test", "withdrawalAsked");
  const look = await house.anybody.send("POST", "/user/withdrawalToken", { json: { token } });
  expect(look.body).toMatchObject({ state: "asked", amount: 20_000_000, fee: 10_000, address, origin: "session" });
  expect((await house.anybody.send("POST", "/user/confirmWithdrawal", { json: { token } })).body).toMatchObject({
    transactStatus: "Pending",
  });
  await house.operator("clock", "advance", "24h");
  expect((await giver.send("GET", "/user/withdrawals")).body).toMatchObject([
    { state: "sent", tx: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  expect((await taker.send("GET", "/user/wallet")).body).toMatchObject({ amount: 120_000_000 });
  expect((await giver.send("GET", "/user/wallet")).body).toMatchObject({ amount: 100_000_000 - 20_010_000, pendingDebit: 0 });
  expect((await house.anybody.send("POST", "/user/cancelWithdrawal", { json: { token } })).status).toBe(400);
});
