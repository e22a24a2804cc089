import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Secret, TOTP } from "otpauth";
import { afterAll, expect, test } from "vitest";
import { makeTestAddress } from "../bff/wallet/test-address.ts";
import type { Answer } from "./client.ts";
import { openHouse } from "./house.ts";
import { approved, PASSWORD, type Person, signUp, tokenOf } from "./person.ts";
import type { Row } from "./socket.ts";

const house = await openHouse();
const folder = mkdtempSync(join(tmpdir(), "fairmark-accounts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("ACC-001 ACC-010 MAIL-002 a new account trades at once and makes keys when its letter is answered; the check-up counts up", async () => {
  const answer = await house.anybody.send("POST", "/user/signup", { json: { email: "eva@example.test", password: PASSWORD } });
  const cookie = String(answer.headers["set-cookie"]?.[0]).split(";")[0] as string;
  const headers = { cookie, origin: house.origin, "sec-fetch-site": "same-origin" };
  const eva: Person = { cookie, send: (verb, path, request = {}) => house.anybody.send(verb, path, { ...request, headers }) };
  expect((await eva.send("POST", "/user/faucet", { json: {} })).status).toBe(200);
  const order = { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 50_000 };
  expect((await eva.send("POST", "/order", { json: order })).body).toMatchObject({ ordStatus: "New" });
  expect(await eva.send("POST", "/apiKey", { json: { name: "early" } })).toMatchObject({
    status: 403,
    body: { error: { message: expect.stringContaining("Confirm your address") } },
  });
  const points = async () => ((await eva.send("GET", "/user/checkUp")).body as { points: number }).points;
  expect(await points()).toBe(1);
  const token = await tokenOf(house, "eva@example.test", "verifyAddress");
  expect((await house.anybody.send("POST", "/user/verifyEmail", { json: { token } })).status).toBe(200);
  expect((await house.anybody.send("POST", "/user/verifyEmail", { json: { token } })).status).toBe(401);
  expect(await points()).toBe(2);
  const { secret } = (await approved(eva, "POST", "/user/authenticator", {})).body as { secret: string };
  // The two codes are the step before and this one, as an app that is a moment behind shows them.
  const codeOf = (timeMs: number) => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: timeMs });
  const nowMs = Date.now();
  await eva.send("POST", "/user/authenticator/confirm", { json: { code: codeOf(nowMs - 30_000) } });
  expect((await eva.send("POST", "/user/authenticator/confirm", { json: { code: codeOf(nowMs) } })).body).toEqual({ enrolled: true });
  expect(await points()).toBe(5);
  expect((await eva.send("POST", "/user/phrase", { json: { phrase: "blue heron" } })).body).toMatchObject({ phrase: "blue heron" });
  expect(await points()).toBe(6);
  const [letter] = await house.anybody.get<readonly Row[]>("/api/v1/outbox", { email: "eva@example.test" });
  expect(letter).toMatchObject({ template: "settingChanged", to: "eva@example.test", text: expect.stringContaining("blue heron") });
});

test("ACC-001 ASVS-6.3.8 a sign-up with an address that is taken is answered like any other, touches nothing of its owner and tells them", async () => {
  await signUp(house, "tom");
  const again = await house.anybody.send("POST", "/user/signup", {
    json: { email: "TOM@example.test", password: "a thief's long password" },
  });
  const [letter] = await house.anybody.get<readonly Row[]>("/api/v1/outbox", { email: "tom@example.test" });
  expect(letter).toMatchObject({ template: "knownAddress" });
  const fresh = await house.anybody.send("POST", "/user/signup", { json: { email: "tim@example.test", password: PASSWORD } });
  /** An answer with what differs between any two people left out. */
  const shape = ({ status, body, headers }: Answer) => {
    const { user, account, ...rest } = body as { user: Record<string, unknown>; account: number };
    const cookies = headers["set-cookie"]?.map((line) => line.replace(/=[A-Za-z0-9_-]{43}/, "=*").replace(/ Expires=[^;]*;/, ""));
    return {
      status,
      rest,
      user: { ...user, id: 0, email: "", username: "", created: "", lastUpdated: "" },
      hasAccount: account > 0,
      cookies,
    };
  };
  expect(shape(again)).toEqual(shape(fresh));
  expect((again.body as { account: number }).account).not.toBe((fresh.body as { account: number }).account);
  const signIn = (email: string, password: string) => house.anybody.send("POST", "/user/login", { json: { email, password } });
  const [back, likewise] = [await signIn("tom@example.test", "a thief's long password"), await signIn("tim@example.test", PASSWORD)];
  expect(shape(back)).toEqual(shape(likewise));
  expect((back.body as { account: number }).account).toBe((again.body as { account: number }).account);
  const forgot = (email: string) => house.anybody.send("POST", "/user/forgotPassword", { json: { email } });
  const [known, unknown] = [await forgot("tom@example.test"), await forgot("nobody@example.test")];
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
});

test("ACC-005 ACC-009 the log is downloaded and verified, an export is approved first, and a closed account is nobody's", async () => {
  const ann = await signUp(house, "ann");
  const verify = (rows: readonly object[], write = (all: readonly object[]) => all.map((row) => JSON.stringify(row)).join("\n")) => {
    const file = join(folder, "log.ndjson");
    writeFileSync(file, write(rows));
    return execFileSync(process.execPath, [join(import.meta.dirname, "../public/verify-activity.js"), file], {
      encoding: "utf8",
      stdio: "pipe",
    });
  };
  const rows = (await ann.send("GET", "/user/activity?afterSeq=0")).body as readonly Row[];
  expect(verify(rows)).toContain(`${rows.length} entries, unbroken`);
  const answered = (await ann.send("GET", "/user/activity")).body as readonly Row[];
  for (const list of [rows, answered]) expect(verify(list, JSON.stringify)).toContain(`${rows.length} entries, unbroken`);
  expect(() => verify(rows.map((row, i) => (i === 1 ? { ...row, what: "Nothing" } : row)))).toThrow("breaks at entry 2");
  expect(() => verify(rows.slice(1))).toThrow("breaks at entry 1");
  expect((await ann.send("GET", "/user/sessions")).body).toMatchObject([{ isThis: true, by: "sign-up", staysOpen: false }]);
  expect((await approved(ann, "POST", "/user/sessions/stayOpen", { on: true })).body).toMatchObject([{ staysOpen: true }]);
  expect((await ann.send("POST", "/user/sessions/stayOpen", { json: { on: false } })).body).toMatchObject([{ staysOpen: false }]);
  await ann.send("POST", "/user/faucet");
  const wish = { currency: "XBt", amount: 1_000_000, address: makeTestAddress(new Uint8Array(32)) };
  const { transactID } = (await approved(ann, "POST", "/user/requestWithdrawal", wish)).body as Row;
  const data = await approved(ann, "POST", "/user/export", {});
  expect(data.body).toMatchObject({ user: { email: "ann@example.test" }, orders: [], addresses: [], activity: expect.any(Array) });
  expect(data.body).toMatchObject({ withdrawals: [{ transactID }] });
  expect((await ann.send("POST", "/user/close")).body).toMatchObject({
    error: { message: expect.stringMatching(/^Cancel your withdrawals/) },
  });
  await ann.send("DELETE", "/user/withdrawal", { json: { transactID } });
  expect((await approved(ann, "POST", "/user/close", {})).body).toEqual({ closed: true });
  expect((await ann.send("GET", "/user")).status).toBe(401);
  const back = await house.anybody.send("POST", "/user/login", { json: { email: "ann@example.test", password: PASSWORD } });
  expect(back.status).toBe(401);
});

test("ACC-006 MAIL-001 an operator's batch forces new passwords after its count was confirmed; a letter to many goes stage by stage", async () => {
  const gus = await signUp(house, "gus");
  const dry = await house.operator("people", "reset", "--reason", "addresses were disclosed", "--without-factor", "yes");
  expect(dry["count"]).toBeGreaterThan(0);
  expect((await gus.send("GET", "/user")).status).toBe(200);
  const reset = ["people", "reset", "--reason", "addresses were disclosed", "--without-factor", "yes", "--confirm"] as const;
  await expect(house.operator(...reset, "wrong")).rejects.toThrow("another one by now");
  const word = String(dry["confirm"]);
  await expect(house.operator(...reset, word)).rejects.toThrow("--as is missing");
  // The same one twice is one.
  for (let i = 0; i < 2; i++)
    expect(await house.operator(...reset, word, "--as", "ann")).toEqual({ ...dry, confirmedBy: ["ann"], confirmationsNeeded: 2 });
  expect((await gus.send("GET", "/user")).status).toBe(200);
  const done = await house.operator(...reset, word, "--as", "ben");
  expect(done).toEqual({ batch: word, reset: dry["count"], confirmedBy: ["ann", "ben"] });
  expect((await gus.send("GET", "/user")).status).toBe(401);
  const token = await tokenOf(house, "gus@example.test", "mustReset");
  const set = await house.anybody.send("POST", "/user/resetPassword", { json: { token, password: "another quiet harbour" } });
  expect(set.status).toBe(200);
  // ACC-004: however often strangers fail, the browser in which the letter was answered signs in.
  const signIn = async (password: string, cookie = "") =>
    (
      await house.anybody.send("POST", "/user/login", {
        json: { email: "gus@example.test", password },
        headers: { origin: house.origin, ...(cookie === "" ? {} : { cookie }) },
      })
    ).status;
  for (let i = 0; i < 6; i++) expect(await signIn("not the password")).toBe(401);
  expect(await signIn("another quiet harbour")).toBe(429);
  expect(await signIn("another quiet harbour", set.headers["set-cookie"]?.[0]?.split(";")[0])).toBe(200);
  const made = await house.operator("mail", "announce", "--name", "update", "--title", "An update", "--body", "At noon.");
  expect(made).toMatchObject({ state: "waiting" });
  expect(await house.operator("mail", "release", String(made["campaign"]), "canary")).toMatchObject({ state: "running" });
  expect(await house.operator("mail", "stop")).toMatchObject({ stopped: expect.any(Number) });
  expect(await house.operator("people", "recover", "--email", "gus@example.test")).toMatchObject({ effective: expect.any(String) });
  // ACC-007: the letter about the new password takes it back, once; the one before still has to be set anew.
  const undo = { json: { token: await tokenOf(house, "gus@example.test", "passwordChanged") } };
  expect((await house.anybody.send("POST", "/user/password/undo", undo)).body).toEqual({ undone: true });
  expect((await house.anybody.send("POST", "/user/password/undo", undo)).status).toBe(401);
});

test("ACC-007 while the settings are locked nobody makes a key, saves or removes an address, or sets the rules of withdrawals", async () => {
  const ida = await signUp(house, "ida");
  const address = (await (await signUp(house, "ina")).send("GET", "/user/depositAddress")).body;
  const entry = { currency: "XBt", network: "btc", address, name: "cold" };
  const { id } = (await approved(ida, "POST", "/address", entry)).body as { id: number };
  expect((await ida.send("POST", "/user/lock", { json: { masterKey: "my own master key words", days: 1 } })).status).toBe(200);
  const tries = [
    ["POST", "/apiKey", { name: "bot" }],
    ["POST", "/address", { ...entry, name: "other" }],
    ["DELETE", "/address", { id }],
    ["PUT", "/user/withdrawRules", { savedOnly: false, addressWaitHours: 24 }],
    ["POST", "/user/authenticator/confirm", { code: "000000" }],
  ] as const;
  for (const [verb, path, json] of tries)
    expect([path, (await ida.send(verb, path, { json })).body]).toMatchObject([
      path,
      { error: { message: expect.stringContaining("The settings are locked") } },
    ]);
  expect((await ida.send("GET", "/apiKey")).body).toEqual([]);
  expect((await ida.send("GET", "/address")).body).toMatchObject([{ id, name: "cold" }]);
});

test("ACC-003 ACC-007 a change of the address is approved, confirmed from both mailboxes, waits in the list, and a foreign token does nothing", async () => {
  const joe = await signUp(house, "joe");
  // What is refused anyway uses up nobody's approval.
  const refused = [
    ["POST", "/user/email", { email: "nonsense" }],
    ["DELETE", "/user/password", {}],
    ["DELETE", "/user/factor", { id: "nothing" }],
    ["POST", "/address", { currency: "XBt", network: "btc", address: "nonsense", name: "x" }],
  ] as const;
  for (const [verb, path, json] of refused) {
    const answer = await joe.send(verb, path, { json });
    expect([path, answer.status, JSON.stringify(answer.body).includes("approval")]).toEqual([path, 400, false]);
  }
  const { status, body } = await approved(joe, "POST", "/user/email", { email: "joe@new.example" });
  expect({ status, body }).toMatchObject({ status: 200, body: { changes: [{ what: "change the address to j…@new.example" }] } });
  const logged = ((await joe.send("GET", "/user/activity")).body as readonly Row[]).map(({ what }) => what);
  expect(logged).toContain("Approved: Change the address to j…@new.example");
  expect(logged.join()).not.toContain("joe@new.example");
  const confirm = async (token: string) => (await house.anybody.send("POST", "/user/email/confirm", { json: { token } })).status;
  const tokens = [await tokenOf(house, "joe@example.test", "emailLeaves"), await tokenOf(house, "joe@new.example", "emailComes")];
  expect(await Promise.all([...tokens, `1.${"A".repeat(43)}`].map(confirm))).toEqual([200, 200, 401]);
  expect((await house.anybody.send("POST", "/user/email/undo", { json: { token: tokens[0] } })).status).toBe(401);
  expect((await joe.send("GET", "/user")).body).toMatchObject({ email: "joe@example.test" });
});

test("ACC-009 ASVS-16.4.2 what all logs have come to stands in the journal: an entry that is changed or taken away is found", async () => {
  await signUp(house, "kim");
  await house.restart();
  const { entries, anchors, anchoredTo } = await house.operator("log", "verify");
  expect(anchors).toBeGreaterThan(0);
  expect(anchoredTo).toBe(entries);
  await house.betweenRuns((dataDir) => {
    const database = new DatabaseSync(join(dataDir, "identity.sqlite"));
    database.exec("DELETE FROM activity WHERE rowid = (SELECT max(rowid) FROM activity)");
    database.close();
  });
  await expect(house.operator("log", "verify")).rejects.toThrow(
    `The journal holds ${entries} entries, and only ${Number(entries) - 1} are here.`,
  );
});
