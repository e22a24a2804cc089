import type { FastifyReply } from "fastify";
import { expect, test } from "vitest";
import type { SiteSettings } from "./services.ts";
import { clearSessionCookie, sessionTokenFrom, setDeviceCookie, setSessionCookie } from "./session-cookie.ts";

const settings = (origin: string) => ({ mode: "production", market: "none", origin, version: "1", isBehindProxy: true }) as SiteSettings;

/** What an answer would carry. */
function aReply() {
  const set: unknown[] = [];
  const cleared: unknown[] = [];
  const headers = new Map<string, unknown>();
  const reply = {
    setCookie: (name: string, value: string, options: object) => set.push({ name, value, ...options }),
    clearCookie: (name: string, options: object) => cleared.push({ name, ...options }),
    header: (name: string, value: unknown) => headers.set(name, value),
  } as unknown as FastifyReply;
  return { reply, set, cleared, headers };
}

test("WEB-001 ASVS-3.3.1 ASVS-3.3.3 behind https cookies are bound to this host, and nothing but them", () => {
  const { reply, set } = aReply();
  setSessionCookie(reply, settings("https://exchange.example"), "token");
  setDeviceCookie(reply, settings("https://exchange.example"), "device");
  const bound = { path: "/", httpOnly: true, sameSite: "strict", secure: true };
  expect(set).toEqual([
    { name: "__Host-sid", value: "token", ...bound, maxAge: 86_400 },
    { name: "__Host-dev", value: "device", ...bound, maxAge: 400 * 86_400 },
  ]);
  expect(sessionTokenFrom("a=b; __Host-sid=token; sid=other", settings("https://exchange.example"))).toBe("token");
  expect(sessionTokenFrom("__Host-sid=token", settings("http://localhost:3000"))).toBeNull();
});

test("WEB-001 ASVS-14.3.1 signing out takes the cookie and what the browser keeps of this site, and leaves the one that says which browser it is", () => {
  const { reply, cleared, headers } = aReply();
  clearSessionCookie(reply, settings("https://exchange.example"));
  expect(cleared).toEqual([{ name: "__Host-sid", path: "/", httpOnly: true, sameSite: "strict", secure: true }]);
  expect(headers.get("clear-site-data")).toBe('"cache", "storage"');
});
