import { expect, test } from "vitest";
import { isInRanges, normaliseRange } from "./address-ranges.ts";

test("KEY-001 a range is an address with the bits that count, and nothing else is one", () => {
  const normal = ["203.0.113.7", "10.0.0.0/8", "2001:DB8::/32", "2001:db8::1", "0.0.0.0/0"].map(normaliseRange);
  expect(normal).toEqual(["203.0.113.7/32", "10.0.0.0/8", "2001:db8::/32", "2001:db8::1/128", "0.0.0.0/0"]);
  const none = [
    "",
    "10.0.0.1/8",
    "10.1",
    "0x7f000001",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0.0/8/8",
    "::1%lo",
    "all",
    "1.2.3.4/-1",
    "999.1.1.1",
  ];
  expect(none.map(normaliseRange)).toEqual(none.map(() => null));
});

test("KEY-001 an address lies in a range of its own family alone", () => {
  expect(isInRanges("10.255.0.1", ["10.0.0.0/8"])).toBe(true);
  expect(isInRanges("::ffff:10.255.0.1", ["10.0.0.0/8"])).toBe(true);
  expect(isInRanges("11.0.0.1", ["10.0.0.0/8", "2001:db8::/32"])).toBe(false);
  expect(isInRanges("2001:db8:ffff::1", ["10.0.0.0/8", "2001:db8::/32"])).toBe(true);
  expect(isInRanges("nonsense", ["0.0.0.0/0", "::/0"])).toBe(false);
});
