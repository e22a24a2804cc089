import { expect, test } from "vitest";
import {
  DAY_MS,
  dayNumber,
  lastFriday,
  monthsBeforeEndMs,
  quarterAfter,
  quarterEndMs,
  quarterOf,
  quarterSymbol,
  weekday,
} from "./calendar.ts";

test("CON-003 days, weekdays and last Fridays agree with the calendar from 1970 to 2120", () => {
  for (let year = 1970; year <= 2120; year++) {
    for (let month = 1; month <= 12; month++) {
      const first = Date.UTC(year, month - 1, 1);
      expect(dayNumber(year, month, 1)).toBe(first / DAY_MS);
      expect(weekday(first / DAY_MS)).toBe(new Date(first).getUTCDay());
      const friday = new Date(lastFriday(year, month) * DAY_MS);
      expect([friday.getUTCDay(), friday.getUTCMonth() + 1]).toEqual([5, month]);
      expect(new Date(friday.getTime() + 7 * DAY_MS).getUTCMonth() + 1).not.toBe(month);
    }
  }
});

test("CON-003 quarters are found from any moment, named by letter and year, and end at noon", () => {
  expect(quarterSymbol("XBT", quarterOf(2019, 2))).toBe("XBTM19");
  expect([1, 2, 3, 4].map((quarter) => quarterSymbol("", quarterOf(2107, quarter as 1)))).toEqual(["H07", "M07", "U07", "Z07"]);
  expect(new Date(quarterEndMs(quarterOf(2019, 2))).toISOString()).toBe("2019-06-28T12:00:00.000Z");
  // Source: recorded instruments. XBTU21 and XBTZ21 come to the front two months before they expire, ADAU21 one.
  expect(new Date(monthsBeforeEndMs(quarterOf(2021, 3), 2)).toISOString()).toBe("2021-07-30T12:00:00.000Z");
  expect(new Date(monthsBeforeEndMs(quarterOf(2021, 4), 2)).toISOString()).toBe("2021-10-29T12:00:00.000Z");
  expect(new Date(monthsBeforeEndMs(quarterOf(2021, 3), 1)).toISOString()).toBe("2021-08-27T12:00:00.000Z");
  for (let quarter = quarterOf(1970, 1); quarter < quarterOf(2120, 1); quarter++) {
    expect(quarterAfter(quarterEndMs(quarter))).toBe(quarter + 1);
    expect(quarterAfter(quarterEndMs(quarter) - 1)).toBe(quarter);
  }
});
