import { PriceProcess } from "./price-process.ts";
import { type Random, seededRandom } from "./random.ts";

/** A made-up spot market that an index listens to. */
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

/** Weights of the venues in every index, by name. */
export const VENUE_WEIGHTS: Readonly<Record<string, number>> = Object.fromEntries(VENUES.map(({ name, weight }) => [name, weight]));

/** How far a venue strays from the others in the long run, as a fraction, and how soon arbitrage brings it back. */
const STRAY = 0.000_15;
const RETURN_MS = 20_000;

/** Four simulated spot markets around a price that is found elsewhere. */
export class SimulatedVenues {
  private readonly random: Random;
  private readonly venues: readonly Venue[] = VENUES.map((venue) => ({ ...venue, deviation: 0 }));

  constructor(random: Random) {
    this.random = random;
  }

  around(price: number): readonly ConstituentPrice[] {
    return this.venues.map(({ name, weight, deviation }) => ({ name, weight, price: price * Math.exp(deviation) }));
  }

  step(elapsedMs: number): void {
    const kept = Math.exp(-elapsedMs / RETURN_MS);
    // The deviation of an Ornstein-Uhlenbeck process over a step that keeps its long-run spread at STRAY.
    const spread = STRAY * Math.sqrt(1 - kept * kept);
    for (const venue of this.venues) venue.deviation = venue.deviation * kept + spread * this.random.normal();
  }
}

/**
 * An index of four simulated spot markets around one price: what a demo market is marked by. The same seed and the same
 * steps give the same path.
 */
export class SimulatedIndex {
  private readonly process: PriceProcess;
  private readonly venues: SimulatedVenues;

  /** @param price that the index begins at */
  constructor(seed: number, price: number) {
    const random = seededRandom(seed);
    this.process = new PriceProcess(random, price);
    this.venues = new SimulatedVenues(random);
  }

  get constituents(): readonly ConstituentPrice[] {
    return this.venues.around(this.process.price);
  }

  /** Weighted mean of the constituents, to the cent. */
  get price(): number {
    return Math.round(this.constituents.reduce((sum, { weight, price }) => sum + weight * price, 0) * 100) / 100;
  }

  /** @returns the price after so much time */
  step(elapsedMs: number): number {
    this.process.step(elapsedMs);
    this.venues.step(elapsedMs);
    return this.price;
  }
}
