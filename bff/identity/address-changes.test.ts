import { expect, test, vi } from "vitest";
import type { Mailer } from "./letters.ts";
import { ELSEWHERE, HOME, House, PASSWORD } from "./testing.ts";

const DAY_MS = 24 * 3_600_000;
const [OLD, NEW] = ["ada@example.com", "ada@new.example"];

async function aHouseWithAda() {
  const house = new House();
  const identity = await house.open();
  const ada = await house.signUp(identity, OLD);
  const { addressChanges } = identity.safety;
  const tokens = () => [house.token("emailLeaves"), house.token("emailComes")] as const;
  return { house, identity, ada, addressChanges, tokens };
}

test("ACC-007 an address changes a day after both addresses confirmed it; the old one is told, withdrawals wait, and it can be taken back for a week", async () => {
  const { house, identity, ada, addressChanges, tokens } = await aHouseWithAda();
  const { session } = await identity.openSession(ada);
  await addressChanges.ask(ada, NEW, HOME);
  await expect(addressChanges.ask(ada, "third@example.com", HOME)).rejects.toThrow("Another change");
  const letters = house.letters.slice(-3);
  expect(letters.map(({ person, template }) => [template, identity.recipientOf(person)?.address])).toEqual([
    ["changeAsked", OLD],
    ["emailLeaves", OLD],
    ["emailComes", NEW],
  ]);
  // Of the new address only as much is shown as its owner needs.
  expect(JSON.stringify(letters.map(({ params }) => params))).not.toContain(NEW);
  for (const token of tokens()) await addressChanges.confirm(token, HOME);
  await expect(addressChanges.confirm(tokens()[0], HOME)).rejects.toThrow("used");
  await identity.sweep();
  expect(identity.userOfAddress(NEW)).toBeNull();
  house.nowMs += DAY_MS;
  await identity.sweep();
  expect(identity.userOfAddress(NEW)).toEqual({ ...ada, email: NEW });
  expect(identity.userOfAddress(OLD)).toBeNull();
  expect((await identity.signIn(NEW, PASSWORD))?.id).toBe(ada.id);
  expect(await identity.signIn(OLD, PASSWORD)).toBeNull();
  expect(identity.safety.withdrawalHolds(ada.id)).toMatchObject([{ reason: "The address was changed", untilMs: house.nowMs + 2 * DAY_MS }]);
  const left = house.letters.findLast(({ template }) => template === "emailLeft");
  expect(identity.recipientOf(left?.person ?? 0)?.address).toBe(OLD);
  // Nobody else gets the old address as long as it can be taken back.
  expect(await identity.signUp(OLD, PASSWORD, house.openAccount)).toMatchObject({ user: { isStandIn: true } });
  await identity.close();

  const after = await house.open();
  expect((await after.signIn(NEW, PASSWORD))?.id).toBe(ada.id);
  expect(await after.signUp(OLD, PASSWORD, house.openAccount)).toMatchObject({ user: { isStandIn: true } });
  expect(after.personsAt(OLD)).toEqual([left?.person]);
  house.nowMs += 6 * DAY_MS;
  await after.sweep();
  const reopened = await after.openSession({ ...ada, email: NEW });
  await after.safety.addressChanges.undo(house.token("emailLeft"), ELSEWHERE);
  expect(after.session(reopened.token)).toBeNull();
  expect(after.userOfAddress(OLD)?.id).toBe(ada.id);
  expect(after.userOfAddress(NEW)).toBeNull();
  await expect(after.safety.addressChanges.undo(house.token("emailLeft"), ELSEWHERE)).rejects.toThrow("used");
  expect(session.userId).toBe(ada.id);
});

test("ACC-007 a change of address that one side did not confirm lapses, a cancelled one never comes, and an old address is free after a week", async () => {
  const { house, identity, ada, addressChanges, tokens } = await aHouseWithAda();
  await addressChanges.ask(ada, NEW, HOME);
  await addressChanges.confirm(tokens()[1], HOME);
  house.nowMs += DAY_MS;
  await identity.sweep();
  expect(identity.userOfAddress(OLD)?.id).toBe(ada.id);
  expect(house.letters.at(-1)?.template).toBe("changeCancelled");
  await addressChanges.ask(ada, NEW, HOME);
  for (const token of tokens()) await addressChanges.confirm(token, HOME);
  await identity.safety.changes.cancelByToken(house.token("changeAsked"), ELSEWHERE);
  house.nowMs += DAY_MS;
  await identity.sweep();
  expect(identity.userOfAddress(NEW)).toBeNull();
  await addressChanges.ask(ada, NEW, HOME);
  for (const token of tokens()) await addressChanges.confirm(token, HOME);
  house.nowMs += DAY_MS;
  await identity.sweep();
  house.nowMs += 7 * DAY_MS;
  await identity.sweep();
  await expect(addressChanges.undo(house.token("emailLeft"), HOME)).rejects.toThrow("too old");
  expect(await house.signUp(identity, OLD)).not.toHaveProperty("isStandIn");
  house.nowMs += 23 * DAY_MS;
  await identity.sweep();
  expect(identity.safety.desk.records.of(ada.id).formerAddresses).toEqual([]);
});

test("ACC-001 asking for an address that is somebody's is answered like any other, and never comes about", async () => {
  const { house, identity, ada, addressChanges } = await aHouseWithAda();
  const bob = await house.signUp(identity, "bob@example.com");
  const before = house.letters.length;
  const change = await addressChanges.ask(ada, "bob@example.com", HOME);
  expect(change.what).toBe("change the address to b…@example.com");
  expect(house.letters.slice(before).map(({ person }) => person)).toEqual([ada.id, ada.id, 0]);
  await addressChanges.confirm(house.token("emailLeaves"), HOME);
  house.nowMs += DAY_MS;
  await identity.sweep();
  expect([OLD, "bob@example.com"].map((email) => identity.userOfAddress(email)?.id)).toEqual([ada.id, bob.id]);
  for (const email of ["nobody", OLD]) await expect(addressChanges.ask(ada, email, HOME)).rejects.toThrow("This is");
});

/** Asks for another address, confirms it at both ends, and waits until it has come. */
async function moveTo(email: string, { house, identity, addressChanges }: Awaited<ReturnType<typeof aHouseWithAda>>, userId: number) {
  const user = identity.user(userId);
  if (user === null) throw new Error("nobody is there");
  await addressChanges.ask(user, email, HOME);
  for (const letter of ["emailLeaves", "emailComes"] as const) await addressChanges.confirm(house.token(letter), HOME);
  house.nowMs += DAY_MS;
  await identity.sweep();
  return house.token("emailLeft");
}

test("ACC-007 whoever takes an old address back leaves no link of the addresses that came after it; those are free again", async () => {
  const there = await aHouseWithAda();
  const { house, identity, ada, addressChanges } = there;
  const ofOwner = await moveTo("thief@example.com", there, ada.id);
  const ofThief = await moveTo("thief@another.example", there, ada.id);
  await addressChanges.undo(ofOwner, HOME);
  await expect(addressChanges.undo(ofThief, ELSEWHERE)).rejects.toThrow("too old");
  expect(identity.userOfAddress(OLD)?.id).toBe(ada.id);
  expect(await house.signUp(identity, "thief@example.com")).not.toHaveProperty("isStandIn");
});

test("ACC-007 an address that two accounts left is kept as long as the second can take it back", async () => {
  const there = await aHouseWithAda();
  const { house, identity, ada } = there;
  await moveTo(NEW, there, ada.id);
  house.nowMs += 7 * DAY_MS;
  await identity.sweep();
  const bob = await house.signUp(identity, OLD);
  const ofBob = await moveTo("bob@new.example", there, bob.id);
  await identity.sweep();
  expect(await identity.signUp(OLD, PASSWORD, house.openAccount)).toMatchObject({ user: { isStandIn: true } });
  await identity.safety.addressChanges.undo(ofBob, HOME);
  expect(identity.userOfAddress(OLD)?.id).toBe(bob.id);
});

test("ACC-007 a new address that nobody has confirmed is a stranger's: its letter has neither the phrase nor the link that freezes", async () => {
  const { house, identity, ada, addressChanges } = await aHouseWithAda();
  await identity.safety.setPhrase(ada.id, "blue heron", HOME);
  await addressChanges.ask(ada, NEW, HOME);
  const comes = house.letters.at(-1);
  expect([comes?.template, Object.keys(comes?.params ?? {})]).toEqual(["emailComes", ["token"]]);
  expect(identity.recipientOf(comes?.person ?? 0)).toEqual({ address: NEW, phrase: null });
  expect(identity.recipientOf(ada.id)).toEqual({ address: OLD, phrase: "blue heron" });
});

test.each([
  ["before the address is written", "changeAddress"],
  ["before its last letter", "send"],
] as const)("ACC-007 a change of address that a crash cuts short %s is whole after the restart", async (_when, where) => {
  const house = new House();
  const failing = { isOn: false };
  const crash = () => Promise.reject(new Error("the power is gone"));
  const mailer: Mailer = {
    send: async (person, template, params) => {
      if (where === "send" && failing.isOn) return crash();
      house.letters.push({ person, template, params });
    },
    sendNobody: async () => undefined,
  };
  const identity = await house.open({ mailer });
  const ada = await house.signUp(identity, OLD);
  await identity.safety.addressChanges.ask(ada, NEW, HOME);
  for (const letter of ["emailLeaves", "emailComes"] as const) await identity.safety.addressChanges.confirm(house.token(letter), HOME);
  house.nowMs += DAY_MS;
  failing.isOn = true;
  const { store } = identity.safety.desk;
  if (where === "changeAddress")
    vi.spyOn(store, "call").mockImplementation(((method: string) =>
      method === "changeAddress" ? crash() : Promise.resolve(null)) as never);
  await expect(identity.sweep()).rejects.toThrow("the power is gone");
  vi.restoreAllMocks();
  await identity.close();

  const after = await house.open();
  await after.sweep();
  expect(after.userOfAddress(NEW)?.id).toBe(ada.id);
  expect(after.safety.withdrawalHolds(ada.id)).toMatchObject([{ reason: "The address was changed" }]);
  const { changes, formerAddresses } = after.safety.desk.records.of(ada.id);
  expect([changes.length, formerAddresses.map(({ address }) => address)]).toEqual([0, [OLD]]);
  const left = house.letters.findLast(({ template }) => template === "emailLeft");
  expect(after.recipientOf(left?.person ?? 0)?.address).toBe(OLD);
  await after.safety.addressChanges.undo(house.token("emailLeft"), HOME);
  expect(after.userOfAddress(OLD)?.id).toBe(ada.id);
});
