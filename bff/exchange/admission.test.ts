import { expect, test } from "vitest";
import { Admission } from "./admission.ts";

/** A line at a moment that the test moves. */
function aLine(options: { readonly maxDepth?: number; readonly maxRate?: number | null } = {}) {
  const clock = { nowMs: 0 };
  const line = new Admission({ maxDepth: 4_096, waitCapMs: 3_000, maxRate: null, now: () => clock.nowMs, ...options });
  /** The engine works for a while and finishes so many a second while others wait. */
  const serve = (perSecond: number, seconds: number) => {
    line.finished(0, 1_000);
    for (let i = 0; i < seconds * 100; i++) {
      clock.nowMs += 10;
      line.finished(perSecond / 100, 1_000);
    }
  };
  return { clock, line, serve };
}

test("LOAD-001 an engine that was never busy is asked up to the depth that was set, one that is held to a rate for what it does in the longest wait", () => {
  expect(aLine().line.bound).toBe(4_096);
  // 1.8 s of the 3: the rest is for what is no line.
  expect(aLine({ maxRate: 200 }).line.bound).toBe(360);
  expect(aLine({ maxRate: 1_000_000 }).line.bound).toBe(4_096);
  expect(aLine({ maxRate: 1 }).line.bound).toBe(1);
});

test("LOAD-001 the bound follows the rate at which the engine is seen to serve while others wait", () => {
  const { line, serve } = aLine();
  serve(1_000, 2);
  expect(line.capacity).toBeCloseTo(1_000, 3);
  expect(line.bound).toBeGreaterThan(1_700);
  expect(line.bound).toBeLessThan(1_900);
  serve(10_000, 5);
  expect(line.bound).toBe(4_096);
  serve(1_000, 8);
  expect(line.bound).toBeLessThan(1_900);
});

test("LOAD-001 a rate seen while hardly anybody waits says nothing of what the engine can", () => {
  const { clock, line } = aLine();
  for (let i = 0; i < 1_000; i++) {
    clock.nowMs += 10;
    line.finished(1, 1);
  }
  expect(line.capacity).toBeNull();
  expect(line.bound).toBe(4_096);
});

test("LOAD-001 who arrives is let in by the number in the line alone, requests that are not read yet among them", () => {
  const { line } = aLine({ maxDepth: 2 });
  expect(line.hasRoom).toBe(true);
  line.arrive();
  line.arrive();
  expect([line.depth, line.waiting, line.hasRoom]).toEqual([2, 0, false]);
  line.depart();
  expect(line.hasRoom).toBe(true);
});

test("LOAD-002 an account has a command queued from its entry to its end, a deposit among them", async () => {
  const { line } = aLine();
  const { promise, resolve } = Promise.withResolvers<void>();
  const command = line.pass(7, [], () => promise);
  const credit = line.follow(8, () => promise);
  expect([line.isQueued(7), line.isQueued(8), line.isQueued(9)]).toEqual([true, true, false]);
  resolve();
  await Promise.all([command, credit]);
  expect([line.isQueued(7), line.isQueued(8), line.waiting]).toEqual([false, false, 0]);
});
