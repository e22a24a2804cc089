import { expect, test } from "vitest";
import { CallLog } from "./call-log.ts";
import { LANGUAGES, snippetOf } from "./call-snippets.ts";

const ORDER = { verb: "POST", path: "/order", access: "account", body: { symbol: "XBTUSD", text: "it's “here”" }, atMs: 0 } as const;

test("WSP-006 calls are kept newest first, with what became of them, up to a bound, and without passwords", () => {
  const log = new CallLog();
  let told = 0;
  log.subscribe(() => {
    told += 1;
  });
  const answered = log.sent(ORDER);
  log.sent({ verb: "POST", path: "/user/login", access: "public", body: { email: "a@b.example", password: "hush" }, atMs: 1 });
  answered(200, 12);
  expect(told).toBe(3);
  expect(log.get()).toMatchObject([
    { path: "/user/login", body: { email: "a@b.example", password: "…" }, status: null },
    { path: "/order", status: 200, tookMs: 12 },
  ]);
  for (let i = 0; i < 100; i++) log.sent(ORDER);
  expect(log.get()).toHaveLength(30);
  log.forget();
  expect(log.get()).toEqual([]);
});

test("WSP-006 whatever proves a person is left out", () => {
  const log = new CallLog();
  log.sent({ verb: "POST", path: "/user/lock", access: "session", body: { masterKey: "hush hush hush", days: 3 }, atMs: 0 });
  log.sent({ verb: "POST", path: "/user/phrase", access: "session", body: { phrase: "hush" }, atMs: 0 });
  log.sent({ verb: "POST", path: "/user/approve", access: "session", body: { id: "1", password: "hush", code: "123456" }, atMs: 0 });
  expect(JSON.stringify(log.get())).not.toMatch(/hush|123456/);
  expect(log.get()[2]?.body).toMatchObject({ days: 3 });
});

test("WSP-004 each answer is told once, whatever was sent or answered meanwhile", () => {
  const log = new CallLog();
  const told: string[] = [];
  log.onAnswer(({ path, tookMs }) => void told.push(`${path} ${tookMs}`));
  const settings = log.sent({ verb: "POST", path: "/user/preferences", access: "session", body: {}, atMs: 0 });
  const first = log.sent(ORDER);
  const second = log.sent(ORDER);
  first(200, 5);
  settings(200, 900);
  second(200, 7);
  expect(told).toEqual(["/order 5", "/user/preferences 900", "/order 7"]);
});

test.each(LANGUAGES)("WSP-006 a call in %s is whole, with what its quotes have to keep apart", (language) => {
  const code = snippetOf(language, ORDER, "http://localhost:3000");
  expect(code).toContain("/api/v1/order");
  expect(code).toContain("api-signature");
  expect(code).toContain("XBTUSD");
  const session = snippetOf(language, { ...ORDER, access: "session" }, "http://localhost:3000");
  expect(session).not.toContain("api-key");
  expect(session).toContain("SESSION");
});
