import { expect, test } from "vitest";
import { meets, readTimePart, TIME_PARTS, textMeets } from "./time-parts.ts";

const FRIDAY_NOON = Date.parse("2026-11-27T12:00:00.000Z");

/** Whether a part of a moment has a value. */
const has = (part: string, values: readonly unknown[], moment: string | number) => {
  const condition = readTimePart(part, values);
  if (condition === null) throw new Error(`${part} has no ${values}`);
  return meets(condition, typeof moment === "number" ? moment : Date.parse(moment));
};

test.each<[string, unknown, string, string]>([
  ["date", "2026-11-22", "2026-11-22T23:59:59.999Z", "2026-11-23T00:00:00.000Z"],
  ["week", "2026-11-25", "2026-11-23T00:00:00.000Z", "2026-11-22T23:59:59.999Z"],
  ["month", "2026-02", "2026-02-28T23:59:59.999Z", "2026-03-01T00:00:00.000Z"],
  ["year", 2024, "2024-12-31T23:59:59.999Z", "2025-01-01T00:00:00.000Z"],
  ["time", "12:00", "2026-11-22T12:00:00.000Z", "2026-11-22T12:00:00.001Z"],
  ["time", "12:00:30.5", "2001-01-01T12:00:30.500Z", "2001-01-01T12:00:30.000Z"],
  ["minute", "12:00", "2026-11-22T12:00:59.999Z", "2026-11-22T12:01:00.000Z"],
  ["second", "12:00:01", "2026-11-22T12:00:01.999Z", "2026-11-22T12:00:02.000Z"],
  ["hh", 12, "2026-11-22T12:59:59.999Z", "2026-11-22T13:00:00.000Z"],
  ["mm", "07", "2026-11-22T00:07:59.999Z", "2026-11-22T07:08:00.000Z"],
  ["ss", 30, "2026-11-22T00:07:30.999Z", "2026-11-22T00:30:31.000Z"],
  ["ww", 6, "2026-11-27T00:00:00.000Z", "2026-11-28T00:00:00.000Z"],
])("API-011 timestamp.%s of %s holds at %s and not at %s", (part, value, inside, outside) => {
  expect([has(part, [value], inside), has(part, [value], outside)]).toEqual([true, false]);
});

test("API-011 several values of a part match any of them, and none match nothing", () => {
  expect(has("hh", [11, 12], FRIDAY_NOON)).toBe(true);
  expect(has("hh", [10, 11], FRIDAY_NOON)).toBe(false);
  expect(has("date", ["2026-11-26", "2026-11-27"], FRIDAY_NOON)).toBe(true);
  for (const part of TIME_PARTS) expect(has(part, [], FRIDAY_NOON)).toBe(false);
});

test.each<[string, unknown]>([
  ["date", "2026-02-30"],
  ["date", "2026-11-22T00:00"],
  ["month", "2026-13"],
  ["year", "26"],
  ["time", "24:00"],
  ["minute", "noon"],
  ["hh", 24],
  ["hh", -1],
  ["ww", 7],
  ["ss", null],
  ["fortnight", 1],
  ["__proto__", 1],
])("API-011 timestamp.%s has no %s", (part, value) => {
  expect(readTimePart(part, [value])).toBeNull();
});

test("API-011 texts of moments, one after the other, hold as the moments do", () => {
  const values: Readonly<Record<string, unknown>> = { date: "2026-11-27", week: "2026-11-25", month: "2026-11", year: 2026, time: "12:00" };
  for (const part of TIME_PARTS) {
    const condition = readTimePart(part, [values[part] ?? (part === "minute" ? "12:00" : part === "second" ? "12:00:01" : 5)]);
    if (condition === null) throw new Error(`${part} was not read`);
    const isMet = textMeets(condition);
    // Steps that share a day, an hour, a minute or a second with the one before, and some that go back.
    for (let i = 0, timeMs = FRIDAY_NOON - 90_000_000; i < 3_000; i++) {
      timeMs += [0, 1, 999, 1_000, 59_000, 60_001, 3_600_000, -1][i % 8] as number;
      expect([part, timeMs, isMet(new Date(timeMs).toISOString())]).toEqual([part, timeMs, meets(condition, timeMs)]);
    }
  }
});
