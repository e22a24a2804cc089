import type { Exchange, MarketControl } from "../exchange/index.ts";
import { VENUE_WEIGHTS } from "../feeds/simulated-index.ts";
import { SimulatedIndices } from "../feeds/simulated-indices.ts";

/** The demo's spot markets: what they quote goes to every index that the exchange has listed and that they know. */
export class VenueFeed {
  private readonly exchange: Exchange;
  private readonly control: MarketControl;
  private readonly indices: SimulatedIndices;

  /** Each start goes on from where the indices stood, another way than the start before. */
  constructor(exchange: Exchange, control: MarketControl, seed: number) {
    const { tables } = exchange;
    const lastOf = (symbol: string) => tables.markets.row(symbol)?.markPrice ?? null;
    this.exchange = exchange;
    this.control = control;
    this.indices = new SimulatedIndices(seed + (lastOf(".BXBT") === null ? 0 : tables.sequence), lastOf);
  }

  /** Where an index stands by what the venues quote, in its own steps. */
  price(symbol: string): number {
    return this.rounded(symbol, this.indices.price(symbol));
  }

  /** The same of every index that is listed, by symbol. */
  prices(): ReadonlyMap<string, number> {
    return new Map(this.listed().map((symbol) => [symbol, this.price(symbol)]));
  }

  /** Names the venues, takes their first prices, and lets those in that have only been away. */
  async begin(): Promise<void> {
    const { tables } = this.exchange;
    for (const symbol of this.listed()) {
      const handle = tables.catalogue.find(symbol)?.handle as number;
      const known = new Set(tables.markets.indices.venuesOf(handle).map(({ name }) => name));
      const missing = Object.entries(VENUE_WEIGHTS).filter(([name]) => !known.has(name));
      if (missing.length > 0) await this.control.weighVenues(symbol, Object.fromEntries(missing));
      await this.quote(symbol);
      for (const { name, isStale } of tables.markets.indices.venuesOf(handle)) if (isStale) await this.control.returnVenue(symbol, name);
      if (tables.markets.row(symbol)?.markPrice == null) await this.control.publishIndex(symbol, this.price(symbol));
    }
  }

  /** Lets the venues live on, and tells what they quote. */
  async step(elapsedMs: number): Promise<void> {
    this.indices.step(elapsedMs);
    await Promise.all(this.listed().map((symbol) => this.quote(symbol)));
  }

  private listed(): readonly string[] {
    const { catalogue } = this.exchange.tables;
    return this.indices.symbols.filter((symbol) => catalogue.find(symbol) !== undefined);
  }

  private quote(symbol: string): Promise<void> {
    const quotes = this.indices.constituents(symbol).map(({ name, price }) => [name, this.rounded(symbol, price)] as const);
    return this.control.quoteVenues(symbol, Object.fromEntries(quotes));
  }

  private rounded(symbol: string, price: number): number {
    const unit = this.exchange.tables.catalogue.find(symbol)?.terms.pointsPerUnit ?? 1;
    return Math.max(1, Math.round(price * unit)) / unit;
  }
}
