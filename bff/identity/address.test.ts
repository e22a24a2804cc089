import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseAddress } from "./address.ts";

describe("an address", () => {
  test.each([
    ["  Ada.Lovelace+Bot@Example.COM ", "ada.lovelace+bot@example.com"],
    ["jose\u0301@example.com", "jos\u00e9@example.com"],
    ["trader@b\u00fccher.example", "trader@xn--bcher-kva.example"],
    ["H\u0331@example.com", "\u1e96@example.com"],
    ["a@localhost", "a@localhost"],
  ])("%j is kept as %j", (given, kept) => {
    expect(normaliseAddress(given)).toBe(kept);
  });

  test.each([
    "",
    "nobody",
    "@example.com",
    "a@",
    "a@b@example.com",
    "a b@example.com",
    "a@example..com",
    "a@example.com.",
    "a@exam ple.com",
    "a,b@example.com",
    "a;b@example.com",
    "<a>@example.com",
    '"a"@example.com',
    "a:b@example.com",
    "a\\b@example.com",
    "a(b)@example.com",
    "a\r\nBcc: b@example.com",
    "a\u0000b@example.com",
    "a\u202eb@example.com",
    "a\ud800@example.com",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(254)}`,
    "a".repeat(1_000_000),
  ])("%j is refused", (given) => {
    expect(normaliseAddress(given)).toBeNull();
  });

  test("once normalised stays as it is, and never holds what could split a header", () => {
    const nearAddress = fc
      .tuple(fc.string({ unit: "grapheme", maxLength: 20 }), fc.string({ unit: "grapheme", maxLength: 20 }))
      .map((parts) => parts.join("@"));
    const accepted = fc.emailAddress().chain((email) => fc.constantFrom(email, email.toUpperCase(), ` ${email}\n`));
    fc.assert(
      fc.property(fc.oneof(nearAddress, accepted), (given) => {
        const address = normaliseAddress(given);
        if (address === null) return;
        expect(normaliseAddress(address)).toBe(address);
        expect(address).not.toMatch(/[\s,;:<>"\\()[\]\p{C}]/u);
        expect(address.split("@")).toHaveLength(2);
      }),
    );
  });
});
