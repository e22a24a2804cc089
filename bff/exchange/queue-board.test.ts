import { expect, test } from "vitest";
import type { QueueRow } from "../contract/tables/queue.ts";
import { Admission } from "./admission.ts";
import { QueueBoard } from "./queue-board.ts";
import { WaitHistogram } from "./wait-histogram.ts";

const START_MS = Date.parse("2026-11-22T12:00:00.000Z");

function aBoard() {
  const clock = { nowMs: START_MS };
  const admission = new Admission({ maxDepth: 100, waitCapMs: 3_000, maxRate: null, now: () => clock.nowMs });
  const board = new QueueBoard(admission, () => clock.nowMs);
  const told: (readonly [string, Partial<QueueRow>])[] = [];
  board.onChange((action, row) => told.push([action, row]));
  return { clock, admission, board, told };
}

test("LOAD-003 quantiles of waits are within 3 % of the sorted ones, the mean is exact, and memory does not grow with them", () => {
  const waits = Array.from({ length: 10_000 }, (_, i) => 0.05 * 1.001 ** i);
  const histogram = new WaitHistogram();
  for (const wait of waits) histogram.add(wait);
  const { count, median, mean, p95, p99 } = histogram.figures();
  expect(count).toBe(10_000);
  for (const [figure, share] of [
    [median, 0.5],
    [p95, 0.95],
    [p99, 0.99],
  ] as const) {
    const exact = waits[Math.ceil(share * waits.length) - 1] as number;
    expect(Math.abs((figure ?? 0) / exact - 1)).toBeLessThan(0.03);
  }
  expect(mean).toBeCloseTo(waits.reduce((sum, wait) => sum + wait, 0) / waits.length, 2);
  histogram.clear();
  expect(histogram.figures()).toEqual({ count: 0, median: null, mean: null, p95: null, p99: null });
});

test("LOAD-003 a row of ten seconds counts requests and refusals by origin, waits by kind, and what the engine served", () => {
  const { clock, admission, board } = aBoard();
  for (let i = 0; i < 8; i++) {
    admission.arrive();
    board.came("key", i >= 6);
  }
  board.came("session", false);
  board.came("session", false);
  board.refused("session");
  board.answered("new", 4);
  board.answered("cancelBulk", 2);
  board.answered("other", 1_000);
  board.finished(30);
  board.audited({ checkedAtMs: START_MS - 500, sequence: 77, differenceSats: 0 });
  clock.nowMs += 3_000;
  board.tick();
  expect(board.rows()).toHaveLength(1);
  expect(board.rows()[0]).toMatchObject({
    timestamp: "2026-11-22T12:00:10.000Z",
    depth: 8,
    maxDepth: 8,
    bound: 100,
    serviceRate: 10,
    capacity: null,
    keyRequests: 8,
    keyRefused: 2,
    keyRefusedShare: 0.25,
    sessionRequests: 2,
    sessionRefused: 1,
    sessionRefusedShare: 0.5,
    newCount: 1,
    newMean: 4,
    amendCount: 0,
    amendMedian: null,
    cancelCount: 0,
    cancelBulkCount: 1,
    cancelBulkMean: 2,
    cancelAllCount: 0,
    auditCheckedAt: "2026-11-22T11:59:59.500Z",
    auditSequence: 77,
    auditDifference: 0,
  });
});

test("LOAD-003 what the stream tells folds to the rows, of which an hour is kept", () => {
  const { clock, board, told } = aBoard();
  const folded = new Map(board.rows().map((row) => [row.timestamp, row]));
  for (let second = 0; second < 4_000; second++) {
    if (second % 3 === 0) board.came(second % 2 === 0 ? "key" : "session", second % 5 === 0);
    board.answered("cancel", second % 17);
    clock.nowMs += 1_000;
    board.tick();
  }
  for (const [action, row] of told) {
    const { timestamp } = row as QueueRow;
    expect(folded.has(timestamp)).toBe(action === "update");
    folded.set(timestamp, { ...(folded.get(timestamp) as QueueRow), ...row });
  }
  expect(board.rows()).toHaveLength(360);
  expect([...folded.values()].slice(-360)).toEqual(board.rows());
});
