import * as fc from "fast-check";
import { expect, test } from "vitest";
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
