import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

const from = (remoteAddress: string, forwarded?: string | string[]) =>
  ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage;

test("API-003 ASVS-4.1.3 ASVS-15.3.4 without a proxy the peer itself is counted, whatever it writes", () => {
  expect(clientAddress(from("203.0.113.7", "198.51.100.1"), false)).toBe("203.0.113.7");
  expect(clientAddress(from("127.0.0.1", "198.51.100.1"), false)).toBe("127.0.0.1");
});

test("API-003 behind a proxy on this machine the last address that the proxy names is counted", () => {
  expect(clientAddress(from("127.0.0.1", "198.51.100.1"), true)).toBe("198.51.100.1");
  expect(clientAddress(from("::1", "192.0.2.9, 198.51.100.1"), true)).toBe("198.51.100.1");
  expect(clientAddress(from("127.0.0.1", ["192.0.2.9", "198.51.100.1, 2001:db8::7"]), true)).toBe("2001:db8::7");
});

test("API-003 a list that names no address, and a peer from elsewhere, are counted as the peer", () => {
  for (const nothing of [undefined, "", "unknown", "198.51.100.1, "])
    expect(clientAddress(from("127.0.0.1", nothing), true)).toBe("127.0.0.1");
  expect(clientAddress(from("203.0.113.7", "198.51.100.1"), true)).toBe("203.0.113.7");
});
