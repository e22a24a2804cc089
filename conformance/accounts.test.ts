import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import { afterAll, expect, test } from "vitest";
import { openHouse } from "./house.ts";
import { type Person, signUp, tokenOf } from "./person.ts";
import type { Row } from "./socket.ts";

const PASSWORD = "correct horse battery";
const house = await openHouse();
const folder = mkdtempSync(join(tmpdir(), "fairmark-accounts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sends a request, approves what it names with the password (and a code), and sends it again. */
async function approved(person: Person, verb: string, path: string, json: object, code?: string) {
  const first = await person.send(verb, path, { json });
  const { approval } = (first.body as { error: { approval: { id: string } } }).error;
  const proof = { id: approval.id, password: PASSWORD, ...(code === undefined ? {} : { code }) };
  expect((await person.send("POST", "/user/approve", { json: proof })).status).toBe(200);
  return person.send(verb, path, { json });
}

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

test("ACC-001 a sign-up with an address that is taken opens nothing and tells its owner", async () => {
  await signUp(house, "tom");
  const again = await house.anybody.send("POST", "/user/signup", {
    json: { email: "TOM@example.test", password: "a thief's long password" },
  });
  expect(again).toMatchObject({ status: 200, body: { user: null, next: "mail" } });
  expect(again.headers["set-cookie"]).toBeUndefined();
  const [letter] = await house.anybody.get<readonly Row[]>("/api/v1/outbox", { email: "tom@example.test" });
  expect(letter).toMatchObject({ template: "knownAddress" });
  const forgot = (email: string) => house.anybody.send("POST", "/user/forgotPassword", { json: { email } });
  const [known, unknown] = [await forgot("tom@example.test"), await forgot("nobody@example.test")];
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
});

test("ACC-005 ACC-009 the log is downloaded and verified, an export is approved first, and a closed account is nobody's", async () => {
  const ann = await signUp(house, "ann");
  const verify = (rows: readonly object[]) => {
    const file = join(folder, "log.ndjson");
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
    return execFileSync(process.execPath, [join(import.meta.dirname, "../public/verify-activity.js"), file], {
      encoding: "utf8",
      stdio: "pipe",
    });
  };
  const rows = (await ann.send("GET", "/user/activity?afterSeq=0")).body as readonly Row[];
  expect(verify(rows)).toContain(`${rows.length} entries, unbroken`);
  expect(() => verify(rows.map((row, i) => (i === 1 ? { ...row, what: "Nothing" } : row)))).toThrow("breaks at entry 2");
  expect(() => verify(rows.slice(1))).toThrow("breaks at entry 1");
  expect((await ann.send("GET", "/user/sessions")).body).toMatchObject([{ isThis: true, by: "sign-up" }]);
  const data = await approved(ann, "POST", "/user/export", {});
  expect(data.body).toMatchObject({ user: { email: "ann@example.test" }, orders: [], activity: expect.any(Array) });
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
  expect(await house.operator(...reset, String(dry["confirm"]))).toEqual({ batch: dry["confirm"], reset: dry["count"] });
  expect((await gus.send("GET", "/user")).status).toBe(401);
  const token = await tokenOf(house, "gus@example.test", "mustReset");
  const done = await house.anybody.send("POST", "/user/resetPassword", { json: { token, password: "another quiet harbour" } });
  expect(done.status).toBe(200);
  const made = await house.operator("mail", "announce", "--name", "update", "--title", "An update", "--body", "At noon.");
  expect(made).toMatchObject({ state: "waiting" });
  expect(await house.operator("mail", "release", String(made["campaign"]), "canary")).toMatchObject({ state: "running" });
  expect(await house.operator("mail", "stop")).toMatchObject({ stopped: expect.any(Number) });
  expect(await house.operator("people", "recover", "--email", "gus@example.test")).toMatchObject({ effective: expect.any(String) });
});
