/** Dates as whole numbers, so that the engine can reckon with them: no clock and no library says what day it is. */

export const DAY_MS = 86_400_000;

/** Letters of the delivery months, January first. Source: the month codes of futures exchanges. */
const MONTH_LETTERS = "FGHJKMNQUVXZ";

/** Days from 1970-01-01 to a date of the Gregorian calendar; months count from 1. */
export function dayNumber(year: number, month: number, day: number): number {
  // Years that begin in March have the leap day at their end: months of 153 days to five repeat.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** Sunday is 0. The first of January 1970 was a Thursday. */
export const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;

const FRIDAY = 5;

/** The last Friday of a month, as a day since 1970; months beyond December go on into the next years. */
export function lastFriday(year: number, month: number): number {
  const [nextYear, nextMonth] = yearAndMonth(year, month + 1);
  const last = dayNumber(nextYear, nextMonth, 1) - 1;
  return last - ((weekday(last) - FRIDAY + 7) % 7);
}

/** A month that is counted on from January of a year, or back from it. */
function yearAndMonth(year: number, month: number): [number, number] {
  const months = year * 12 + month - 1;
  return [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
}

/** A quarter of a year, counted from the first of the year 0. */
export type Quarter = number;

export const quarterOf = (year: number, quarter: 1 | 2 | 3 | 4): Quarter => year * 4 + quarter - 1;

const lastMonth = (quarter: Quarter): [number, number] => [Math.floor(quarter / 4), 3 * ((quarter % 4) + 1)];

/** Contracts of a quarter expire on the last Friday of its last month at noon, UTC. */
export function quarterEndMs(quarter: Quarter): number {
  return lastFriday(...lastMonth(quarter)) * DAY_MS + DAY_MS / 2;
}

/** Noon of the last Friday so many months before a quarter's last one. */
export function monthsBeforeEndMs(quarter: Quarter, months: number): number {
  const [year, month] = lastMonth(quarter);
  return lastFriday(...yearAndMonth(year, month - months)) * DAY_MS + DAY_MS / 2;
}

/** The quarter that ends first after a moment. */
export function quarterAfter(timeMs: number): Quarter {
  // A year has less than 366.25 days: starting from this guess, a step or two lead to it.
  let quarter = Math.floor(1970 * 4 + (timeMs / DAY_MS / 366.25) * 4) - 1;
  while (quarterEndMs(quarter) <= timeMs) quarter += 1;
  return quarter;
}

/** Symbol of a root's contract of a quarter: its delivery month's letter and two digits of the year. */
export function quarterSymbol(root: string, quarter: Quarter): string {
  const [year, month] = lastMonth(quarter);
  return `${root}${MONTH_LETTERS[month - 1]}${String(year % 100).padStart(2, "0")}`;
}
