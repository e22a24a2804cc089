import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, expect, test } from "vitest";
import { securityHeaders } from "./security-headers.ts";
import type { SiteSettings } from "./services.ts";
import { readSite, serveSite } from "./site.ts";

const FILES: Readonly<Record<string, string>> = {
  "index.html": "<!doctype html><title>Fairmark</title>",
  "assets/app-1a2b3c.js": "export {};".repeat(100),
  "assets/app-1a2b3c.css": "body{}".repeat(100),
  "assets/inter.woff2": "wOF2",
  "favicon.svg": "<svg/>",
  "NOTICE.txt": "TradingView Lightweight Charts",
};
const folder = mkdtempSync(join(tmpdir(), "fairmark-site-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const SCRIPT = "assets/app-1a2b3c.js";
writeFileSync(join(folder, `${SCRIPT}.br`), brotliCompressSync(FILES[SCRIPT] as string));
writeFileSync(join(folder, `${SCRIPT}.gz`), gzipSync(FILES[SCRIPT] as string));
writeFileSync(join(folder, ".built-from"), "a stamp");

/** The site alone, in front of no API. */
function aSite(origin = "http://localhost:3000"): FastifyInstance {
  const settings: SiteSettings = { mode: "local", market: "none", origin, version: "1.2.3", isBehindProxy: false };
  const app = fastify();
  app.decorate("site", null);
  app.addHook("onRequest", async (_request, reply) => void reply.headers(securityHeaders(settings)));
  app.setNotFoundHandler(async (request, reply) => (app.site?.(request, reply) ? reply : reply.code(404).send({})));
  serveSite(app, readSite(folder), settings);
  return app;
}

const HOST = { host: "localhost:3000" };

test("UI-002 ASVS-3.4.3 ASVS-3.4.6 ASVS-3.4.7 the page carries the whole policy: nothing but its own files, no inline script or style, trusted types, no frame", async () => {
  const page = await aSite().inject({ url: "/", headers: HOST });
  const { date: _date, connection: _connection, ...headers } = page.headers;
  expect(headers).toEqual({
    "cache-control": "no-store",
    "content-length": "38",
    "content-security-policy":
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws://localhost:3000; worker-src 'self'; " +
      "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types app-worker; report-to csp",
    "content-type": "text/html; charset=utf-8",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy":
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "referrer-policy": "no-referrer",
    "reporting-endpoints": 'csp="/api/csp-reports"',
    vary: "accept-encoding",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  });
  expect(page.body).toBe(FILES["index.html"]);
});

test("UI-002 ASVS-3.4.1 ASVS-4.4.1 behind https the page's socket is wss, and browsers are told to stay with https", async () => {
  const { headers } = await aSite("https://exchange.example").inject({ url: "/", headers: { host: "exchange.example" } });
  expect(headers["content-security-policy"]).toContain("connect-src 'self' wss://exchange.example;");
  expect(headers["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains; preload");
});

test.each([
  ["/assets/app-1a2b3c.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"],
  ["/assets/app-1a2b3c.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"],
  ["/assets/inter.woff2", "font/woff2", "public, max-age=31536000, immutable"],
  ["/favicon.svg", "image/svg+xml", "no-cache"],
  ["/NOTICE.txt", "text/plain; charset=utf-8", "no-cache"],
])("UI-002 %s is served as %s, kept as %s and never sniffed", async (url, type, caching) => {
  const { statusCode, headers, body } = await aSite().inject({ url, headers: HOST });
  expect({ statusCode, body }).toEqual({ statusCode: 200, body: FILES[url.slice(1)] });
  expect(headers).toMatchObject({ "content-type": type, "cache-control": caching, "x-content-type-options": "nosniff" });
});

test("UI-002 text travels compressed for who takes it", async () => {
  const get = (encoding: string) => aSite().inject({ url: "/assets/app-1a2b3c.js", headers: { ...HOST, "accept-encoding": encoding } });
  const [brotli, gzip, plain] = [await get("gzip, deflate, br"), await get("gzip"), await get("identity")];
  expect([brotli, gzip, plain].map(({ headers }) => headers["content-encoding"])).toEqual(["br", "gzip", undefined]);
  for (const text of [brotliDecompressSync(brotli.rawPayload), gunzipSync(gzip.rawPayload), plain.rawPayload])
    expect(String(text)).toBe(FILES["assets/app-1a2b3c.js"]);
});

test.each(["/trade/XBTUSD", "/trade/.BXBT", "/status", "/risk?tab=1", "/account/security/"])(
  "UI-002 %s opens the app, whose own router decides",
  async (url) => {
    const { statusCode, body } = await aSite().inject({ url, headers: HOST });
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: FILES["index.html"] });
  },
);

test.each([
  "/api/v1/nothing",
  "/api",
  "/api/",
  "/realtime",
  "/assets/gone.js",
  "/assets/../../package.json",
  "/package.json",
  "//evil.example/x",
  "/constructor.js",
  "/index.html.map",
  "/assets/app-1a2b3c.js.br",
])("UI-002 %s is not there", async (url) => {
  expect((await aSite().inject({ url, headers: HOST })).statusCode).toBe(404);
});

test("UI-002 the site is read, never written to", async () => {
  for (const method of ["POST", "PUT", "DELETE"] as const)
    expect((await aSite().inject({ method, url: "/", headers: HOST })).statusCode).toBe(404);
  const head = await aSite().inject({ method: "HEAD", url: "/", headers: HOST });
  expect({ status: head.statusCode, body: head.body, type: head.headers["content-type"] }).toEqual({
    status: 200,
    body: "",
    type: "text/html; charset=utf-8",
  });
});

test("HOME-001 a page asked for at 127.0.0.1 is at localhost, where passkeys work; its files are in both places", async () => {
  const at = { host: "127.0.0.1:3000" };
  const page = await aSite().inject({ url: "/trade/XBTUSD?x=1", headers: at });
  expect({ status: page.statusCode, location: page.headers.location }).toEqual({
    status: 307,
    location: "http://localhost:3000/trade/XBTUSD?x=1",
  });
  expect((await aSite().inject({ url: "/assets/app-1a2b3c.js", headers: at })).statusCode).toBe(200);
  expect((await aSite("https://exchange.example").inject({ url: "/", headers: at })).statusCode).toBe(200);
});
