import { readMoment } from "./moments.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday: weeks begin on Mondays, and days of the week are counted from Saturday. */
const DAYS_SINCE_MONDAY = 3;
const DAYS_SINCE_SATURDAY = 5;

/** What of a moment a filter compares: stretches of time, or what comes back every minute, hour, day or week. */
export type TimeCondition =
  /** Any of these stretches, their ends not included. */
  | { readonly ranges: readonly (readonly [startMs: number, endMs: number])[] }
  /** `floor(t / unitMs + offset) mod cycle` is any of these. */
  | { readonly unitMs: number; readonly offset: number; readonly cycle: number; readonly values: readonly number[] };

type Range = readonly [startMs: number, endMs: number];

const stretches: Readonly<Record<string, (text: string) => Range | null>> = {
  date: (text) => fromDay(text, DAY_MS),
  // Any day names the week that it lies in.
  week: (text) => {
    const day = fromDay(text, DAY_MS);
    if (day === null) return null;
    const sinceMonday = (((day[0] / DAY_MS + DAYS_SINCE_MONDAY) % 7) + 7) % 7;
    return [day[0] - sinceMonday * DAY_MS, day[0] - sinceMonday * DAY_MS + 7 * DAY_MS];
  },
  month: (text) => (/^\d{4}-\d{2}$/.test(text) ? between(`${text}-01`, (start) => start.setUTCMonth(start.getUTCMonth() + 1)) : null),
  year: (text) => (/^\d{4}$/.test(text) ? between(`${text}-01-01`, (start) => start.setUTCFullYear(start.getUTCFullYear() + 1)) : null),
};

const cycles: Readonly<
  Record<
    string,
    { readonly unitMs: number; readonly offset: number; readonly cycle: number; readonly read: (text: string) => number | null }
  >
> = {
  time: { unitMs: 1, offset: 0, cycle: DAY_MS, read: timeOfDayMs },
  second: { unitMs: SECOND_MS, offset: 0, cycle: DAY_MS / SECOND_MS, read: (text) => whole(timeOfDayMs(text), SECOND_MS) },
  minute: { unitMs: MINUTE_MS, offset: 0, cycle: DAY_MS / MINUTE_MS, read: (text) => whole(timeOfDayMs(text), MINUTE_MS) },
  hh: { unitMs: HOUR_MS, offset: 0, cycle: 24, read: (text) => count(text, 24) },
  mm: { unitMs: MINUTE_MS, offset: 0, cycle: 60, read: (text) => count(text, 60) },
  ss: { unitMs: SECOND_MS, offset: 0, cycle: 60, read: (text) => count(text, 60) },
  // Day of the week, Saturday 0 to Friday 6: `{"timestamp.time":"12:00","timestamp.ww":6}` are Fridays at noon.
  ww: { unitMs: DAY_MS, offset: DAYS_SINCE_SATURDAY, cycle: 7, read: (text) => count(text, 7) },
};

/** Parts of a moment that a filter may name, as `timestamp.date`. Source: the timestamp filters of the BitMEX API v1. */
export const TIME_PARTS: readonly string[] = [...Object.keys(stretches), ...Object.keys(cycles)];

/**
 * Reads what a filter says of a part of a moment, in UTC.
 *
 * @returns null for a part or a value that there is none of
 */
export function readTimePart(part: string, values: readonly unknown[]): TimeCondition | null {
  const texts = values.map((value) => (typeof value === "number" ? String(value) : typeof value === "string" ? value : ""));
  const stretch = Object.hasOwn(stretches, part) ? stretches[part] : undefined;
  if (stretch !== undefined) {
    const ranges = texts.map(stretch).filter((range) => range !== null);
    return ranges.length === texts.length ? { ranges } : null;
  }
  const cycle = Object.hasOwn(cycles, part) ? cycles[part] : undefined;
  if (cycle === undefined) return null;
  const read = texts.map(cycle.read).filter((value) => value !== null);
  return read.length === texts.length ? { unitMs: cycle.unitMs, offset: cycle.offset, cycle: cycle.cycle, values: read } : null;
}

/** Whether a moment meets a condition. */
export function meets(condition: TimeCondition, timeMs: number): boolean {
  if ("ranges" in condition) return condition.ranges.some(([startMs, endMs]) => timeMs >= startMs && timeMs < endMs);
  return condition.values.includes((Math.floor(timeMs / condition.unitMs) + condition.offset) % condition.cycle);
}

/** How much of a moment's text decides: `2026-11-22T12:00:30.500Z` up to its day, minute or second, or all of it. */
const DAY_TEXT = 10;
const MINUTE_TEXT = 16;
const SECOND_TEXT = 19;
const WHOLE_TEXT = 24;

function decisiveText(condition: TimeCondition): number {
  if ("ranges" in condition) return DAY_TEXT;
  if (condition.unitMs >= MINUTE_MS) return MINUTE_TEXT;
  return condition.unitMs >= SECOND_MS ? SECOND_TEXT : WHOLE_TEXT;
}

/**
 * The same for many moments in the contract's form, as rows hold them: neighbours in a list mostly share what decides, and
 * then its verdict, so that few of them are read.
 */
export function textMeets(condition: TimeCondition): (text: string) => boolean {
  const length = decisiveText(condition);
  let shared: string | null = null;
  let verdict = false;
  return (text) => {
    if (shared === null || !text.startsWith(shared)) {
      shared = text.slice(0, length);
      verdict = meets(condition, Date.parse(text));
    }
    return verdict;
  };
}

function fromDay(text: string, lengthMs: number): Range | null {
  const startMs = dayMs(text);
  return startMs === null ? null : [startMs, startMs + lengthMs];
}

/** A day as `2026-11-22`; the thirtieth of February is none. */
const dayMs = (text: string): number | null => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? readMoment(text) : null);

function between(first: string, advance: (start: Date) => number): Range | null {
  const startMs = dayMs(first);
  return startMs === null ? null : [startMs, advance(new Date(startMs))];
}

/** `12:00`, `12:00:30` or `12:00:30.500`, as milliseconds of the day. */
function timeOfDayMs(text: string): number | null {
  const parts = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/.exec(text);
  if (parts === null) return null;
  const [, hours = "", minutes = "", seconds = "0", fraction = ""] = parts;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS + Number(fraction.padEnd(3, "0"));
}

const whole = (timeMs: number | null, unitMs: number) => (timeMs === null ? null : Math.floor(timeMs / unitMs));

function count(text: string, below: number): number | null {
  return /^\d{1,2}$/.test(text) && Number(text) < below ? Number(text) : null;
}
