import { SimulatedIndex } from "./simulated-index.ts";

interface Coin {
  readonly symbol: string;
  /** Where it begins in a new market. */
  readonly first: number;
  readonly decimals: number;
}

/** Ether in dollars; the other coins in bitcoin. Prices are made up, in the order of size of real ones. */
const COINS: readonly Coin[] = [
  { symbol: ".BETH", first: 3_000, decimals: 2 },
  { symbol: ".BADAXBT", first: 0.000_008_12, decimals: 8 },
  { symbol: ".BBCHXBT", first: 0.006_5, decimals: 8 },
  { symbol: ".BEOSXBT", first: 0.000_012_5, decimals: 8 },
  { symbol: ".BLTCXBT", first: 0.001_35, decimals: 8 },
  { symbol: ".BTRXXBT", first: 0.000_004_3, decimals: 8 },
  { symbol: ".BXRPXBT", first: 0.000_036, decimals: 8 },
];
/** What ether is worth in bitcoin follows from both their prices in dollars. */
const ETHER = ".BETH";
const ETHER_IN_BITCOIN = ".BETHXBT";
const BITCOIN_DECIMALS = 8;

/** Made-up indices of other coins than bitcoin. The same seed and the same steps give the same paths. */
export class CoinIndices {
  private readonly indices: readonly { readonly coin: Coin; readonly index: SimulatedIndex }[];

  /** @param lastOf price at which an index stood; null where it never had one */
  constructor(seed: number, lastOf: (symbol: string) => number | null) {
    this.indices = COINS.map((coin, i) => ({
      coin,
      index: new SimulatedIndex(seed + 7_919 * (i + 1), lastOf(coin.symbol) ?? coin.first, coin.decimals),
    }));
  }

  /**
   * Prices after so much time, by symbol.
   *
   * @param bitcoin price of bitcoin in dollars
   */
  step(elapsedMs: number, bitcoin: number): ReadonlyMap<string, number> {
    const prices = new Map<string, number>();
    for (const { coin, index } of this.indices) prices.set(coin.symbol, elapsedMs === 0 ? index.price : index.step(elapsedMs));
    const ether = prices.get(ETHER);
    if (ether !== undefined) prices.set(ETHER_IN_BITCOIN, Number((ether / bitcoin).toFixed(BITCOIN_DECIMALS)));
    return prices;
  }
}
