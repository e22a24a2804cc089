import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ChangedAccounts } from "./changed-accounts.ts";
import { NONE } from "./rows.ts";
import { TouchedLevels, TouchedRows } from "./touched.ts";

const handles = fc.array(fc.oneof(fc.nat(5), fc.nat(500)), { maxLength: 300 });

test("PERF-011 rows are noted once each, and looked at after their last change, as a set would have it", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.nat(400),
          fc.constant("take" as const),
          fc.constant("clear" as const),
          fc.nat(400).map((note) => ({ note })),
        ),
      ),
      (steps) => {
        const touched = new TouchedRows();
        const noted = new Set<number>();
        const waiting = new Set<number>();
        for (const step of steps) {
          if (step === "take") {
            const [first = NONE] = waiting;
            waiting.delete(first);
            expect(touched.take()).toBe(first);
          } else if (step === "clear") {
            noted.clear();
            touched.clear();
          } else if (typeof step === "object") {
            noted.add(step.note);
            touched.note(step.note);
          } else {
            noted.add(step);
            waiting.add(step);
            touched.add(step);
          }
          expect([...touched.noted.subarray(0, touched.count)]).toEqual([...noted]);
        }
      },
    ),
  );
});

test("PERF-011 levels are noted once each with the side that came first, however many and however they collide", () => {
  fc.assert(
    fc.property(fc.array(handles, { maxLength: 4 }), fc.nat(3), (commands, instruments) => {
      const touched = new TouchedLevels();
      for (const ticks of commands) {
        const expected = new Map<string, number[]>();
        ticks.forEach((each, i) => {
          const [instrument, side] = [each % (instruments + 1), i % 2];
          touched.add(instrument, side, each * 256);
          const key = `${instrument}:${each}`;
          if (!expected.has(key)) expected.set(key, [instrument, side, each * 256]);
        });
        const rows = Array.from({ length: touched.count }, (_, i) => [touched.instruments[i], touched.sides[i], touched.ticks[i]]);
        expect(rows).toEqual([...expected.values()]);
        touched.clear();
        expect(touched.count).toBe(0);
      }
    }),
  );
});

test("PERF-011 more levels than there was room for are noted once each, and again by the next command", () => {
  const touched = new TouchedLevels();
  for (const count of [40, 700, 700, 64, 65, 128, 129]) {
    const expected = Array.from({ length: count }, (_, i) => [i % 3, i % 2, 1 + 7 * i]);
    for (const [instrument = 0, side = 0, ticks = 0] of [...expected, ...expected]) touched.add(instrument, side, ticks);
    const rows = Array.from({ length: touched.count }, (_, i) => [touched.instruments[i], touched.sides[i], touched.ticks[i]]);
    expect(rows).toEqual(expected);
    touched.clear();
  }
});

test("PERF-011 there is twice as much room where it runs out, and as much as before where it does not", () => {
  const [rows, levels] = [new TouchedRows(), new TouchedLevels()];
  const before = [rows.noted, levels.ticks];
  for (let i = 0; i < 64; i++) {
    rows.add(i);
    levels.add(0, 0, i);
  }
  expect([rows.noted, levels.ticks].map((array, i) => array === before[i])).toEqual([true, true]);
  rows.add(64);
  levels.add(0, 0, 64);
  expect([rows.noted.length, levels.ticks.length, levels.sides.length, levels.instruments.length]).toEqual([128, 128, 128, 128]);
  // A row far beyond what is known has its place as well, and leaves those before it as they are.
  rows.add(1_000);
  rows.add(5);
  expect([rows.count, rows.noted[65]]).toEqual([66, 1_000]);
});

test("PERF-011 accounts that changed are told once each, in the order of their changes, however many", () => {
  const changed = new ChangedAccounts();
  for (const accounts of [
    [4, 5, 4, 64, 63, 64, 5],
    [200, 128, 129, 200, 4, 128],
    [128, 300, 300],
  ]) {
    for (const account of accounts) changed.add(account);
    const told = Array.from({ length: changed.length }, (_, i) => changed.at(i));
    expect(told).toEqual([...new Set(accounts)]);
    if (accounts.includes(300)) break;
    changed.clear();
    expect(changed.length).toBe(0);
  }
});
