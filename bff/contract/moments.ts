/** A day, with or without a time; that with or without seconds, their fraction and a zone. */
const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):?(\d{2}))?)?$/;

/**
 * Milliseconds of a moment as clients write it, or null when it is none. Without a zone it is UTC, wherever the
 * server stands. The 31st of a shorter month is no moment, and neither is an hour 24.
 */
export function readMoment(text: string): number | null {
  const parts = MOMENT.exec(text);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) => Number(parts[i] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const milliseconds = Math.floor(Number(`0.${parts[7] ?? 0}`) * 1_000);
  const [zoneHours, zoneMinutes] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  const isTime = hour < 24 && minute < 60 && second < 60 && zoneHours < 24 && zoneMinutes < 60;
  const startOfDay = Date.UTC(year, month - 1, day);
  const isDay = new Date(startOfDay).toISOString().startsWith(`${parts[1]}-${parts[2]}-${parts[3]}`);
  if (!isTime || !isDay) return null;
  const zone = (parts[8] === "-" ? -1 : 1) * (zoneHours * 60 + zoneMinutes);
  return startOfDay + ((hour * 60 + minute - zone) * 60 + second) * 1_000 + milliseconds;
}

/** The first moment that the contract's form of time can write: the beginning of the year 0. */
export const FIRST_MOMENT_MS: number = Date.parse("0000-01-01T00:00:00.000Z");

/** The last moment that the contract's form of time can write: the end of the year 9999. */
export const LAST_MOMENT_MS: number = Date.UTC(10_000, 0) - 1;
