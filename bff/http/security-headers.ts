import { REPORTS_PATH } from "./csp-reports.ts";
import type { SiteSettings } from "./services.ts";

/**
 * Headers of every answer, and of pages. No inline script or style runs, no other origin is asked for anything, and
 * strings cannot become script: all assets are this server's own files.
 */
export function securityHeaders(settings: SiteSettings): Readonly<Record<string, string>> {
  const isSecure = settings.origin.startsWith("https:");
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy":
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
    ...(isSecure ? { "strict-transport-security": "max-age=63072000; includeSubDomains; preload" } : {}),
  };
}

/** What only a page has: its policy, where violations of it are told, and that it stands in no frame. */
export const pageHeaders = (settings: SiteSettings): Readonly<Record<string, string>> => ({
  "content-security-policy": contentSecurityPolicy(settings),
  "reporting-endpoints": `csp="${REPORTS_PATH}"`,
  "x-frame-options": "DENY",
});

function contentSecurityPolicy(settings: SiteSettings): string {
  const { host, protocol } = new URL(settings.origin);
  const socket = `${protocol === "https:" ? "wss" : "ws"}://${host}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types app-worker",
    "report-to csp",
  ].join("; ");
}
