import { expect, test } from "vitest";
import { ContractError } from "../contract/errors.ts";
import { isTestAddress, makeTestAddress } from "./test-address.ts";
import { ADDRESS, LIMITS, NOON_MS, WalletDesk } from "./testing/desk.ts";

const HOUR_MS = 3_600_000;
const wish = (sats: number, address = ADDRESS) => ({ account: 1, userId: 7, sats, address, text: "", origin: "session" as const });

async function refusal(run: Promise<unknown>): Promise<readonly [number, string] | null> {
  try {
    await run;
    return null;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return [error.status, error.message];
  }
}

test("WAL-001 an account's deposit address is its own and stays, an address with a wrong letter is none", async () => {
  const desk = new WalletDesk();
  const wallet = await desk.open();
  const [first, again] = await Promise.all([wallet.depositAddress(1), wallet.depositAddress(1)]);
  expect(again).toBe(first);
  expect(isTestAddress(first)).toBe(true);
  await wallet.close();
  const after = await desk.open();
  expect(await after.depositAddress(1)).toBe(first);
  for (let i = 0; i < ADDRESS.length; i++) {
    const other = ADDRESS.slice(0, i) + (ADDRESS[i] === "q" ? "p" : "q") + ADDRESS.slice(i + 1);
    expect(isTestAddress(other)).toBe(false);
  }
  expect(["", `${ADDRESS}q`, ADDRESS.toUpperCase(), "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"].map(isTestAddress)).toEqual(Array(4).fill(false));
});

test("WAL-002 ASVS-2.3.1 a withdrawal is reserved when it is asked for, confirmed by its letter, and leaves with the run at 13:00 UTC", async () => {
  const desk = new WalletDesk();
  const wallet = await desk.open();
  await wallet.tick();
  await wallet.request(wish(100_000));
  expect(desk.balances.get(1)).toBe(10_000_000 - 100_100);
  expect(desk.letters).toMatchObject([{ letter: "withdrawalAsked", params: { amount: "0.00100000", fee: "0.00000100", to: ADDRESS } }]);
  expect((await wallet.confirm(desk.token)).state).toBe("confirmed");
  expect((await wallet.confirm(desk.token)).state).toBe("confirmed");
  desk.nowMs = NOON_MS + HOUR_MS - 1;
  await wallet.tick();
  expect(wallet.listOf(1)[0]?.state).toBe("confirmed");
  desk.nowMs = NOON_MS + HOUR_MS;
  await wallet.tick();
  expect(wallet.listOf(1)[0]).toMatchObject({ state: "sent", tx: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(desk.letters.at(-1)?.letter).toBe("withdrawalSent");
  expect(await refusal(wallet.cancel(wallet.listOf(1)[0] as never))).toEqual([400, "This withdrawal is sent already"]);
});

test("WAL-002 what is confirmed after the cut-off waits for the next run, which may be an extra one with notice", async () => {
  const desk = new WalletDesk();
  const wallet = await desk.open();
  await wallet.tick();
  desk.nowMs = NOON_MS + 46 * 60_000;
  await wallet.request(wish(100_000));
  await wallet.confirm(desk.token);
  desk.nowMs = NOON_MS + HOUR_MS;
  await wallet.tick();
  expect(wallet.listOf(1)[0]?.state).toBe("confirmed");
  expect(await refusal(wallet.runs.announce({ atMs: desk.nowMs + 60_000, notice: "soon" }))).toEqual([400, expect.any(String)]);
  await wallet.runs.announce({ atMs: NOON_MS + 2 * HOUR_MS, notice: "An extra run" });
  expect(wallet.runs.next()).toMatchObject({ atMs: NOON_MS + 2 * HOUR_MS, notice: "An extra run" });
  desk.nowMs = NOON_MS + 2 * HOUR_MS;
  await wallet.tick();
  expect(wallet.listOf(1)[0]?.state).toBe("sent");
  expect(wallet.runs.next().atMs).toBe(NOON_MS + 25 * HOUR_MS);
});

test("WAL-002 a letter that is not answered in ten minutes gives the coins back, and so does a cancel until the run", async () => {
  const desk = new WalletDesk();
  const wallet = await desk.open();
  await wallet.request(wish(100_000));
  desk.nowMs += 10 * 60_000;
  expect(await refusal(wallet.confirm(desk.token))).toEqual([400, expect.any(String)]);
  expect(wallet.listOf(1)[0]?.state).toBe("expired");
  await wallet.request(wish(100_000));
  await wallet.cancel(wallet.byToken(desk.token));
  await wallet.request(wish(100_000));
  await wallet.confirm(desk.token);
  await wallet.cancel(wallet.byToken(desk.token));
  await wallet.request(wish(100_000));
  desk.nowMs += 10 * 60_000;
  await wallet.tick();
  expect(wallet.listOf(1).map(({ state }) => state)).toEqual(["expired", "cancelled", "cancelled", "expired"]);
  expect(desk.balances.get(1)).toBe(10_000_000);
  expect(() => wallet.byToken("guess")).toThrow(ContractError);
});

test("WAL-002 ASVS-2.3.2 amounts, addresses, limits and holds are judged before anything is reserved", async () => {
  const desk = new WalletDesk();
  const wallet = await desk.open();
  for (const sats of [0, -1, 0.5, LIMITS.minSats - 1, Number.NaN, 2 ** 53])
    expect(await refusal(wallet.request(wish(sats)))).toEqual([400, expect.any(String)]);
  expect(await refusal(wallet.request(wish(-1)))).toEqual([400, "Negative withdrawal amount"]);
  expect(await refusal(wallet.request(wish(1)))).toEqual([400, expect.stringMatching(/^Invalid withdrawal amount: at least /)]);
  expect(await refusal(wallet.request(wish(10_000, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT")))).toEqual([400, "address is invalid"]);
  expect(await refusal(wallet.request(wish(10_000, await wallet.depositAddress(1))))).toEqual([400, expect.any(String)]);
  await wallet.request(wish(600_000));
  expect(await refusal(wallet.request(wish(400_001)))).toEqual([
    400,
    "Invalid withdrawal amount: 400000 XBt are left of what may be withdrawn within 24 hours",
  ]);
  desk.hold = { reason: "the password was changed", untilMs: NOON_MS + HOUR_MS };
  expect(await refusal(wallet.request(wish(1_000)))).toEqual([
    403,
    "Withdrawals wait until 2020-03-13T13:00:00.000Z: the password was changed",
  ]);
  desk.hold = null;
  await wallet.hold({ account: 1, reason: "gains are looked at", untilMs: NOON_MS + HOUR_MS, sats: 9_300_000 }, 7);
  expect(await refusal(wallet.request(wish(200_000)))).toEqual([400, "Account has insufficient Withdrawable Balance"]);
  expect(await refusal(wallet.request(wish(50_000)))).toBeNull();
  expect(desk.letters.map(({ letter }) => letter)).toEqual(["withdrawalAsked", "withdrawalHeld", "withdrawalAsked"]);
});

test("WCH-002 a smaller or shorter hold for the same reason loosens nothing of the one that stands", async () => {
  const desk = new WalletDesk();
  const wallet = await desk.open();
  const hold = { account: 1, reason: "gains are looked at", untilMs: NOON_MS + 24 * HOUR_MS, sats: 9_900_000 };
  await wallet.hold(hold, 7);
  await wallet.hold({ ...hold, untilMs: NOON_MS + HOUR_MS, sats: 1_000 }, 7);
  expect(wallet.holdOf(1, 7)).toEqual(hold);
  expect(await refusal(wallet.request(wish(200_000)))).toEqual([400, "Account has insufficient Withdrawable Balance"]);
  await wallet.hold({ ...hold, sats: null }, 7);
  expect(wallet.holdOf(1, 7)).toEqual({ ...hold, sats: null });
});

test("WAL-002 ASVS-2.3.5 a hold keeps back what was confirmed before it, and a large one waits for two different operators", async () => {
  const desk = new WalletDesk();
  const wallet = await desk.open();
  await wallet.tick();
  const { request } = await wallet.request(wish(500_000));
  expect(await refusal(wallet.approve(request, "ann"))).toEqual([400, expect.any(String)]);
  await wallet.confirm(desk.token);
  await wallet.approve(request, "ann");
  expect(await refusal(wallet.approve(request, "ann"))).toEqual([400, expect.any(String)]);
  desk.nowMs = NOON_MS + HOUR_MS;
  await wallet.tick();
  expect(wallet.listOf(1)[0]?.state).toBe("confirmed");
  await wallet.approve(request, "ben");
  desk.hold = { reason: "frozen", untilMs: null };
  desk.nowMs += 24 * HOUR_MS;
  await wallet.tick();
  expect(wallet.listOf(1)[0]?.state).toBe("confirmed");
  desk.hold = null;
  desk.nowMs += 24 * HOUR_MS;
  await wallet.tick();
  expect(wallet.listOf(1)[0]?.state).toBe("sent");
});

test("WAL-002 ASVS-2.4.2 a saved address waits a day, a stricter rule counts at once and a looser one after the old wait", async () => {
  const desk = new WalletDesk();
  const wallet = await desk.open();
  const entry = { account: 1, userId: 7, address: ADDRESS, name: "cold", note: "" };
  await wallet.book.add(entry);
  expect(await refusal(wallet.book.add(entry))).toEqual([400, expect.any(String)]);
  expect(await refusal(wallet.request(wish(10_000)))).toEqual([403, "This address is new: it can be used from 2020-03-14T12:00:00.000Z"]);
  await wallet.book.setRules(1, { savedOnly: true, addressWaitMs: 48 * HOUR_MS });
  const other = makeTestAddress(new Uint8Array(32).fill(9));
  expect(await refusal(wallet.request(wish(10_000, other)))).toEqual([403, "Coins of this account go to saved addresses alone."]);
  const { pending } = await wallet.book.setRules(1, { savedOnly: false, addressWaitMs: 24 * HOUR_MS });
  expect(pending).toMatchObject({ savedOnly: false, fromMs: NOON_MS + 48 * HOUR_MS });
  desk.nowMs = NOON_MS + 24 * HOUR_MS;
  expect(await refusal(wallet.request(wish(10_000)))).toBeNull();
  expect(await refusal(wallet.request(wish(10_000, other)))).toEqual([403, expect.any(String)]);
  desk.nowMs = NOON_MS + 48 * HOUR_MS;
  expect(await refusal(wallet.request(wish(10_000, other)))).toBeNull();
});

test("WAL-001 WAL-002 ASVS-2.3.3 a crash anywhere loses nothing and pays nothing twice: what was promised is there, what was not goes back", async () => {
  const desk = new WalletDesk();
  const first = await desk.open();
  await first.tick();
  await first.request(wish(100_000));
  await first.confirm(desk.token);
  // Cut off between the reservation and its answer, and between the word that one is cancelled and its coins.
  const [confirmed] = first.listOf(1);
  const cut = { ...confirmed, request: 50, state: "asked", transactID: "", tokenHash: "x" } as never;
  await first.things.putWithdrawal(cut);
  desk.reserved.set(50, { account: 1, sats: 100_100, state: "reserved" });
  // A batch that was made and not booked.
  const signing = { ...confirmed, state: "signing", batch: "b" } as never;
  await first.things.putBatch({ id: "b", madeAtMs: NOON_MS, requests: [confirmed?.request ?? 0] }, [signing]);
  await first.close();
  const again = await desk.open();
  expect(desk.reserved.get(50)?.state).toBe("back");
  await again.tick();
  await again.tick();
  expect(again.listOf(1)).toMatchObject([{ state: "sent" }]);
  expect(desk.letters.filter(({ letter }) => letter === "withdrawalSent")).toHaveLength(1);
});

test("WAL-002 ASVS-15.4.1 whoever cancels while a run begins is too late for all of it: nothing is both given back and paid", async () => {
  const desk = new WalletDesk();
  const wallet = await desk.open();
  await wallet.tick();
  const tokens: string[] = [];
  for (let i = 0; i < 3; i++) {
    await wallet.request(wish(100_000));
    await wallet.confirm(desk.token);
    tokens.push(desk.token);
  }
  desk.nowMs = NOON_MS + 25 * HOUR_MS;
  const run = wallet.tick();
  await new Promise<void>((resolve) => setImmediate(resolve));
  const cancelled = await Promise.all(tokens.map(async (token) => refusal(wallet.cancel(wallet.byToken(token)))));
  await run;
  await wallet.tick();
  const paid = [...desk.reserved.values()].filter(({ state }) => state === "sent").length;
  const back = [...desk.reserved.values()].filter(({ state }) => state === "back").length;
  expect(cancelled.filter((one) => one === null)).toHaveLength(back);
  expect(wallet.listOf(1).filter(({ state }) => state === "sent")).toHaveLength(paid);
  expect([paid, back]).toEqual([3, 0]);
});

test("WAL-001 what is sent to another account of the ledger of test coins arrives there", async () => {
  const desk = new WalletDesk();
  const wallet = await desk.open();
  await wallet.tick();
  await wallet.request(wish(100_000, await wallet.depositAddress(2)));
  await wallet.confirm(desk.token);
  desk.nowMs += HOUR_MS;
  await wallet.tick();
  expect(desk.balances.get(2)).toBe(100_000);
});
