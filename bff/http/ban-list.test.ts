import { expect, test } from "vitest";
import { BanList } from "./ban-list.ts";

function aList() {
  const clock = { nowMs: 1_700_000_000_000 };
  const bans = new BanList({ failures: 3, withinSeconds: 60, seconds: 600 }, () => clock.nowMs);
  return { clock, bans };
}

test("API-013 an address that keeps failing is not heard for a while, and others are", () => {
  const { clock, bans } = aList();
  bans.failed("a");
  bans.failed("a");
  bans.failed("b");
  expect([bans.secondsLeft("a"), bans.secondsLeft("b")]).toEqual([0, 0]);
  bans.failed("a");
  expect([bans.secondsLeft("a"), bans.secondsLeft("b")]).toEqual([600, 0]);
  clock.nowMs += 599_001;
  expect(bans.secondsLeft("a")).toBe(1);
  clock.nowMs += 999;
  expect(bans.secondsLeft("a")).toBe(0);
});

test("API-013 failures that lie far apart are nobody's attack", () => {
  const { clock, bans } = aList();
  for (let i = 0; i < 20; i++) {
    bans.failed("a");
    clock.nowMs += 30_001;
    expect(bans.secondsLeft("a")).toBe(0);
  }
});

test("API-013 failures of a hundred thousand others make the list forget whom it remembered longest, and no more", () => {
  const { bans } = aList();
  for (let i = 0; i < 3; i++) bans.failed("first");
  for (let i = 0; i < 100_000; i++) bans.failed(`passer-by ${i}`);
  expect(bans.secondsLeft("first")).toBe(0);
});
