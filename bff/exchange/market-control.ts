import { refused, TEXT } from "../contract/errors.ts";
import { LAST_MOMENT_MS } from "../contract/moments.ts";
import { priceToPoints } from "../contract/prices.ts";
import { WEIGHT_SCALE } from "../engine/constituents.ts";
import { encode } from "../engine/encode.ts";
import { encodeIndex } from "../engine/index-commands.ts";
import { PROTECTION } from "../engine/index-rules.ts";
import type { Listed } from "./catalogue.ts";
import { ContractControl } from "./contract-control.ts";
import type { Exchange } from "./exchange.ts";
import { usualLimit } from "./listings/make-indices.ts";
import type { Venue } from "./live/live-indices.ts";

/** Rules that may guard an index, as an operator calls them. */
const PRESETS = { off: PROTECTION.off, "2017": PROTECTION.of2017, "2020": PROTECTION.of2020 } as const;
export type ProtectionName = keyof typeof PRESETS;

/** What moves the market from outside: index prices and, where it is commanded, time. */
export class MarketControl {
  /** The life of contracts. */
  readonly contracts: ContractControl;
  private readonly exchange: Exchange;

  constructor(exchange: Exchange) {
    this.exchange = exchange;
    this.contracts = new ContractControl(exchange);
  }

  /**
   * Publishes a price of an index, which marks every contract that refers to it.
   *
   * @param timeMs moment of the price where time is commanded
   * @throws ContractError 400 for a symbol that is no index, or a price with too many decimals
   */
  async publishIndex(symbol: string, price: number, timeMs = 0): Promise<void> {
    const listed = this.index(symbol);
    const points = priceToPoints(listed.terms, price);
    if (points === null) throw refused(TEXT.invalidPrice);
    await this.exchange.submit((out) => encode.index(out, listed.handle, points, timeMs));
  }

  /**
   * Takes over what venues of an index quote; it is published from that at the next fifth second.
   *
   * @param prices by the venues' names, with no more decimals than the index has
   * @param timeMs moment of the prices where time is commanded
   * @throws ContractError 400 for a symbol that is no index or a venue that it has not
   */
  async quoteVenues(symbol: string, prices: Readonly<Record<string, number>>, timeMs = 0): Promise<void> {
    const listed = this.index(symbol);
    const quotes = Object.entries(prices).map(([name, price]) => {
      const points = priceToPoints(listed.terms, price);
      if (points === null) throw refused(TEXT.invalidPrice);
      return { constituent: this.venue(listed, name).handle, points };
    });
    await this.exchange.submit((out) => encodeIndex.quote(out, listed.handle, timeMs, quotes));
  }

  /**
   * Gives venues of an index other weights; a name that it has not yet is a new venue.
   *
   * @param weights shares of one, to eight decimals; 0 takes a venue out
   * @param atMs moment from which they hold; 0 for now
   * @throws ContractError 400 for a symbol that is no index made of venues
   */
  async weighVenues(symbol: string, weights: Readonly<Record<string, number>>, atMs = 0): Promise<void> {
    const { handle } = this.index(symbol);
    const wishes = Object.entries(weights).map(([name, share]) => ({ name, weight: Math.round(share * WEIGHT_SCALE) }));
    await this.exchange.submit((out) => encodeIndex.weigh(out, handle, atMs, wishes));
  }

  /** Chooses the rules that guard an index. @param limit fraction of the median; null for the usual one */
  async protectIndex(symbol: string, protection: ProtectionName, limit: number | null): Promise<void> {
    const { handle, description } = this.index(symbol);
    const preset = PRESETS[protection];
    const basisPoints = limit === null ? usualLimit(description.quoteCurrency) : Math.round(limit * 10_000);
    await this.exchange.submit((out) => encodeIndex.protect(out, handle, preset, basisPoints));
  }

  /** Lets a venue in again that protection has left out. @throws ContractError 400 when it is in */
  async returnVenue(symbol: string, name: string): Promise<void> {
    const listed = this.index(symbol);
    const { handle } = this.venue(listed, name);
    await this.exchange.submit((out) => encodeIndex.letBack(out, listed.handle, handle));
  }

  private index(symbol: string): Listed {
    const listed = this.exchange.tables.catalogue.find(symbol);
    if (listed === undefined || listed.index !== null) throw refused(TEXT.invalidSymbol);
    return listed;
  }

  private venue(listed: Listed, name: string): Venue {
    const found = this.exchange.tables.markets.indices.venuesOf(listed.handle).find((venue) => venue.name === name);
    if (found === undefined) throw refused(`Index ${listed.symbol} has no venue ${name}`);
    return found;
  }

  /** Moves commanded time forward; backwards it never goes. @throws ContractError 400 for a moment beyond the year 9999 */
  async advanceTo(timeMs: number): Promise<void> {
    if (!(timeMs <= LAST_MOMENT_MS)) throw refused("The clock ends with the year 9999");
    await this.exchange.submit((out) => encode.clock(out, timeMs));
  }
}
