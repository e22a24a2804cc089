import type { Random } from "../random.ts";

/** Highest leverage of the contract. */
const MOST = 100;
const LEAST = 1;

/**
 * Leverage that people trade at: log-normal, so that by contracts held it has a published mean of notional over margin
 * and four fifths of it at or below a published bound. Who puts up the same margin at a higher leverage holds more, so
 * by contracts the logarithm has a mean higher by s² than by positions. With its mean by contracts m, notional over
 * margin is exp(m − s²/2) and the bound exp(m + 0.8416 s); s solves s²/2 + 0.8416 s = ln(bound / mean).
 *
 * Source: XBTUSD leverage statistics of April 2019. Longs had 22x by weight and four fifths at up to 54x, shorts 30x
 * and 47x; nobody beyond the contract's 100x.
 */
const PUBLISHED = { Buy: { mean: 22, bound: 54 }, Sell: { mean: 30, bound: 47 } } as const;
/** Of the standard normal distribution. */
const FOUR_FIFTHS = 0.8416;

export function drawLeverage(side: "Buy" | "Sell", random: Random): number {
  const { mean, bound } = PUBLISHED[side];
  const deviation = Math.sqrt(FOUR_FIFTHS ** 2 + 2 * Math.log(bound / mean)) - FOUR_FIFTHS;
  const logMean = Math.log(mean) - deviation ** 2 / 2;
  const leverage = Math.exp(logMean + deviation * random.normal());
  return Math.round(Math.max(LEAST, Math.min(MOST, leverage)) * 100) / 100;
}

/** Leverage of who would rather win a lot: the round figures at the upper end. */
const GAMBLES = [25, 33, 50, 75, 100] as const;

export const gambledLeverage = (random: Random): number => GAMBLES[Math.floor(random.next() * GAMBLES.length)] as number;
