import { expect, test } from "vitest";
import { ApprovalNeededError } from "../contract/errors.ts";
import type { Operation } from "../contract/operation.ts";
import { securityChangePassword, securitySetPhrase } from "../contract/operations/security.ts";
import { OPERATIONS } from "../contract/operations.ts";
import { enrolApp, HOME, House, PASSWORD } from "../identity/testing.ts";
import type { Principal } from "./principal.ts";
import type { Services } from "./services.ts";
import { isFreshlyProved, requireProof } from "./step-up.ts";

/** Ada in a session of hers, and the approval that an operation of hers asks for; null for none. */
async function aSession() {
  const house = new House();
  const identity = await house.open();
  const ada = await house.signUp(identity, "ada@example.com");
  const { session, token } = await identity.openSession(ada);
  const services = { identity, now: () => house.nowMs } as unknown as Services;
  const principal: Principal = {
    ...{ account: ada.account, userId: ada.id, origin: "session" as const, permissions: ["order", "withdraw"] as const },
    ...{ caps: null, sessionToken: token },
  };
  const wanted = (operation: Operation = securitySetPhrase): string | null => {
    try {
      requireProof(services, operation, principal);
      return null;
    } catch (error) {
      if (!(error instanceof ApprovalNeededError)) throw error;
      return error.approval.id;
    }
  };
  return { house, identity, ada, session, wanted, isFresh: () => isFreshlyProved(services, principal) };
}

test("ACC-003 KEY-001 a sign-in and an approval are a fresh proof for five minutes each; with a second factor neither is", async () => {
  const { house, identity, ada, session, wanted, isFresh } = await aSession();
  house.nowMs += 5 * 60_000 - 1;
  expect(isFresh()).toBe(true);
  house.nowMs += 1;
  expect(isFresh()).toBe(false);
  await identity.safety.desk.sessions.stayOpen(session, true);
  house.nowMs += 60 * 60_000;
  await identity.safety.approvals.approve(session, ada, wanted() ?? "", { password: PASSWORD }, HOME);
  expect(isFresh()).toBe(true);
  await enrolApp(house, identity, ada);
  expect(isFresh()).toBe(false);
});

test("ACC-005 a session that stays open asks for a proof an hour after its last one, for all but trading; another session does not", async () => {
  const { house, identity, ada, session, wanted } = await aSession();
  house.nowMs += 59 * 60_000;
  expect(wanted()).toBeNull();
  await identity.safety.desk.sessions.stayOpen(session, true);
  house.nowMs += 60_000;
  const id = wanted();
  expect(id).not.toBeNull();
  // What is approved by itself asks for that alone.
  expect(wanted(securityChangePassword)).toBeNull();
  await identity.safety.approvals.approve(session, ada, id ?? "", { password: PASSWORD }, HOME);
  expect(wanted()).toBeNull();
  house.nowMs += 60 * 60_000;
  expect(wanted()).not.toBeNull();
});

test("ACC-005 WCH-001 in an account that is watched everything asks for a proof but reading, trading, and what is listed here", async () => {
  const { house, identity, ada, wanted } = await aSession();
  expect(OPERATIONS.filter((operation) => wanted(operation) !== null)).toEqual([]);
  const found = { step: "tell" as const, points: 45, signs: ["newDevice"], rules: 3, sinceMs: house.nowMs, atMs: house.nowMs };
  await identity.safety.watched.put(ada.id, { ...found, untilMs: house.nowMs + 1000 });
  const ofPersons = OPERATIONS.filter(({ access, verb }) => access === "session" && verb !== "GET");
  const free = ofPersons.filter((operation) => wanted(operation) === null).map(({ id }) => id);
  expect(free.toSorted()).toEqual([
    "Address.new",
    "Security.addAuthenticator",
    "Security.addPasskey",
    "Security.approve",
    "Security.approveOptions",
    "Security.changeEmail",
    "Security.changePassword",
    "Security.close",
    "Security.confirmRecoveryCodes",
    "Security.export",
    "Security.logoutAll",
    "Security.makeRecoveryCodes",
    "Security.passkeyOptions",
    "Security.removeFactor",
    "Security.removePassword",
    "Security.stayOpen",
    "Security.unfreeze",
    "User.faucet",
    "User.savePreferences",
  ]);
  // Of the rest of the contract, nothing does.
  expect(OPERATIONS.filter((operation) => !ofPersons.includes(operation) && wanted(operation) !== null)).toEqual([]);
});
