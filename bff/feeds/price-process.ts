import type { Random } from "./random.ts";

const YEAR_MS = 365 * 24 * 3_600_000;
/** Volatility that the process returns to, per square root of a year, and how it moves. */
const MEAN_VOLATILITY = 0.55;
const REVERSION_PER_HOUR = 0.35;
const VOLATILITY_OF_VOLATILITY = 0.45;
const HOUR_MS = 3_600_000;
/** Chance of a jump in an hour, and its size. */
const JUMPS_PER_HOUR = 0.04;
const JUMP_DEVIATION = 0.006;

/**
 * A made-up price: a random walk of the logarithm whose volatility wanders about a mean, with an occasional jump. It
 * looks like a market and predicts none.
 */
export class PriceProcess {
  private readonly random: Random;
  private logVolatility = Math.log(MEAN_VOLATILITY);
  price: number;

  constructor(random: Random, price: number) {
    this.random = random;
    this.price = price;
  }

  /** Volatility at present relative to its mean: how lively the market is. */
  get liveliness(): number {
    return Math.exp(this.logVolatility) / MEAN_VOLATILITY;
  }

  step(elapsedMs: number): number {
    const hours = elapsedMs / HOUR_MS;
    const { random } = this;
    this.logVolatility +=
      REVERSION_PER_HOUR * hours * (Math.log(MEAN_VOLATILITY) - this.logVolatility) +
      VOLATILITY_OF_VOLATILITY * Math.sqrt(hours) * random.normal();
    const deviation = Math.exp(this.logVolatility) * Math.sqrt(elapsedMs / YEAR_MS);
    let move = deviation * random.normal();
    if (random.next() < JUMPS_PER_HOUR * hours) move += JUMP_DEVIATION * random.normal();
    this.price *= Math.exp(move);
    return this.price;
  }
}
