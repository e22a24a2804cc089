import { refused, TEXT } from "../contract/errors.ts";
import { LAST_MOMENT_MS } from "../contract/moments.ts";
import { priceToPoints } from "../contract/prices.ts";
import { encode } from "../engine/commands.ts";
import type { Exchange } from "./exchange.ts";

/** What moves the market from outside: index prices and, where it is commanded, time. */
export class MarketControl {
  private readonly exchange: Exchange;

  constructor(exchange: Exchange) {
    this.exchange = exchange;
  }

  /**
   * Publishes a price of an index, which marks every contract that refers to it.
   *
   * @param timeMs moment of the price where time is commanded
   * @throws ContractError 400 for a symbol that is no index, or a price with too many decimals
   */
  async publishIndex(symbol: string, price: number, timeMs = 0): Promise<void> {
    const listed = this.exchange.tables.catalogue.find(symbol);
    if (listed === undefined || listed.index !== null) throw refused(TEXT.invalidSymbol);
    const points = priceToPoints(listed.terms, price);
    if (points === null) throw refused(TEXT.invalidPrice);
    await this.exchange.submit((out) => encode.index(out, listed.handle, points, timeMs));
  }

  /** Moves commanded time forward; backwards it never goes. @throws ContractError 400 for a moment beyond the year 9999 */
  async advanceTo(timeMs: number): Promise<void> {
    if (!(timeMs <= LAST_MOMENT_MS)) throw refused("The clock ends with the year 9999");
    await this.exchange.submit((out) => encode.clock(out, timeMs));
  }
}
