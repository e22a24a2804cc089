import { PriceProcess } from "./price-process.ts";
import { type Random, seededRandom } from "./random.ts";

/** A made-up spot market that the index listens to. */
interface Venue {
  readonly name: string;
  readonly weight: number;
  /** Logarithm of its price over the common one. */
  deviation: number;
}

/** What a venue quotes, as the index takes it. */
export interface ConstituentPrice {
  readonly name: string;
  readonly weight: number;
  readonly price: number;
}

/** The weights add up to one. */
const VENUES = [
  { name: "Northgate", weight: 0.4 },
  { name: "Harbour", weight: 0.3 },
  { name: "Meridian", weight: 0.2 },
  { name: "Kestrel", weight: 0.1 },
] as const;

/** How far a venue strays from the others in the long run, as a fraction, and how soon arbitrage brings it back. */
const STRAY = 0.000_15;
const RETURN_MS = 20_000;

/**
 * An index of four simulated spot markets around one price: what a demo market is marked by. The same seed and the same
 * steps give the same path.
 */
export class SimulatedIndex {
  private readonly random: Random;
  private readonly process: PriceProcess;
  private readonly venues: readonly Venue[] = VENUES.map((venue) => ({ ...venue, deviation: 0 }));

  private readonly decimals: number;

  /** @param price that the index begins at */
  constructor(seed: number, price: number, decimals = 2) {
    this.decimals = decimals;
    this.random = seededRandom(seed);
    this.process = new PriceProcess(this.random, price);
  }

  get constituents(): readonly ConstituentPrice[] {
    return this.venues.map(({ name, weight, deviation }) => ({ name, weight, price: this.process.price * Math.exp(deviation) }));
  }

  /** Weighted mean of the constituents, to the last decimal of its currency. */
  get price(): number {
    const scale = 10 ** this.decimals;
    return Math.round(this.constituents.reduce((sum, { weight, price }) => sum + weight * price, 0) * scale) / scale;
  }

  /** @returns the price after so much time */
  step(elapsedMs: number): number {
    this.process.step(elapsedMs);
    const kept = Math.exp(-elapsedMs / RETURN_MS);
    // The deviation of an Ornstein-Uhlenbeck process over a step that keeps its long-run spread at STRAY.
    const spread = STRAY * Math.sqrt(1 - kept * kept);
    for (const venue of this.venues) venue.deviation = venue.deviation * kept + spread * this.random.normal();
    return this.price;
  }
}
