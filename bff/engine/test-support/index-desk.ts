import { WEIGHT_SCALE } from "../constituents.ts";
import { encodeIndex } from "../index-commands.ts";
import { INDEX_KIND, PROTECTION } from "../index-rules.ts";
import type { ConstituentRecord, IndexRuleRecord } from "../reference/read-records.ts";
import { NONE } from "../rows.ts";
import type { Outcome, TestMarket } from "../testing.ts";

/** A composite index of a test market: venues by name, prices in its unit, moments on the market's clock. */
export class IndexDesk {
  readonly market: TestMarket;
  readonly symbol: string;

  /** @param weights of its venues, as shares of one */
  constructor(market: TestMarket, symbol: string, weights: Readonly<Record<string, number>>) {
    this.market = market;
    this.symbol = symbol;
    market.send((out) => encodeIndex.make(out, this.handle, INDEX_KIND.composite, NONE));
    this.weigh(weights);
  }

  get handle(): number {
    return this.market.instrument(this.symbol);
  }

  weigh(weights: Readonly<Record<string, number>>, atMs = 0): Outcome {
    const wishes = Object.entries(weights).map(([name, share]) => ({ name, weight: Math.round(share * WEIGHT_SCALE) }));
    return this.market.send((out) => encodeIndex.weigh(out, this.handle, atMs, wishes));
  }

  quote(prices: Readonly<Record<string, number>>): Outcome {
    const told = Object.entries(prices).map(([name, price]) => ({
      constituent: this.venue(name).constituent,
      points: Math.round(price * 100),
    }));
    return this.market.send((out) => encodeIndex.quote(out, this.handle, 0, told));
  }

  protect(protection: keyof typeof PROTECTION, limitBasisPoints = 2_500): Outcome {
    return this.market.send((out) => encodeIndex.protect(out, this.handle, PROTECTION[protection], limitBasisPoints));
  }

  letBack(name: string): Outcome {
    return this.market.send((out) => encodeIndex.letBack(out, this.handle, this.venue(name).constituent));
  }

  /** Lets the clock stand at a moment, and whatever was due by then happen. */
  at(atMs: number): Outcome {
    this.market.nowMs = atMs - 1;
    return this.market.pass(0);
  }

  /** The venue as its rows tell. */
  venue(name: string): ConstituentRecord {
    const found = [...this.market.rows.constituents.values()].find((row) => row.index === this.handle && row.name === name);
    if (found === undefined) throw new Error(`${this.symbol} has no venue ${name}`);
    return found;
  }

  get rule(): IndexRuleRecord {
    const rule = this.market.rows.indexRules.get(this.handle);
    if (rule === undefined) throw new Error(`${this.symbol} has no rule`);
    return rule;
  }

  get price(): number {
    return this.market.rows.mark(this.handle).markPoints / 100;
  }
}
