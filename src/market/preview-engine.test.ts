import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { priceToPoints, ticksToPrice } from "../../bff/contract/prices.ts";
import type { MarginRow } from "../../bff/contract/tables/margin.ts";
import type { PositionRow } from "../../bff/contract/tables/position.ts";
import type { Side } from "../../bff/contract/vocabulary.ts";
import { LiveEngine } from "../../bff/exchange/testing/live-engine.ts";
import { Book } from "./book.ts";
import { type Contract, contractOf } from "./contract.ts";
import { fundsBehind, holdingOf, reachable, termsHeldBy } from "./funds.ts";
import { previewOrder } from "./order-preview.ts";

/**
 * The preview against the engine: the typed order is previewed from the rows that a browser has, then placed, what
 * rests of it is filled by somebody else, and the rows that come must say what the preview said, to the satoshi.
 */

const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
const RUNS = IS_PROOF ? 20_000 : 40;

const [TRADER, OTHER, RICH] = [4, 5, 6];
const RICH_SATS = 100_000_000_000_000;
const DEPTH = 25;

interface Kind {
  readonly symbol: string;
  readonly index: string;
  /** Of the index, and of the price around which the book stands. */
  readonly points: number;
  readonly ticks: number;
  /** Contracts that cost about a hundredth of a coin. */
  readonly size: number;
}

const KINDS: readonly Kind[] = [
  { symbol: "XBTUSD", index: ".BXBT", points: 6_000_000, ticks: 120_000, size: 600 },
  { symbol: "ETHUSD", index: ".BETH", points: 20_000, ticks: 4_000, size: 50 },
  { symbol: "ETHXBT", index: ".BETHXBT", points: 3_000_000, ticks: 3_000, size: 1 },
];

/** Prices are so many ten-thousandths off the middle; sizes so many times the kind's own. */
const state = fc.record({
  sats: fc.integer({ min: 2_000_000, max: 400_000_000 }),
  leverage: fc.constantFrom(0, 0, 100, 300, 1_000, 2_500, 5_000),
  riskSteps: fc.constantFrom(0, 0, 1, 3),
  held: fc.integer({ min: -12, max: 12 }),
  heldAt: fc.integer({ min: -150, max: 150 }),
  postedShare: fc.constantFrom(0, 0, 5, 40),
  resting: fc.integer({ min: -6, max: 6 }),
  elsewhere: fc.integer({ min: -8, max: 8 }),
  book: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
});
const typed = fc.record({
  side: fc.constantFrom<Side>("Buy", "Sell"),
  size: fc.integer({ min: 1, max: 20 }),
  /** Null at market. */
  off: fc.option(fc.integer({ min: -60, max: 60 }), { nil: null, freq: 3 }),
  isReduceOnly: fc.boolean(),
});
type State = typeof state extends fc.Arbitrary<infer T> ? T : never;

const sideOf = (contracts: number): Side => (contracts > 0 ? "Buy" : "Sell");
const other = (side: Side): Side => (side === "Buy" ? "Sell" : "Buy");

class Market {
  readonly engine = new LiveEngine();
  readonly kind: Kind;

  constructor(kind: Kind, given: State) {
    this.kind = kind;
    const { engine } = this;
    for (const { index, points } of KINDS) engine.index(index, points);
    engine.open(TRADER, given.sats);
    engine.open(OTHER, RICH_SATS);
    engine.open(RICH, RICH_SATS);
    const { symbol, size } = kind;
    engine.riskLimit(TRADER, symbol, given.riskSteps);
    engine.leverage(TRADER, symbol, given.leverage);
    const elsewhere = KINDS.find((one) => one.symbol !== symbol) ?? kind;
    this.trade(elsewhere, given.elsewhere * elsewhere.size, elsewhere.ticks);
    this.trade(kind, given.held * size, this.at(given.heldAt));
    const posted = Math.floor((this.position()?.posMargin ?? 0) * (given.postedShare / 100));
    if (posted > 0 && given.leverage > 0) engine.transferMargin(TRADER, symbol, posted);
    // An own order that rests far enough off to be met by none.
    if (given.resting !== 0) {
      const side = sideOf(given.resting);
      engine.place(TRADER, { symbol, side, contracts: Math.abs(given.resting) * size, ticks: this.at(side === "Buy" ? -300 : 300) });
    }
    // One order a level: what several of one level round each by itself no book tells.
    // The last is so deep that no own order behind it is met: what one would meet there is cancelled instead.
    for (const [i, depth] of [...given.book, 100].entries()) {
      for (const side of ["Buy", "Sell"] as const) {
        const ticks = this.at((side === "Buy" ? -1 : 1) * (4 + 3 * i));
        engine.place(RICH, { symbol, side, contracts: depth * size, ticks });
      }
    }
  }

  at(tenThousandths: number): number {
    return Math.round(this.kind.ticks * (1 + tenThousandths / 10_000));
  }

  private trade({ symbol }: Kind, contracts: number, ticks: number): void {
    if (contracts === 0) return;
    const order = { symbol, contracts: Math.abs(contracts), ticks };
    this.engine.place(OTHER, { ...order, side: other(sideOf(contracts)) });
    const code = this.engine.place(TRADER, { ...order, side: sideOf(contracts) });
    // What the trader can't have must not stand in the way.
    if (code !== 0) this.engine.place(RICH, { ...order, side: sideOf(contracts) });
  }

  position(): PositionRow | undefined {
    return this.engine.positionRows(TRADER).find(({ symbol }) => symbol === this.kind.symbol);
  }

  get margin(): MarginRow {
    const row = this.engine.marginRow(TRADER);
    if (row === null) throw new Error("the trader has no margin row");
    return row;
  }

  get contract(): Contract {
    const row = this.engine.tables.markets.row(this.kind.symbol);
    const contract = row === undefined ? null : contractOf(row);
    if (contract === null) throw new Error("the contract has no terms");
    return contract;
  }

  /** What orders and positions bind. */
  get setAside(): number {
    return this.margin.initMargin + this.engine.positionRows(TRADER).reduce((sum, { posMargin }) => sum + posMargin, 0);
  }

  preview(order: { readonly side: Side; readonly contracts: number; readonly ticks: number | null; readonly isReduceOnly: boolean }) {
    const { symbol } = this.kind;
    const row = this.engine.tables.markets.row(symbol);
    const terms = termsHeldBy(this.contract.terms, this.position());
    const book = new Book();
    book.replace(
      this.engine.tables.markets
        .bookRows(symbol, DEPTH)
        .map(({ id, side, size, price }) => ({ id, side: side as Side, size: size ?? 0, price: price ?? 0 })),
    );
    return previewOrder(
      terms,
      book,
      priceToPoints(terms, row?.markPrice ?? 0) ?? 0,
      holdingOf(this.position(), row?.fundingRate),
      fundsBehind(symbol, this.margin, this.engine.positionRows(TRADER)),
      { side: order.side, contracts: order.contracts, limitTicks: order.ticks, isPostOnly: false, isReduceOnly: order.isReduceOnly },
    );
  }
}

describe.each(KINDS.map((kind) => [kind.symbol, kind] as const))("TKT-003 the preview of an order in %s", (symbol, kind) => {
  test("TKT-003 is what the engine makes of it: what is set aside when it is placed, and position, fee, result, average, break-even, liquidation and bankruptcy once it has filled", () => {
    let filled = 0;
    let dear = 0;
    fc.assert(
      fc.property(state, typed, (given, { side, size, off, isReduceOnly }) => {
        const market = new Market(kind, given);
        const { engine } = market;
        const order = { symbol, side, contracts: size * kind.size, ticks: off === null ? null : market.at(off), isReduceOnly };
        const preview = market.preview(order);
        const [cash, bound] = [market.margin.walletBalance, market.setAside];
        const code = engine.place(TRADER, order);
        if (code === LiveEngine.tooDear) {
          expect(preview.isTooDear).toBe(true);
          dear += 1;
        }
        if (code !== 0) return;
        // What a market order can't pay for is refused, or ends where the account could bear no more.
        if (preview.isTooDear && off === null) {
          expect(Math.abs(market.setAside - bound)).toBeLessThan(preview.marginSats);
          dear += 1;
          return;
        }
        expect(market.setAside - bound).toBe(preview.marginSats);
        // What rests is taken by somebody who comes for it.
        const rests = preview.contracts - preview.takerContracts;
        if (rests > 0) engine.place(RICH, { symbol, side: other(side), contracts: rests, ticks: order.ticks });
        const after = market.position();
        const terms = termsHeldBy(market.contract.terms, after);
        const priceOf = (ticks: number | null) => (ticks === null ? null : ticksToPrice(terms, ticks));
        expect({
          contracts: after?.currentQty ?? 0,
          costSats: after?.posCost ?? 0,
          cash: market.margin.walletBalance - cash,
          average: after?.avgEntryPrice ?? null,
          breakEven: after?.breakEvenPrice ?? null,
          liquidation: reachable(after?.liquidationPrice ?? null),
          bankruptcy: reachable(after?.bankruptPrice ?? null),
        }).toEqual({
          contracts: preview.contractsAfter,
          costSats: preview.costAfterSats,
          cash: preview.realisedSats - preview.feeSats,
          average: preview.averageAfter,
          breakEven: preview.breakEven,
          liquidation: priceOf(preview.liquidation),
          bankruptcy: priceOf(preview.bankruptcy),
        });
        filled += 1;
      }),
      { numRuns: RUNS },
    );
    // Most of the states must be such that the order trades and, among many, some such that it can't be paid for.
    expect(filled).toBeGreaterThan(RUNS / 3);
    if (RUNS > 1_000) expect(dear).toBeGreaterThan(0);
  });
});
