import { PriceProcess } from "./price-process.ts";
import { seededRandom } from "./random.ts";
import { type ConstituentPrice, SimulatedIndex, SimulatedVenues } from "./simulated-index.ts";

/** Where altcoins begin, in bitcoin: made up, in the order of size of real ones. */
const ALTCOINS = {
  ADA: 0.000_008_12,
  BCH: 0.006_5,
  EOS: 0.000_012_5,
  ETH: 0.05,
  LTC: 0.001_35,
  TRX: 0.000_004_3,
  XRP: 0.000_036,
} as const;
type Coin = keyof typeof ALTCOINS;

const BITCOIN = ".BXBT";
const ETHER = ".BETH";
const BITCOIN_PRICE = 60_000;
/** How much of what moves altcoins together moves each, and how much it goes its own way, as powers of two made-up prices. */
const TOGETHER = 0.5;
const ALONE = 0.7;

const symbolOf = (coin: Coin) => `.B${coin}XBT`;

/** An altcoin in bitcoin: what moves all of them, and what moves it alone. */
interface Path {
  readonly coin: Coin;
  readonly alone: PriceProcess;
  readonly venues: SimulatedVenues;
  /** Brings the path to where it began. */
  scale: number;
}

/**
 * Made-up spot markets of bitcoin, ether and other coins that move together as such markets do: altcoins share what moves
 * them against bitcoin, and ether in dollars is ether in bitcoin times bitcoin. The same seed and the same steps give the
 * same paths.
 */
export class SimulatedIndices {
  private readonly bitcoin: SimulatedIndex;
  private readonly together: PriceProcess;
  private readonly paths: readonly Path[];
  private readonly ether: SimulatedVenues;

  /** @param lastOf where an index stood before, which it goes on from; null where it begins */
  constructor(seed: number, lastOf: (symbol: string) => number | null) {
    const random = seededRandom(~seed);
    this.bitcoin = new SimulatedIndex(seed, lastOf(BITCOIN) ?? BITCOIN_PRICE);
    this.together = new PriceProcess(random, 1);
    this.ether = new SimulatedVenues(random);
    this.paths = (Object.keys(ALTCOINS) as Coin[]).map((coin) => ({
      coin,
      alone: new PriceProcess(random, 1),
      venues: new SimulatedVenues(random),
      scale: lastOf(symbolOf(coin)) ?? ALTCOINS[coin],
    }));
  }

  /** Symbols of all indices that it can quote. */
  readonly symbols: readonly string[] = [BITCOIN, ETHER, ...(Object.keys(ALTCOINS) as Coin[]).map(symbolOf)];

  step(elapsedMs: number): void {
    this.bitcoin.step(elapsedMs);
    this.together.step(elapsedMs);
    this.ether.step(elapsedMs);
    for (const { alone, venues } of this.paths) {
      alone.step(elapsedMs);
      venues.step(elapsedMs);
    }
  }

  /** What the venues of an index quote now. @throws Error for a symbol that is none of {@link symbols} */
  constituents(symbol: string): readonly ConstituentPrice[] {
    if (symbol === BITCOIN) return this.bitcoin.constituents;
    const path = this.paths.find(({ coin }) => symbolOf(coin) === (symbol === ETHER ? symbolOf("ETH") : symbol));
    if (path === undefined) throw new Error(`nobody quotes ${symbol}`);
    const inBitcoin = path.scale * this.together.price ** TOGETHER * path.alone.price ** ALONE;
    return symbol === ETHER ? this.ether.around(inBitcoin * this.bitcoin.price) : path.venues.around(inBitcoin);
  }

  /** Weighted mean of what the venues of an index quote. */
  price(symbol: string): number {
    return this.constituents(symbol).reduce((sum, { weight, price }) => sum + weight * price, 0);
  }
}
