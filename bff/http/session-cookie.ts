import type { FastifyReply, FastifyRequest } from "fastify";
import type { SiteSettings } from "./services.ts";

/** Over plain http on the own machine browsers refuse the prefix that binds a cookie to https. */
const cookieName = (settings: SiteSettings) => (isSecure(settings) ? "__Host-sid" : "sid");
const isSecure = (settings: SiteSettings) => settings.origin.startsWith("https:");

/** Longest life of a session, which its cookie does not outlive. */
const MAX_AGE_SECONDS = 24 * 3_600;

export function setSessionCookie(reply: FastifyReply, settings: SiteSettings, token: string): void {
  reply.setCookie(cookieName(settings), token, {
    path: "/",
    httpOnly: true,
    sameSite: "strict",
    secure: isSecure(settings),
    maxAge: MAX_AGE_SECONDS,
  });
}

export function clearSessionCookie(reply: FastifyReply, settings: SiteSettings): void {
  reply.clearCookie(cookieName(settings), { path: "/", httpOnly: true, sameSite: "strict", secure: isSecure(settings) });
  // Not "cookies": the one that says which browser this is stays, or every sign-in would come from a new device.
  if (isSecure(settings)) reply.header("clear-site-data", '"cache", "storage"');
}

export const sessionToken = (request: FastifyRequest, settings: SiteSettings): string | null =>
  request.cookies[cookieName(settings)] ?? null;

/** The same, from the bare header of a socket's handshake. */
export function sessionTokenFrom(cookieHeader: string | undefined, settings: SiteSettings): string | null {
  const name = cookieName(settings);
  for (const pair of (cookieHeader ?? "").split(";")) {
    const [key, value] = pair.trim().split("=", 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}

/** Says which browser this is, to the accounts that were signed in to with it. It opens nothing. */
const deviceCookieName = (settings: SiteSettings) => (isSecure(settings) ? "__Host-dev" : "dev");
const DEVICE_MAX_AGE_SECONDS = 400 * 24 * 3_600;

export function setDeviceCookie(reply: FastifyReply, settings: SiteSettings, token: string): void {
  reply.setCookie(deviceCookieName(settings), token, {
    path: "/",
    httpOnly: true,
    sameSite: "strict",
    secure: isSecure(settings),
    maxAge: DEVICE_MAX_AGE_SECONDS,
  });
}

export const deviceToken = (request: FastifyRequest, settings: SiteSettings): string | null =>
  request.cookies[deviceCookieName(settings)] ?? null;
