const FIRST_MS = 500;
const MOST_MS = 15_000;

/**
 * How long to wait before connecting again: doubling from half a second to fifteen, and between half and all of that
 * by chance, so that the browsers of an exchange that restarts do not come back in one moment.
 *
 * @param failures attempts that have failed in a row, from 1
 * @param random from 0 up to 1
 */
export function backOffMs(failures: number, random: number): number {
  const most = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return Math.round(most * (0.5 + random / 2));
}
