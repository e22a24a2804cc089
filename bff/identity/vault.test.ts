import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Purpose, SealError, Vault } from "./vault.ts";

const vault = new Vault(Buffer.alloc(32, 1), randomBytes);
const row = ["api_key", "LAqUlngMIQkIUjXMUreyu3qn", 7, 1] as const;

describe("what is sealed", () => {
  test("opens again with the same key for the same row", () => {
    const sealed = vault.seal("apiSecret", row, "gr\u00fcn");
    expect(vault.open("apiSecret", row, sealed)).toBe("gr\u00fcn");
    expect(new Vault(Buffer.alloc(32, 1), randomBytes).open("apiSecret", row, sealed)).toBe("gr\u00fcn");
  });

  test("ASVS-11.3.4 never looks the same twice", () => {
    expect(vault.seal("address", ["user", 1, 1], "a@example.com")).not.toBe(vault.seal("address", ["user", 1, 1], "a@example.com"));
  });

  test("does not open with another key, for another row, version or purpose", () => {
    const sealed = vault.seal("apiSecret", row, "secret");
    const attempts: ReadonlyArray<readonly [Vault, Purpose, readonly (string | number)[]]> = [
      [new Vault(Buffer.alloc(32, 2), randomBytes), "apiSecret", row],
      [vault, "address", row],
      [vault, "apiSecret", ["api_key", "another", 7, 1]],
      [vault, "apiSecret", ["api_key", "LAqUlngMIQkIUjXMUreyu3qn", 8, 1]],
      [vault, "apiSecret", ["api_key", "LAqUlngMIQkIUjXMUreyu3qn", 7, 2]],
    ];
    for (const [opener, purpose, name] of attempts) expect(() => opener.open(purpose, name, sealed)).toThrow(SealError);
  });

  test("ASVS-11.3.2 ASVS-11.3.3 does not open when any bit of it was changed, or when it was cut", () => {
    const sealed = Buffer.from(vault.seal("pepper", ["x"], "secret"), "base64url");
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => vault.open("pepper", ["x"], changed.toString("base64url"))).toThrow(SealError);
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(() => vault.open("pepper", ["x"], sealed.subarray(0, length).toString("base64url"))).toThrow(SealError);
    }
  });
});

test("the blind index of an address is one for each address and key", () => {
  const other = new Vault(Buffer.alloc(32, 2), randomBytes);
  expect(vault.addressIndex("a@example.com")).toBe(vault.addressIndex("a@example.com"));
  expect(vault.addressIndex("a@example.com")).not.toBe(vault.addressIndex("b@example.com"));
  expect(vault.addressIndex("a@example.com")).not.toBe(other.addressIndex("a@example.com"));
});
