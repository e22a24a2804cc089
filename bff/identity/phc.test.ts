import fc from "fast-check";
import { expect, test } from "vitest";
import { argon2id } from "./passwords.ts";
import { type PasswordHash, readPhc, writePhc } from "./phc.ts";

test("what was written is read back", () => {
  const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength }).map((array) => Buffer.from(array));
  const hash: fc.Arbitrary<PasswordHash> = fc.record({
    cost: fc.record({
      memoryKiB: fc.integer({ min: 8, max: 2 ** 24 }),
      passes: fc.integer({ min: 1, max: 1_000 }),
      parallelism: fc.integer({ min: 1, max: 255 }),
    }),
    pepper: fc.constantFrom(null, "pepper-1", "p"),
    salt: bytes(9, 48),
    tag: bytes(12, 64),
  });
  fc.assert(
    fc.property(hash, (written) => {
      expect(readPhc(writePhc(written))).toEqual(written);
    }),
  );
});

test("UI-001 a string of the reference implementation is read, verified and written alike", async () => {
  // phc-winner-argon2, src/test.c: password "password", salt "somesalt".
  const reference = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
  const hash = readPhc(reference);
  expect(hash).toMatchObject({ cost: { memoryKiB: 256, passes: 2, parallelism: 1 }, pepper: null, salt: Buffer.from("somesalt") });
  if (hash === null) return;
  expect(await argon2id(Buffer.from("password"), hash.salt, hash.cost, hash.tag.length, null)).toEqual(hash.tag);
  expect(writePhc(hash)).toBe(reference);
});

test.each([
  "",
  "password",
  "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
  "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
  "$argon2id$v=19$m=0,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
  "$argon2id$v=19$t=2,m=256,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
  "$argon2id$v=19$m=256,t=2,p=1$$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
  "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$",
])("%j is no hash", (text) => {
  expect(readPhc(text)).toBeNull();
});
