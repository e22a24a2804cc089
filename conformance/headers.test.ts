import { existsSync } from "node:fs";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { Answer, Request } from "./client.ts";
import { openHouse } from "./house.ts";
import { signUp } from "./person.ts";

const house = await openHouse({}, { requestsPerMinute: { account: 100_000, address: 100_000 }, exemptLoopback: false });
const trader = await house.trader("trader");

/** What every answer has, whatever it is. */
const EVERY = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const ANSWERED = { ...EVERY, ...JSON_TYPE, "cache-control": "no-store", vary: "accept" };
/** Counted, timed or framed: not the same from one answer to the next. */
const VARYING = /^(date|connection|keep-alive|content-length|transfer-encoding|x-ratelimit-.*|retry-after)$/;

const fixed = ({ headers }: Answer) => Object.fromEntries(Object.entries(headers).filter(([name]) => !VARYING.test(name)));
const anybody = (verb: string, path: string, request: Request = {}) => house.anybody.send(verb, path, request);

const GOLDEN: Readonly<Record<string, readonly [() => Promise<Answer>, number, object]>> = {
  "public data": [() => anybody("GET", "/instrument"), 200, { ...ANSWERED, "access-control-allow-origin": "*" }],
  "an account's data": [() => trader.rest.send("GET", "/user"), 200, ANSWERED],
  "a list as CSV": [
    () => trader.rest.send("GET", "/order", { headers: { accept: "text/csv" } }),
    200,
    { ...ANSWERED, "content-type": "text/csv; charset=utf-8" },
  ],
  "an operation of our own": [() => anybody("GET", "/user/session"), 200, ANSWERED],
  "a refused order": [() => trader.rest.send("POST", "/order", { json: { symbol: "NOPE", orderQty: 1 } }), 400, ANSWERED],
  "nobody who asks for what is somebody's": [() => anybody("GET", "/user"), 401, { ...EVERY, ...JSON_TYPE }],
  "a key where a person is wanted": [() => trader.rest.send("POST", "/apiKey", { json: {} }), 403, { ...EVERY, ...JSON_TYPE }],
  "what is not there": [() => anybody("GET", "/nothing"), 404, { ...EVERY, ...JSON_TYPE }],
  "a verb that is not there": [() => anybody("PATCH", "/order"), 404, { ...EVERY, ...JSON_TYPE }],
  "a body that is too large": [
    () => trader.rest.send("POST", "/order", { json: { text: "x".repeat(70_000) } }),
    413,
    { ...EVERY, ...JSON_TYPE },
  ],
  "a body of another type": [
    () => trader.rest.send("POST", "/order", { raw: { body: "<order/>", type: "text/xml" } }),
    415,
    { ...EVERY, ...JSON_TYPE },
  ],
  "a body that is no JSON": [
    () => trader.rest.send("POST", "/order", { raw: { body: "{", type: "application/json" } }),
    400,
    { ...EVERY, ...JSON_TYPE },
  ],
  "the document": [() => anybody("GET", "/api/explorer/swagger.json"), 200, { ...EVERY, ...JSON_TYPE, "access-control-allow-origin": "*" }],
  "a page's report": [() => anybody("POST", "/api/csp-reports", { raw: { body: "[]", type: "application/reports+json" } }), 204, EVERY],
  "the page of the documentation": [
    () => anybody("GET", "/api/explorer"),
    200,
    {
      ...EVERY,
      "cache-control": "no-cache",
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        `connect-src 'self' ws://localhost:${house.port}; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; ` +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types app-worker; report-to csp",
      "reporting-endpoints": 'csp="/api/csp-reports"',
      "x-frame-options": "DENY",
    },
  ],
};

test.each(Object.keys(GOLDEN))(
  "WEB-001 ASVS-3.4.2 ASVS-3.4.4 ASVS-3.4.5 ASVS-3.4.8 ASVS-14.3.2 the headers of %s are these and no others",
  async (name) => {
    const [ask, status, headers] = GOLDEN[name] as (typeof GOLDEN)[string];
    const answer = await ask();
    expect({ status: answer.status, headers: fixed(answer) }).toEqual({ status, headers });
  },
);

test("WEB-001 ASVS-3.3.2 ASVS-3.3.4 a session's cookie is for this site's own scripts-free use alone, and leaves with the session", async () => {
  const answer = await anybody("POST", "/user/signup", { json: { email: "cookie@example.test", password: "correct horse battery" } });
  const set = (answer.headers["set-cookie"] ?? []) as readonly string[];
  for (const cookie of set) expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  const cookie = set.find((one) => /^sid=[\w-]{43}; /.test(one))?.split(";")[0] ?? "";
  const out = await anybody("POST", "/user/logout", { json: {}, headers: { cookie, origin: house.origin } });
  expect(out.headers["set-cookie"]).toEqual([expect.stringMatching(/^sid=; .*Expires=Thu, 01 Jan 1970/)]);
  expect((await anybody("GET", "/user", { headers: { cookie } })).status).toBe(401);
});

test("WEB-001 ASVS-3.2.1 ASVS-3.5.2 ASVS-3.5.3 a page of another site can't act with the cookie: by its origin, by what the browser says of it, by its form", async () => {
  const ada = await signUp(house, "csrf");
  const act = (headers: Record<string, string>, raw?: Request["raw"]) =>
    ada.send("POST", "/user/faucet", { ...(raw === undefined ? { json: {} } : { raw }), headers });
  const foreign = [
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { origin: "http://localhost:1", "sec-fetch-site": "same-site" },
    { origin: "null", "sec-fetch-site": "cross-site" },
    { origin: "https://evil.example", "sec-fetch-site": "none-such" },
  ];
  for (const headers of foreign) expect((await act(headers)).status).toBe(403);
  const form = { body: "", type: "application/x-www-form-urlencoded" };
  expect((await act({}, form)).status).toBe(415);
  expect((await act({}, { body: "{}", type: "text/plain" })).status).toBe(415);
  expect((await act({})).status).toBe(200);
});

test("WEB-001 ASVS-4.2.5 ASVS-16.5.1 what HTTP itself can't read is answered without a word of the machine, and a header without end is cut off", async () => {
  const say = async (bytes: string) => {
    const socket = connect(house.port, "127.0.0.1");
    socket.write(bytes);
    return text(socket);
  };
  const [broken, endless] = await Promise.all([
    say("GET / HTTP/9.9\r\n\r\n"),
    say(`GET /api/v1/instrument HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`),
  ]);
  expect(broken).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(endless).toMatch(/^HTTP\/1\.1 431 /);
  for (const answer of [broken, endless]) {
    expect(answer).toContain("X-Content-Type-Options: nosniff");
    expect(answer).not.toMatch(/node|fastify|stack|HPE_/i);
  }
});

test("WEB-002 ASVS-3.7.2 nowhere does an address of the site send a browser to another one", async (context) => {
  context.skip(!existsSync("dist/index.html"), "the app is not built");
  for (const path of [
    "//evil.example",
    "/\\evil.example",
    "/%2f%2fevil.example",
    "/login?next=https://evil.example",
    "/https://evil.example",
  ]) {
    const { status, headers } = await anybody("GET", "/api/v1", { headers: { host: `127.0.0.1:${house.port}` } });
    expect([status, headers.location]).toEqual([404, undefined]);
    const answer = await fetch(`${house.address}${path}`, { redirect: "manual", headers: { host: "127.0.0.1" } });
    const { location } = Object.fromEntries(answer.headers);
    if (location !== undefined) expect(new URL(location, house.origin).host).toBe(`localhost:${house.port}`);
  }
});

test("WEB-002 ASVS-1.2.10 text that a spreadsheet would run is text in every CSV, and numbers stay numbers", async () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"]) {
    await trader.rest.send("POST", "/order", { json: { symbol: "XBTUSD", orderQty: 100, price: 50_000, text } });
  }
  const { text: csv } = await trader.rest.send("GET", "/order", { headers: { accept: "text/csv" } });
  for (const cell of csv.split(/[,\r\n]/)) if (/^"?[=+@\t\r]/.test(cell)) throw new Error(`a formula in ${cell}`);
  expect(csv).toContain("'=1+1");
});
