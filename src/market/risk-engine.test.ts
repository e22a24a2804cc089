import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { priceToPoints, ticksToPrice } from "../../bff/contract/prices.ts";
import { fundingSats } from "../../bff/contract/pricing/funding.ts";
import { RATE_SCALE } from "../../bff/contract/pricing/round.ts";
import type { FundingRow } from "../../bff/contract/tables/funding.ts";
import type { MarginRow } from "../../bff/contract/tables/margin.ts";
import type { PositionRow } from "../../bff/contract/tables/position.ts";
import type { Side } from "../../bff/contract/vocabulary.ts";
import { LiveEngine } from "../../bff/exchange/testing/live-engine.ts";
import { criticalPrices, marginNeeds, roundTrip } from "./calculators.ts";
import { contractOf } from "./contract.ts";
import { exposureSats, marginLeftSats, marginNeededSats } from "./exposure.ts";
import { fundingOfShort } from "./funding-history.ts";
import { fundsBehind, holdingOf, reachable, termsHeldBy } from "./funds.ts";
import { movedStake } from "./moved-stake.ts";
import { type Held, orderEffect, portfolioOf, positionEffect, togetherEffect } from "./portfolio.ts";
import { pnlSats, SATS, stakeOfPosition } from "./stake.ts";

/**
 * Figures about risk against the engine: an account with positions in several contracts of all kinds, cross and
 * isolated, is put into it; what the pages show is computed from the rows that a browser has; then the marks move, the
 * order trades, the leverage changes, the margin is transferred or funding falls due, and the rows must say the same.
 */

const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
const RUNS = IS_PROOF ? 500 : 10;

const [TRADER, RICH] = [4, 5];
const RICH_SATS = 100_000_000_000_000;

interface Kind {
  readonly symbol: string;
  readonly index: string;
  /** Of the index, in points. */
  readonly points: number;
  readonly ticks: number;
  /** Contracts that cost about a hundredth of a coin. */
  readonly size: number;
}

/** Inverse, quanto, linear. */
const KINDS: readonly Kind[] = [
  { symbol: "XBTUSD", index: ".BXBT", points: 6_000_000, ticks: 120_000, size: 600 },
  { symbol: "ETHUSD", index: ".BETH", points: 20_000, ticks: 4_000, size: 50 },
  { symbol: "ETHXBT", index: ".BETHXBT", points: 3_000_000, ticks: 3_000, size: 1 },
];

/** Prices are so many ten-thousandths off the middle, sizes so many times the kind's own, shares of a position in per cent. */
const heldIn = fc.record({
  leverage: fc.constantFrom(0, 0, 100, 200, 500, 1_000, 2_500),
  riskSteps: fc.constantFrom(0, 0, 0, 2),
  held: fc.integer({ min: -12, max: 12 }),
  heldAt: fc.integer({ min: -100, max: 100 }),
  postedShare: fc.constantFrom(0, 0, 5, 40),
});
const account = fc.record({
  sats: fc.integer({ min: 20_000_000, max: 400_000_000 }),
  held: fc.tuple(heldIn, heldIn, heldIn),
});
type Account = typeof account extends fc.Arbitrary<infer T> ? T : never;
const oneKind = fc.constantFrom(...KINDS);
const move = fc.integer({ min: -30, max: 30 }).map((percent) => percent / 100);

const NOTHING = { leverage: 0, riskSteps: 0, held: 0, heldAt: 0, postedShare: 0 } as const;
const NOBODY: Account["held"] = [NOTHING, NOTHING, NOTHING];

const sideOf = (contracts: number): Side => (contracts > 0 ? "Buy" : "Sell");

class Market {
  readonly engine = new LiveEngine();

  constructor({ sats, held }: Account) {
    const { engine } = this;
    for (const { index, points } of KINDS) engine.index(index, points);
    engine.open(TRADER, sats);
    engine.open(RICH, RICH_SATS);
    for (const [i, kind] of KINDS.entries()) {
      const given = held[i] as Account["held"][number];
      engine.riskLimit(TRADER, kind.symbol, given.riskSteps);
      engine.leverage(TRADER, kind.symbol, given.leverage);
      this.trade(kind, given.held * kind.size, Math.round(kind.ticks * (1 + given.heldAt / 10_000)));
      const posted = Math.floor((this.position(kind)?.posMargin ?? 0) * (given.postedShare / 100));
      if (posted > 0 && given.leverage > 0) engine.transferMargin(TRADER, kind.symbol, posted);
    }
  }

  /** The trader takes from the book. @returns code of the refusal, 0 for none */
  trade({ symbol }: Kind, contracts: number, ticks: number): number {
    if (contracts === 0) return -1;
    const order = { symbol, contracts: Math.abs(contracts), ticks };
    this.engine.place(RICH, { ...order, side: sideOf(-contracts) });
    const code = this.engine.place(TRADER, { ...order, side: sideOf(contracts) });
    // What the trader can't have must not stand in the way.
    if (code !== 0) this.engine.place(RICH, { ...order, side: sideOf(contracts) });
    return code;
  }

  /** Moves all marks, or one. */
  move(by: number, only?: Kind): void {
    for (const { index, points } of only === undefined ? KINDS : [only]) this.engine.index(index, Math.round(points * (1 + by)));
  }

  get positions(): readonly PositionRow[] {
    return this.engine.positionRows(TRADER);
  }

  position({ symbol }: Kind): PositionRow | undefined {
    return this.positions.find((row) => row.symbol === symbol);
  }

  get margin(): MarginRow {
    const row = this.engine.marginRow(TRADER);
    if (row === null) throw new Error("the trader has no margin row");
    return row;
  }

  /** Wallet and unrealised profit. */
  get equity(): number {
    return this.margin.marginBalance;
  }

  facts(symbol: string) {
    const row = this.engine.tables.markets.row(symbol);
    const contract = row === undefined ? null : contractOf(row);
    if (contract === null || row === undefined || row.markPrice === null) throw new Error("the contract has no terms or no mark");
    return { terms: contract.terms, mark: row.markPrice, fundingRate: row.fundingRate };
  }

  /** As the risk panel has it. */
  stake(kind: Kind) {
    const row = this.position(kind);
    const { terms, fundingRate } = this.facts(kind.symbol);
    return stakeOfPosition(
      termsHeldBy(terms, row),
      row,
      fundsBehind(kind.symbol, this.margin, this.positions),
      holdingOf(row, fundingRate),
    );
  }

  /** As the portfolio page has it. */
  get portfolio(): readonly Held[] {
    return portfolioOf(this.positions, [], (symbol) => this.facts(symbol));
  }
}

describe("RSK-007 RSK-002 figures of a position", () => {
  test("RSK-007 PnL, exposure, margin left and margin required at a price are the engine's rows once the mark is there", () => {
    let compared = 0;
    fc.assert(
      fc.property(account, oneKind, move, (given, kind, by) => {
        const market = new Market(given);
        const stake = market.stake(kind);
        const held = market.position(kind)?.currentQty ?? 0;
        market.move(by, kind);
        const row = market.position(kind);
        // What was liquidated on the way is another test's.
        if (stake === null || row === undefined || row.currentQty !== held || row.riskLimit !== stake.terms.riskLimitSats) return;
        const price = row.markPrice ?? Number.NaN;
        const pnl = row.unrealisedPnl ?? Number.NaN;
        expect({
          pnl: pnlSats(stake, price),
          exposure: Math.abs(exposureSats(stake, price)),
          needed: marginNeededSats(stake, price),
          left: stake.leverage === 0 ? null : marginLeftSats(stake, price),
        }).toEqual({
          pnl,
          exposure: Math.abs(row.markValue ?? Number.NaN),
          needed: row.posMaint,
          left: stake.leverage === 0 ? null : row.posMargin + pnl,
        });
        compared += 1;
      }),
      { numRuns: 2 * RUNS },
    );
    expect(compared).toBeGreaterThan(RUNS / 4);
  });

  test("RSK-007 RSK-003 what leverage and added margin would make of it is what they make of it", () => {
    let compared = 0;
    fc.assert(
      fc.property(
        account,
        oneKind,
        fc.constantFrom(0, 100, 300, 1_000, 2_500),
        fc.constantFrom(0, 1, 20),
        (given, kind, leverage, share) => {
          const market = new Market(given);
          const before = market.position(kind);
          if (before === undefined || !before.isOpen) return;
          const { terms, fundingRate } = market.facts(kind.symbol);
          const held = holdingOf(before, fundingRate);
          // Margin goes into a position that has its own; it stands when leverage changes from one isolated figure to another.
          const isAdding = share > 0 && held.leverage > 0;
          const addedSats = isAdding ? Math.floor((before.posMargin * share) / 100) : 0;
          const moved = movedStake({
            terms: termsHeldBy(terms, before),
            holding: isAdding ? held : { ...held, leverage },
            preview: null,
            funds: fundsBehind(kind.symbol, market.margin, market.positions),
            addedSats,
            coinUsd: null,
          });
          const code = isAdding
            ? market.engine.transferMargin(TRADER, kind.symbol, addedSats)
            : market.engine.leverage(TRADER, kind.symbol, leverage);
          if (code !== 0) return;
          const row = market.position(kind);
          expect([moved?.liquidation, moved?.bankruptcy].map((price) => reachable(price ?? null))).toEqual(
            [row?.liquidationPrice, row?.bankruptPrice].map((price) => reachable(price ?? null)),
          );
          if (moved?.leverage !== 0) expect(moved?.collateralSats).toBe(row?.posMargin);
          compared += 1;
        },
      ),
      { numRuns: 2 * RUNS },
    );
    expect(compared).toBeGreaterThan(RUNS / 4);
  });
});

describe("RSK-006 RSK-007 a portfolio", () => {
  test("RSK-006 a common move is to equity what the grid says, and liquidates where it says so", () => {
    const seen = { kept: 0, gone: 0 };
    fc.assert(
      fc.property(account, move, (given, by) => {
        const market = new Market(given);
        const { portfolio, equity } = market;
        const before = new Map(market.positions.map((row) => [row.symbol, row.currentQty]));
        // A price within the tick of a liquidation price may lie on either side of it.
        const isNear = portfolio.some(
          ({ liquidation, mark, terms }) =>
            liquidation !== null && Math.abs(mark * (1 + by) - liquidation) <= (2 * terms.pointsPerTick) / terms.pointsPerUnit,
        );
        if (isNear) return;
        const shown = togetherEffect(portfolio, market.margin, () => by);
        market.move(by);
        const isGone = market.positions.some((row) => row.currentQty !== before.get(row.symbol));
        const isLowered = market.positions.some(
          (row) => row.riskLimit !== (portfolio.find(({ symbol }) => symbol === row.symbol)?.terms.riskLimitSats ?? row.riskLimit),
        );
        if (isLowered) return;
        expect(shown.isLiquidated).toBe(isGone);
        const came = market.equity - equity;
        // Cross positions are taken over one after another, and what the first leaves over is the next one's: the grid shows all of it lost.
        if (isGone && portfolio.some(({ holding }) => holding.leverage === 0)) expect(shown.sats).toBeLessThanOrEqual(came);
        else expect(shown.sats).toBe(came);
        seen[isGone ? "gone" : "kept"] += 1;
      }),
      { numRuns: 2 * RUNS },
    );
    expect(seen.kept).toBeGreaterThan(RUNS / 4);
    if (IS_PROOF) expect(seen.gone).toBeGreaterThan(RUNS / 8);
  });

  test("RSK-006 the same for a move of one contract alone, and an isolated position costs its margin where it is liquidated", () => {
    let gone = 0;
    fc.assert(
      fc.property(account, oneKind, move, (given, kind, by) => {
        const market = new Market(given);
        const { portfolio, equity } = market;
        const one = portfolio.find(({ symbol }) => symbol === kind.symbol);
        if (one === undefined || one.holding.leverage === 0 || one.terms.riskLimitSats !== market.facts(kind.symbol).terms.riskLimitSats)
          return;
        const tick = one.terms.pointsPerTick / one.terms.pointsPerUnit;
        if (one.liquidation !== null && Math.abs(one.mark * (1 + by) - one.liquidation) <= 2 * tick) return;
        const shown = positionEffect(one, by);
        market.move(by, kind);
        const row = market.position(kind);
        const isGone = row?.currentQty !== one.holding.contracts;
        expect(shown).toEqual({ sats: market.equity - equity, isLiquidated: isGone });
        if (isGone) gone += 1;
      }),
      { numRuns: 3 * RUNS },
    );
    if (IS_PROOF) expect(gone).toBeGreaterThan(RUNS / 8);
  });

  test("RSK-006 an open order that fills in the course of a move costs what the grid says, where that is worse", () => {
    let filled = 0;
    fc.assert(
      fc.property(
        account,
        oneKind,
        fc.integer({ min: -8, max: 8 }),
        fc.integer({ min: -300, max: 300 }),
        move,
        (given, kind, lots, off, by) => {
          const market = new Market({
            ...given,
            sats: 50 * given.sats,
            held: given.held.map((one) => ({ ...one, leverage: 0 })) as Account["held"],
          });
          const { terms, mark } = market.facts(kind.symbol);
          const ticks = Math.round(kind.ticks * (1 + off / 10_000));
          const contracts = lots * kind.size;
          const price = (ticks * terms.pointsPerTick) / terms.pointsPerUnit;
          const nothing = holdingOf(undefined, null);
          const shown = orderEffect(
            { symbol: kind.symbol, terms, mark, holding: nothing, liquidation: null, bankruptcy: null, orders: [] },
            { orderID: "", contracts, price },
            by,
          );
          const still = new Market({
            ...given,
            sats: 50 * given.sats,
            held: given.held.map((one) => ({ ...one, leverage: 0 })) as Account["held"],
          });
          still.move(by, kind);
          if (market.trade(kind, contracts, ticks) !== 0) return;
          market.move(by, kind);
          // As if the order had been all that was there.
          const came = market.equity - still.equity;
          expect(shown.sats).toBe(Math.min(0, came));
          filled += 1;
        },
      ),
      { numRuns: RUNS },
    );
    expect(filled).toBeGreaterThan(RUNS / 4);
  });
});

describe("RSK-007 RSK-010 the calculators", () => {
  test("RSK-007 margin, liquidation and bankruptcy of a position entered at one price, and what closing it brings, are the engine's", () => {
    let compared = 0;
    fc.assert(
      fc.property(
        oneKind,
        fc.constantFrom(0, 100, 300, 1_000, 2_500),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: 30_000_000, max: 300_000_000 }),
        (kind, leverage, lots, isLong, off, sats) => {
          const market = new Market({ sats, held: NOBODY });
          market.engine.leverage(TRADER, kind.symbol, leverage);
          const contracts = (isLong ? 1 : -1) * lots * kind.size;
          if (market.trade(kind, contracts, kind.ticks) !== 0) return;
          const { terms } = market.facts(kind.symbol);
          const entered = { terms, contracts, entryTicks: kind.ticks, leverage };
          const row = market.position(kind);
          const { costSats, initialSats, reserveSats, maintenanceSats } = marginNeeds(entered);
          expect({ costSats, initialSats, reserveSats, maintenanceSats }).toEqual({
            costSats: Math.abs(row?.posCost ?? 0),
            initialSats: row?.posInit,
            reserveSats: row?.posComm,
            maintenanceSats: row?.posMaint,
          });
          // What stands in the wallet once the fee of opening is paid.
          const { liquidation, bankruptcy } = criticalPrices(entered, market.margin.walletBalance);
          const price = (ticks: number | null) => (ticks === null ? null : ticksToPrice(terms, ticks));
          expect([price(liquidation), price(bankruptcy)]).toEqual([
            reachable(row?.liquidationPrice ?? null),
            reachable(row?.bankruptPrice ?? null),
          ]);
          const exit = Math.round(kind.ticks * (1 + off / 10_000));
          if (market.trade(kind, -contracts, exit) !== 0) return;
          expect(market.margin.walletBalance - sats).toBe(roundTrip(entered, exit).netSats);
          compared += 1;
        },
      ),
      { numRuns: RUNS },
    );
    expect(compared).toBeGreaterThan(RUNS / 4);
  });
});

describe("RSK-005 RSK-007 RSK-010 funding", () => {
  const HOUR_MS = 3_600_000;

  test("RSK-005 each payment is what the calculator says of the value at the mark, in every kind of contract", () => {
    let paid = 0;
    fc.assert(
      fc.property(account, (given) => {
        const market = new Market(given);
        // The first interval costs nothing.
        market.engine.pass(8 * HOUR_MS);
        market.move(0);
        const expected = market.positions.map(({ symbol, currentQty }) => {
          const { terms, mark, fundingRate } = market.facts(symbol);
          const sats = fundingSats(terms, currentQty, priceToPoints(terms, mark) ?? 0, Math.round((fundingRate ?? 0) * RATE_SCALE));
          if (sats !== 0) paid += 1;
          return sats;
        });
        const { walletBalance } = market.margin;
        const before = market.positions.map(({ currentQty }) => currentQty);
        market.engine.pass(8 * HOUR_MS);
        if (market.positions.some(({ currentQty }, i) => currentQty !== before[i])) return;
        expect(walletBalance - market.margin.walletBalance).toBe(expected.reduce((sum, sats) => sum + sats, 0));
      }),
      { numRuns: RUNS },
    );
    expect(paid).toBeGreaterThan(RUNS / 2);
  });

  test("RSK-005 the dollars that a short would have earned over the history there is are those that one earned", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.array(move, { minLength: 1, maxLength: 12 }), (lots, moves) => {
        const market = new Market({ sats: 10_000_000_000, held: NOBODY });
        const [kind] = KINDS as [Kind];
        const contracts = 100 * lots;
        market.trade(kind, -contracts, kind.ticks);
        market.engine.pass(8 * HOUR_MS);
        const rows: FundingRow[] = [];
        let dollars = 0;
        for (const [i, by] of moves.entries()) {
          market.move(by, kind);
          const { mark, fundingRate } = market.facts(kind.symbol);
          const { walletBalance } = market.margin;
          market.engine.pass(8 * HOUR_MS);
          dollars += ((market.margin.walletBalance - walletBalance) / SATS) * mark;
          const timestamp = new Date(1_560_000_000_000 + i * 8 * HOUR_MS).toISOString();
          rows.push({ timestamp, symbol: kind.symbol, fundingInterval: timestamp, fundingRate, fundingRateDaily: null });
        }
        const shown = (fundingOfShort(rows)?.share ?? Number.NaN) * contracts;
        // Each payment is rounded to the satoshi, and the value to one a lot.
        const rounding = moves.length * 78_000e-8 * 3 + (lots * moves.length * 78_000e-8) / 100;
        expect(Math.abs(shown - dollars)).toBeLessThanOrEqual(rounding);
        expect(Math.sign(shown)).toBe(Math.sign(dollars));
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });
});
