import { expect, onTestFinished, test } from "vitest";
import type { Identity } from "../identity/index.ts";
import { HOME, House, PASSWORD } from "../identity/testing.ts";
import type { Whence } from "../identity/whence.ts";
import type { Wallet } from "../wallet/wallet.ts";
import type { WithdrawHold } from "../wallet/wallet-rows.ts";
import { TakeoverWatch } from "./takeover-watch.ts";

const HOUR_MS = 3_600_000;
/** Another browser in another network. */
const THIEF: Whence = { device: "Chrome, Windows", address: "198.51.100.7", deviceToken: null };

async function aWatchedHouse() {
  const house = new House();
  const identity = await house.open();
  const signedUp = await identity.signUp("ada@example.com", PASSWORD, house.openAccount, HOME);
  if (!signedUp.ok || signedUp.user === null) throw new Error("nobody signed up");
  const ada = signedUp.user;
  await identity.safety.noteSignIn(ada, "sign-up", true, HOME);
  const holds: WithdrawHold[] = [];
  const alarms: string[] = [];
  const wallet = {
    isHeldFor: (account: number, reason: string) =>
      holds.some((hold) => hold.account === account && hold.reason === reason && hold.untilMs > house.nowMs),
    hold: async (hold: WithdrawHold) => void holds.push(hold),
  } as unknown as Wallet;
  const now = () => house.nowMs;
  const watching = (open: Identity) => {
    const { safety } = open;
    const watch = new TakeoverWatch({ identity: open, wallet, timeMs: now, now, onAlarm: (what) => alarms.push(what) });
    onTestFinished(() => watch.stop());
    /** One more thing in the log, a minute after the one before, and what the watch makes of it. */
    const log = async (what: string, whence: Whence) => {
      house.nowMs += 60_000;
      await safety.desk.activity.add(ada.id, { category: "settings", what, whence });
      await watch.settled();
      return safety.watched.of(ada.id)?.step ?? null;
    };
    return { watch, log };
  };
  const letters = () => house.letters.filter(({ template }) => template === "watched").length;
  return { house, identity, safety: identity.safety, ada, holds, alarms, watching, ...watching(identity), letters };
}

test("WCH-001 ASVS-8.2.4 at 40 points the owner is written to and whoever changes something proves themselves; at 60 new keys are cut and withdrawals held; at 80 all keys, until an operator has looked", async () => {
  const { house, identity, safety, ada, holds, alarms, log, letters } = await aWatchedHouse();
  const early = await identity.createKey(ada, { name: "old bot", permissions: ["order"] });
  const { session } = await identity.openSession(ada);
  // 20 for the device and 10 for the network.
  expect(await log("Signed in with password", THIEF)).toBeNull();
  expect(await log("Key made: x (read)", THIEF)).toBe("tell");
  expect([letters(), holds.length]).toEqual([1, 0]);
  expect(safety.watched.wantsProofSince(ada.id, session.hash)).toBe(house.nowMs);
  house.nowMs += 1;
  const asked = safety.approvals.takeOrAsk(session.hash, { action: "watched", details: {}, says: "Go on" });
  await safety.approvals.approve(session, ada, asked?.id ?? "", { password: PASSWORD }, THIEF);
  expect(safety.watched.wantsProofSince(ada.id, session.hash)).toBeNull();
  expect(await log("Anti-phishing phrase changed", THIEF)).toBe("hold");
  const late = await identity.createKey(ada, { name: "new bot", permissions: ["order"] });
  const isCut = ({ id }: { readonly id: string }) => safety.isKeyRestricted(identity.key(id) ?? { userId: 0, createdAtMs: 0 });
  expect([letters(), holds.length, isCut(early), isCut(late)]).toEqual([2, 1, false, true]);
  expect(await log("Password changed", THIEF)).toBe("call");
  expect([letters(), isCut(early), isCut(late)]).toEqual([3, true, true]);
  expect(alarms.at(-1)).toContain("waits for an operator");
  house.nowMs += 100 * HOUR_MS;
  expect(safety.watched.of(ada.id)?.step).toBe("call");
  expect(safety.withdrawalHolds(ada.id)).toMatchObject([{ reason: "An operator looks at what was done", untilMs: null }]);
  expect(safety.watched.queue()).toMatchObject([{ userId: ada.id, state: { points: 85, signs: expect.arrayContaining(["newDevice"]) } }]);
  await safety.watched.clear(ada.id, "ann");
  expect([isCut(early), isCut(late), letters()]).toEqual([false, false, 3]);
  expect(await log("Signed in with password", THIEF)).toBeNull();
  await expect(safety.watched.clear(ada.id, "ann")).rejects.toThrow("Nothing stands");
});

test("WCH-001 what stands is not told twice and outlives a restart; a hold that ran out does not come back without a new sign", async () => {
  const { house, identity, safety, ada, holds, alarms, log, watching, letters } = await aWatchedHouse();
  for (const what of ["Signed in with password", "Password changed", "Withdrawal address saved: x"]) await log(what, THIEF);
  expect([safety.watched.of(ada.id)?.step, letters(), holds.length]).toEqual(["hold", 2, 1]);
  expect(await log("Factor renamed: x", THIEF)).toBe("hold");
  expect([letters(), holds.length]).toEqual([2, 1]);
  await identity.close();
  const after = await house.open();
  expect(after.safety.watched.of(ada.id)?.step).toBe("hold");
  house.nowMs += 25 * HOUR_MS;
  expect(after.safety.watched.of(ada.id)).toBeNull();
  const { log: logAfter } = watching(after);
  expect(await logAfter("Factor renamed: y", THIEF)).toBeNull();
  expect([letters(), holds.length]).toEqual([2, 1]);
  expect(await logAfter("Key made: x (read)", THIEF)).toBe("call");
  expect([letters(), holds.length, alarms.length]).toEqual([3, 2, 3]);
});

test("WCH-001 a hold without a strange sign runs out once and for all, and an operator may say before that it was the owner", async () => {
  const { house, safety, ada, holds, alarms, log } = await aWatchedHouse();
  await expect(safety.watched.clear(ada.id, "ann")).rejects.toThrow("Nothing stands");
  // The last of these finds the hold of the ones before.
  for (const what of ["Password changed", "Key made: x (withdraw)", "Data exported"]) await log(what, HOME);
  expect([holds.length, alarms.length]).toEqual([1, 1]);
  for (const _time of ["a day later", "two days later"]) {
    house.nowMs += 25 * HOUR_MS;
    await log("Signed in with password", HOME);
    expect([holds.length, alarms.length]).toEqual([1, 1]);
  }
  await safety.watched.clear(ada.id, "ann");
  await expect(safety.watched.clear(ada.id, "ann")).rejects.toThrow("Nothing stands");
  expect(safety.watched.of(ada.id)).toBeNull();
  // Alone, what comes after says too little: what was looked at is not added to it.
  await log("Password changed", HOME);
  expect(holds.length).toBe(1);
});

test("WCH-001 without a new device, a new network or a recovery code withdrawals are held and keys left alone; old addresses hear of a takeover too", async () => {
  const { identity, safety, ada, house, holds, log, letters } = await aWatchedHouse();
  for (const what of ["Password changed", "Key made: x (withdraw)"]) await log(what, HOME);
  expect([safety.watched.of(ada.id), letters(), holds.length]).toEqual([null, 0, 1]);
  await safety.addressChanges.ask(ada, "ada@new.example", HOME);
  for (const letter of ["emailLeaves", "emailComes"] as const) await safety.addressChanges.confirm(house.token(letter), HOME);
  house.nowMs += 24 * HOUR_MS;
  await identity.sweep();
  await log("Signed in with password", THIEF);
  const told = house.letters.filter(({ template }) => template === "watched").map(({ person }) => identity.recipientOf(person)?.address);
  expect(told).toEqual(["ada@new.example", "ada@example.com"]);
});

test("WCH-001 a sign counts in the very moment of one that was judged already, and after an operator's look of that moment too", async () => {
  const { safety, ada, log, watch, holds } = await aWatchedHouse();
  await log("Signed in with password", THIEF);
  const now = async (what: string) => {
    await safety.desk.activity.add(ada.id, { category: "settings", what, whence: THIEF });
    await watch.settled();
  };
  await now("Key made: x (read)");
  await now("Password changed");
  expect([safety.watched.of(ada.id)?.step, holds.length]).toEqual(["hold", 1]);
  await watch.clear(ada.id, "ann");
  await now("Recovery code used");
  await now("Key made: y (withdraw)");
  expect(safety.watched.of(ada.id)).toMatchObject({ step: "hold", signs: ["recoveryCode", "keyMade", "withdrawKey"] });
  // What an operator looked at stays looked at when something new stands.
  await now("Password changed");
  expect(safety.watched.of(ada.id)?.points).toBe(90);
});

test("WCH-001 nobody gets a sign out of sight by filling the log after it", async () => {
  const { identity, safety, ada, log, watch, watching } = await aWatchedHouse();
  await log("Signed in with password", THIEF);
  watch.stop();
  const entry = { category: "settings", what: "Factor renamed: x", whence: THIEF } as const;
  await Promise.all(Array.from({ length: 510 }, () => safety.desk.activity.add(ada.id, entry)));
  expect(await watching(identity).log("Password changed", THIEF)).toBe("tell");
});

test("WCH-001 an operator who looks in the very moment of a sign has looked at it too", async () => {
  const { house, safety, ada, log, watch, holds } = await aWatchedHouse();
  await log("Signed in with password", THIEF);
  expect(await log("Password changed", THIEF)).toBe("tell");
  house.nowMs += 60_000;
  await safety.desk.activity.add(ada.id, { category: "settings", what: "Withdrawal address saved: x", whence: THIEF });
  // Its judgement is still under way.
  await watch.clear(ada.id, "ann");
  await watch.settled();
  expect([safety.watched.of(ada.id), holds.length]).toEqual([null, 1]);
  await expect(watch.clear(ada.id, "ann")).rejects.toThrow("Nothing stands");
  await watch.settled();
});
