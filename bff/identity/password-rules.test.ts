import { expect, test } from "vitest";
import { isHashable, MAX_PASSWORD_CODE_POINTS, MIN_PASSWORD_CODE_POINTS, passwordBytes, passwordRefusal } from "./password-rules.ts";

test("UI-001 ASVS-6.2.1 ASVS-6.2.5 a password has 15 characters or more, whatever they are made of", () => {
  expect(passwordRefusal("x".repeat(MIN_PASSWORD_CODE_POINTS))).toBeNull();
  expect(passwordRefusal("x".repeat(MIN_PASSWORD_CODE_POINTS - 1))).toBe("The password needs at least 15 characters.");
  expect(passwordRefusal("")).not.toBeNull();
  expect(passwordRefusal(" ".repeat(MIN_PASSWORD_CODE_POINTS))).toBeNull();
  // Characters, not UTF-16 units: seven and a half of these would pass otherwise.
  expect(passwordRefusal("\u{1f511}".repeat(8))).not.toBeNull();
  expect(passwordRefusal("\u{1f511}".repeat(MIN_PASSWORD_CODE_POINTS))).toBeNull();
});

test("a password is bounded in characters and in bytes", () => {
  const tooLong = "The password is too long: at most 256 characters and 1024 bytes.";
  expect(passwordRefusal("x".repeat(MAX_PASSWORD_CODE_POINTS))).toBeNull();
  expect(passwordRefusal("x".repeat(MAX_PASSWORD_CODE_POINTS + 1))).toBe(tooLong);
  expect(passwordRefusal("\u{1f511}".repeat(MAX_PASSWORD_CODE_POINTS))).toBeNull();
  expect(passwordRefusal("x".repeat(1_000_000))).toBe(tooLong);
});

test("half a character is refused, for two of them would be hashed as one", () => {
  const broken = `${"x".repeat(20)}\ud800`;
  expect(passwordRefusal(broken)).toBe("The password contains a broken character.");
  expect(isHashable(broken)).toBe(false);
});

test("two ways to type one character are one password", () => {
  expect(passwordBytes("cafe\u0301")).toEqual(passwordBytes("caf\u00e9"));
});

test("at sign-in only the work is bounded, so that a password set under other rules goes on working", () => {
  expect(isHashable("short")).toBe(true);
  expect(isHashable("x".repeat(1_024))).toBe(true);
  expect(isHashable("x".repeat(1_025))).toBe(false);
  expect(isHashable("x".repeat(1_000_000))).toBe(false);
});
