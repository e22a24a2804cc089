import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { History } from "../bff/history/index.ts";
import { type Answer, type Request, RestClient, socketAuth } from "./client.ts";
import { openHouse } from "./house.ts";
import { type Row, SocketClient } from "./socket.ts";

const house = await openHouse();
const folder = mkdtempSync(join(tmpdir(), "fairmark-production-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const kekFile = join(folder, "kek");
writeFileSync(kekFile, randomBytes(32).toString("base64"), { mode: 0o600 });
const strict = await openHouse({ MODE: "production", PUBLIC_ORIGIN: "https://exchange.example", KEK_FILE: kekFile });

const PASSWORD = "correct horse battery";
const brief = ({ status, body }: Answer) => ({ status, body });
const refusal = (status: number, message: unknown, name = "HTTPError") => ({ status, body: { error: { message, name } } });
const cookieOf = ({ headers }: Answer) => String(headers["set-cookie"]?.[0]);

/** A browser of ours: it sends its cookie, and says which page a request comes from. */
function browser(answer: Answer): { send(verb: string, path: string, request?: Request): Promise<Answer>; cookie: string } {
  const cookie = cookieOf(answer).split(";")[0] as string;
  const rest = new RestClient(house.address);
  return {
    cookie,
    send: (verb, path, request = {}) =>
      rest.send(verb, path, { ...request, headers: { cookie, origin: house.origin, "sec-fetch-site": "same-origin", ...request.headers } }),
  };
}

const signUp = (email: string, password = PASSWORD) => house.anybody.send("POST", "/user/signup", { json: { email, password } });
const signIn = (email: string, password = PASSWORD) => house.anybody.send("POST", "/user/login", { json: { email, password } });

test("UI-001 a sign-up signs in, with a cookie that no script and no other site can use", async () => {
  const answer = await signUp("ada@example.test");
  expect(brief(answer)).toMatchObject({
    status: 200,
    body: {
      user: { email: "ada@example.test" },
      account: expect.any(Number),
      mode: "local",
      market: "none",
      simulatedUntil: null,
      faucetOpen: true,
    },
  });
  expect(cookieOf(answer)).toMatch(/^sid=[A-Za-z0-9_-]{43}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(answer.headers["cache-control"]).toBe("no-store");
  const ada = browser(answer);
  expect(brief(await ada.send("GET", "/user/session"))).toEqual(brief(answer));
  expect(brief(await house.anybody.send("GET", "/user/session"))).toMatchObject({
    status: 200,
    body: { user: null, account: null, faucetOpen: false },
  });
});

test("UI-001 a test coin that was given is answered for, however far history is behind", async () => {
  const cleo = browser(await signUp("cleo@example.test"));
  const whole = History.prototype as unknown as { receive(message: unknown): void };
  const receive = whole.receive;
  // Longer than a read would wait for rows that are not stored yet.
  const late = vi.spyOn(whole, "receive").mockImplementation(function (this: typeof whole, message) {
    setTimeout(() => receive.call(this, message), 400);
  });
  try {
    expect(brief(await cleo.send("POST", "/user/faucet", { json: {} }))).toMatchObject({ status: 200, body: { amount: 100_000_000 } });
  } finally {
    late.mockRestore();
  }
});

test("UI-001 a new account takes a test coin once a day and trades at once", async () => {
  const bea = browser(await signUp("bea@example.test"));
  const faucet = await bea.send("POST", "/user/faucet", { json: {} });
  expect(brief(faucet)).toMatchObject({
    status: 200,
    body: { transactType: "Deposit", amount: 100_000_000, currency: "XBt", transactStatus: "Completed", walletBalance: 100_000_000 },
  });
  expect(brief(await bea.send("POST", "/user/faucet", { json: {} }))).toEqual(
    refusal(403, expect.stringMatching(/^The next test coin can be had from \d{4}-.*Z\.$/)),
  );
  expect((await bea.send("GET", "/user/session")).body).toMatchObject({ faucetOpen: false });
  expect((await bea.send("GET", "/user/walletHistory")).body).toEqual([faucet.body]);
  const order = await bea.send("POST", "/order", { json: { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 50_000 } });
  expect(brief(order)).toMatchObject({ status: 200, body: { ordStatus: "New", text: "Submission from the Fairmark site." } });
  const { orderID } = order.body as Row;
  expect((await bea.send("PUT", "/order", { json: { orderID, price: 50_001 } })).status).toBe(200);
  expect((await bea.send("POST", "/position/leverage", { json: { symbol: "XBTUSD", leverage: 5 } })).status).toBe(200);
  expect((await bea.send("DELETE", "/order", { json: { orderID } })).body).toMatchObject([{ ordStatus: "Canceled" }]);
});

test.each<[string, string, string]>([
  ["dee@example.test", "fourteen chars", "The password needs at least 15 characters."],
  ["dee@example.test", "", "The password needs at least 15 characters."],
  ["dee@example.test", "x".repeat(257), "The password is too long: at most 256 characters and 1024 bytes."],
  ["dee@example.test", "x".repeat(1_025), "password is invalid"],
  ["dee", PASSWORD, "This is not an e-mail address."],
  ["", PASSWORD, "This is not an e-mail address."],
  ["dee@", PASSWORD, "This is not an e-mail address."],
  ["dee@example.test\nBcc: all", PASSWORD, "This is not an e-mail address."],
])("UI-001 a sign-up of %j with %j is refused in words for its owner", async (email, password, message) => {
  const answer = await signUp(email, password);
  expect(brief(answer)).toEqual(refusal(400, message, "ValidationError"));
  expect(answer.headers["set-cookie"]).toBeUndefined();
});

test("UI-001 whoever signs in wrongly learns nothing of who has an account", async () => {
  const [wrong, unknown] = [await signIn("ada@example.test", "another password entirely"), await signIn("nobody@example.test")];
  expect(brief(wrong)).toEqual(refusal(401, "Email, password or code is not correct."));
  expect(brief(unknown)).toEqual(brief(wrong));
  const shape = ({ headers }: Answer) => Object.keys(headers).toSorted();
  expect(shape(unknown)).toEqual(shape(wrong));
  expect(wrong.headers["set-cookie"]).toBeUndefined();
});

test("UI-001 signing out ends the session and its sockets, and no other", async () => {
  const [here, there] = [browser(await signIn("ada@example.test")), browser(await signIn("ada@example.test"))];
  expect(here.cookie).not.toBe(there.cookie);
  const [mine, other] = await Promise.all(
    [here, there].map(({ cookie }) => SocketClient.open(house.socketAddress, { cookie, origin: house.origin })),
  );
  await Promise.all([mine?.subscribe("margin", "order"), other?.subscribe("margin")]);
  const out = await here.send("POST", "/user/logout");
  expect(brief(out)).toEqual({ status: 200, body: null });
  expect(cookieOf(out)).toMatch(/^sid=; .*Expires=Thu, 01 Jan 1970/);
  expect(await mine?.closing()).toBe(4001);
  expect(brief(await here.send("GET", "/user"))).toEqual(refusal(401, "Authorization Required"));
  expect((await there.send("GET", "/user")).status).toBe(200);
  await other?.settle();
  expect(other?.closed).toBeNull();
  other?.close();
  expect((await here.send("POST", "/user/logout")).status).toBe(200);
  expect((await house.anybody.send("POST", "/user/logout")).status).toBe(200);
});

test("UI-001 WEB-001 ASVS-3.5.1 a page of another site changes nothing with a person's cookie", async () => {
  const cyd = browser(await signUp("cyd@example.test"));
  await cyd.send("POST", "/user/faucet", { json: {} });
  const before = await cyd.send("GET", "/user/margin");
  const order = { json: { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 50_000 } };
  const elsewhere: readonly Record<string, string | undefined>[] = [
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { origin: "http://localhost:1", "sec-fetch-site": "same-site" },
    { origin: "https://evil.example", "sec-fetch-site": undefined },
    { origin: "null", "sec-fetch-site": undefined },
    { origin: undefined, "sec-fetch-site": "cross-site" },
    { origin: house.origin, "sec-fetch-site": "cross-site" },
    { origin: `${house.origin}.evil.example`, "sec-fetch-site": undefined },
  ];
  for (const headers of elsewhere) {
    for (const [verb, path, request] of [
      ["POST", "/order", order],
      ["PUT", "/order", order],
      ["DELETE", "/order/all", {}],
      ["POST", "/position/leverage", { json: { symbol: "XBTUSD", leverage: 2 } }],
      ["POST", "/user/logout", {}],
      ["POST", "/user/login", { json: { email: "cyd@example.test", password: PASSWORD } }],
    ] as const) {
      const given = Object.fromEntries(
        Object.entries({ ...{ origin: house.origin, "sec-fetch-site": "same-origin" }, ...headers }).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      );
      const answer = await house.anybody.send(verb, path, { ...request, headers: { cookie: cyd.cookie, ...given } });
      expect({ headers, path, ...brief(answer) }).toEqual({ headers, path, ...refusal(403, "Access Denied") });
    }
  }
  // Who brings the cookie and says nothing of where from is refused too; who reads changes nothing.
  const silent = { headers: { cookie: cyd.cookie } };
  expect(await house.anybody.send("POST", "/order", { ...order, ...silent })).toMatchObject({
    status: 403,
    body: { error: { message: expect.stringContaining("Origin") } },
  });
  expect((await house.anybody.send("GET", "/user", silent)).status).toBe(200);
  // A form is what a foreign page could send without asking; a page of ours has no use for one.
  const form = await cyd.send("POST", "/order", { form: { symbol: "XBTUSD", side: "Buy", orderQty: "100", price: "50000" } });
  expect(form.status).toBe(415);
  expect((await cyd.send("GET", "/user/margin")).body).toEqual(before.body);
  expect((await cyd.send("GET", "/order")).body).toEqual([]);
});

test("UI-001 ASVS-4.4.2 ASVS-4.4.3 a socket with a person's cookie is opened by a page of ours alone", async () => {
  const eve = browser(await signUp("eve@example.test"));
  for (const origin of ["https://evil.example", "null", `${house.origin}.evil.example`, undefined]) {
    const headers = { cookie: eve.cookie, ...(origin === undefined ? {} : { origin }) };
    await expect(SocketClient.open(house.socketAddress, headers)).rejects.toThrow("403");
  }
  const socket = await SocketClient.open(house.socketAddress, { cookie: eve.cookie, origin: house.origin });
  await socket.subscribe("margin");
  socket.close();
});

test("UI-001 where a key and a cookie come together, the key speaks", async () => {
  const ada = browser(await signIn("ada@example.test"));
  const bot = await house.trader("bot");
  const answer = await bot.rest.send("GET", "/user", { headers: { cookie: ada.cookie } });
  expect(answer.body).toMatchObject({ email: "bot@example.test" });
  const socket = await SocketClient.open(house.socketAddress, { ...socketAuth(bot), cookie: ada.cookie, origin: "https://evil.example" });
  await socket.subscribe("margin");
  expect(socket.messages("margin")[0]).toMatchObject({ filter: { account: bot.account } });
  socket.close();
});

test.each(["", "x", "A".repeat(43), "../../etc", "%00", "a".repeat(8_000)])("UI-001 a cookie of %j opens nothing", async (token) => {
  const answer = await house.anybody.send("GET", "/user", { headers: { cookie: `sid=${token}` } });
  expect(brief(answer)).toEqual(refusal(401, "Authorization Required"));
});

test("UI-001 a session survives a restart", async () => {
  const ada = browser(await signIn("ada@example.test"));
  await house.restart();
  expect((await ada.send("GET", "/user")).body).toMatchObject({ email: "ada@example.test" });
});

test("UI-001 in production nobody is signed in before the address is verified", async () => {
  const credentials = { json: { email: "ada@example.test", password: PASSWORD } };
  const up = await strict.anybody.send("POST", "/user/signup", credentials);
  expect(brief(up)).toMatchObject({ status: 200, body: { user: null, account: null, mode: "production" } });
  expect(up.headers["set-cookie"]).toBeUndefined();
  expect(up.headers["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains; preload");
  const login = await strict.anybody.send("POST", "/user/login", credentials);
  expect(brief(login)).toEqual(refusal(401, "Email, password or code is not correct."));
  expect(login.headers["set-cookie"]).toBeUndefined();
});

test("WSP-001 preferences are kept beside each other for every session of a person, and never by a key", async () => {
  const una = browser(await signUp("una@example.test"));
  const saved = await una.send("POST", "/user/preferences", { json: { prefs: '{"colorTheme":"dark"}' } });
  expect(brief(saved)).toMatchObject({ status: 200, body: { email: "una@example.test", preferences: { colorTheme: "dark" } } });
  await una.send("POST", "/user/preferences", { json: { prefs: { tradeLayout: "wide" } } });
  const elsewhere = browser(await signIn("una@example.test"));
  expect((await elsewhere.send("GET", "/user/session")).body).toMatchObject({
    user: { preferences: { colorTheme: "dark", tradeLayout: "wide" } },
  });
  const replaced = await elsewhere.send("POST", "/user/preferences", { json: { prefs: { locale: "de-DE" }, overwrite: true } });
  expect((replaced.body as Row)["preferences"]).toEqual({ locale: "de-DE" });
  for (const prefs of ["[]", "dark", '["dark"]']) {
    expect(brief(await una.send("POST", "/user/preferences", { json: { prefs } }))).toEqual(
      refusal(400, "prefs is invalid", "ValidationError"),
    );
  }
  expect(brief(await una.send("POST", "/user/preferences", { json: { prefs: { note: "x".repeat(33_000) } } }))).toEqual(
    refusal(400, "prefs is too large", "ValidationError"),
  );
  expect(brief(await house.anybody.send("POST", "/user/preferences", { json: { prefs: {} } }))).toMatchObject({ status: 401 });
});
