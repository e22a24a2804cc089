import { describe, expect, test } from "vitest";
import type { ContractTerms } from "../bff/contract/pricing/terms.ts";
import { lotValueSats } from "../bff/contract/pricing/value.ts";
import type { MarginRow } from "../bff/contract/tables/margin.ts";
import type { PositionRow } from "../bff/contract/tables/position.ts";
import { accountNumber } from "../bff/engine/accounts.ts";
import { factsOf, standingOf, standingOfAccount } from "../bff/engine/margin.ts";
import { RECORD } from "../bff/engine/records.ts";
import { SlotReader } from "../bff/engine/slots.ts";
import { TestMarket, XBTUSD } from "../bff/engine/testing.ts";
import { Catalogue } from "../bff/exchange/catalogue.ts";
import { LiveAccounts, type Marks } from "../bff/exchange/live/live-accounts.ts";
import { seededRandom } from "../bff/exchange/testing/drill.ts";
import { Book } from "../src/market/book.ts";
import { exposureSats, marginLeftSats, marginNeededSats } from "../src/market/exposure.ts";
import { fundsBehind, holdingOf, reachable } from "../src/market/funds.ts";
import { mostTakenOutSats, movedStake } from "../src/market/moved-stake.ts";
import { previewOrder } from "../src/market/order-preview.ts";
import { MOVES, pnlSats, type Stake, stakeOfPosition } from "../src/market/stake.ts";

/**
 * What the terminal shows of risk, held against the engine: random accounts in contracts of all kinds, cross and isolated.
 * The engine is asked by letting it happen: the mark moves there, the order trades, the margin is transferred.
 */
const KINDS: readonly { readonly symbol: string; readonly terms: ContractTerms; readonly mark: number }[] = [
  { symbol: "INVERSE", terms: XBTUSD, mark: 60_000 },
  { symbol: "QUANTO", terms: { ...XBTUSD, isInverse: false, multiplierSats: 100, lotSize: 1, valuationLot: 1 }, mark: 3_000 },
  { symbol: "LINEAR", terms: { ...XBTUSD, isInverse: false, multiplierSats: 800, lotSize: 1, valuationLot: 1 }, mark: 500 },
];
const indexOf = (symbol: string) => `.${symbol}`;
const SEEDS = Array.from({ length: process.env["FAIRMARK_PROVE"] === "1" ? 2_000 : 15 }, (_, seed) => seed);

interface Seen {
  readonly position: (symbol: string) => PositionRow;
  readonly positions: readonly PositionRow[];
  readonly margin: MarginRow;
}

/** The account's rows as the terminal would have them from the stream. */
function seen(market: TestMarket, name: string): Seen {
  const [catalogue, accounts, points] = [new Catalogue(), new LiveAccounts(), new Map<number, number>()];
  const record = new SlotReader(market.imageRaw());
  const number = (field: number) => record.number(field);
  for (; !record.done; record.next()) {
    if (record.kind === RECORD.instrument) catalogue.read(record);
    else if (record.kind === RECORD.mark) points.set(number(1), number(2));
    else if (record.kind === RECORD.account) accounts.read(record, 1);
    else if (record.kind === RECORD.position) accounts.readPosition(record, catalogue.at(number(2)), 1);
  }
  const marks: Marks = {
    points: (handle) => points.get(handle) ?? 0,
    fundingRate: () => 0,
    changedAtMs: () => 1,
    settlePerQuote: () => null,
  };
  const account = accountNumber(market.handle(name));
  const positions = accounts.positionRows(account, marks);
  const find = (symbol: string) => positions.find((row) => row.symbol === symbol) as PositionRow;
  return { position: find, positions, margin: accounts.marginRow(account, marks) as MarginRow };
}

/** An account with a position in one to three contracts. */
function anAccount(seed: number) {
  const random = seededRandom(seed + 1);
  const market = new TestMarket();
  for (const { symbol, terms, mark } of KINDS)
    market.listIndex(indexOf(symbol)).list(symbol, terms, indexOf(symbol)).mark(mark, indexOf(symbol));
  market.withAccount("alice", { xbt: 1 }).withAccount("counterparty", { xbt: 10_000 });
  const chosen = KINDS.filter((_, i) => i === seed % KINDS.length || random() < 0.6);
  for (const { symbol, terms, mark } of chosen) {
    market.leverage("alice", random() < 0.4 ? 0 : 1 + Math.floor(random() * 40), symbol);
    const share = 0.05 + random() * 0.9;
    const perLot = terms.isInverse ? (terms.lotSize * 1e8) / mark : terms.multiplierSats * mark * terms.lotSize;
    const lots = Math.max(1, Math.floor((share * 1e8) / perLot));
    market.withPosition("alice", (random() < 0.5 ? 1 : -1) * lots * terms.lotSize, symbol);
  }
  for (const { symbol, mark } of KINDS) market.mark(Math.round(mark * (0.995 + random() * 0.01) * 2) / 2, indexOf(symbol));
  const held = chosen.filter(({ symbol }) => market.position("alice", symbol).quantity !== 0);
  return { random, market, held };
}

function stakeOf({ position, positions, margin }: Seen, symbol: string, terms: ContractTerms): Stake {
  const row = position(symbol);
  const stake = stakeOfPosition(terms, row, fundsBehind(symbol, margin, positions), holdingOf(row));
  if (stake === null) throw new Error(`no position in ${symbol}`);
  return stake;
}

const standing = (market: TestMarket, symbol: string) => {
  const { state } = market;
  const position = state.positionOf(market.handle("alice"), market.instrument(symbol));
  return standingOf(state, market.instrument(symbol), factsOf(state, position));
};

describe.each(SEEDS)("RSK-007 what is shown is the engine's: account %d", (seed) => {
  test("RSK-007 PnL, margin left and margin required at seven moves, and liquidation at the tick that is shown", () => {
    const { market, held } = anAccount(seed);
    for (const { symbol, terms } of held) {
      const stake = stakeOf(seen(market, "alice"), symbol, terms);
      const mark = market.markOf(symbol);
      for (const move of MOVES) {
        const price = Math.round(mark * (1 + move) * 2) / 2;
        const fork = market.restarted();
        fork.mark(price, indexOf(symbol));
        if (fork.position("alice", symbol).quantity !== stake.contracts) {
          expect(stake.liquidation).not.toBeNull();
          continue;
        }
        const { unrealisedPnl, posMargin, posMaint, isCross } = standing(fork, symbol);
        expect(pnlSats(stake, price)).toBe(unrealisedPnl);
        expect(marginNeededSats(stake, price)).toBe(posMaint);
        if (!isCross) expect(marginLeftSats(stake, price)).toBe(posMargin + unrealisedPnl);
        const account = standingOfAccount(fork.state, fork.handle("alice"));
        if (isCross && held.length === 1) expect(marginLeftSats(stake, price)).toBe(account.crossEquity);
      }
      if (stake.liquidation === null) continue;
      const side = Math.sign(stake.contracts);
      const points = Math.round(stake.liquidation * terms.pointsPerUnit);
      // A tick before the price it stands. Beyond it is gone once a lot has lost the two satoshis that roundings may hold back.
      const tickMoves = (lotValueSats(terms, points) * terms.pointsPerTick) / points;
      const beyond = 1 + Math.ceil(2 / tickMoves);
      for (const [ticks, stands] of [
        [1, true],
        [-beyond, false],
      ] as const) {
        const fork = market.restarted();
        fork.mark(stake.liquidation + (side * ticks) / 2, indexOf(symbol));
        expect([symbol, fork.position("alice", symbol).quantity === stake.contracts]).toEqual([symbol, stands]);
      }
    }
  });

  test("RSK-007 exposure and its slope are those of the engine's value, by numeric differentiation", () => {
    const { market, held } = anAccount(seed);
    for (const { symbol, terms } of held) {
      const stake = stakeOf(seen(market, "alice"), symbol, terms);
      const mark = market.markOf(symbol);
      const step = mark * 0.001;
      const slope = (pnlSats(stake, mark + step) - pnlSats(stake, mark - step)) / (2 * step);
      const exposure = exposureSats(stake, mark);
      // Rounding to whole satoshis a lot, and the bend over the step.
      const lots = Math.abs(stake.contracts) / terms.valuationLot;
      expect(Math.abs(slope * mark - exposure)).toBeLessThan((lots + 1) * 2_000 + Math.abs(exposure) * 1e-4);
    }
  });

  test("RSK-003 RSK-007 an order, another leverage and more margin leave what the handles show", () => {
    const { random, market, held } = anAccount(seed);
    for (const { symbol, terms } of held) {
      const before = seen(market, "alice");
      const row = before.position(symbol);
      const holding = holdingOf(row);
      const funds = fundsBehind(symbol, before.margin, before.positions);
      const mark = market.markOf(symbol);
      const show = (change: Partial<Parameters<typeof movedStake>[0]>) =>
        movedStake({ terms, holding, preview: null, funds, addedSats: 0, coinUsd: null, ...change }) as Stake;
      const expectSame = (fork: TestMarket, stake: Stake) => {
        const after = seen(fork, "alice").position(symbol);
        expect(stake.contracts).toBe(after.currentQty);
        if (stake.contracts === 0) return;
        expect(stake.costSats).toBe(after.posCost);
        expect([stake.liquidation, stake.bankruptcy]).toEqual([reachable(after.liquidationPrice), reachable(after.bankruptPrice)]);
        if (!after.crossMargin) expect(stake.collateralSats).toBe(after.posMargin);
      };
      expectSame(market, show({}));

      const leverage = random() < 0.3 ? 0 : 100 * (1 + Math.floor(random() * 30));
      const levered = market.restarted();
      if (levered.leverage("alice", leverage / 100, symbol).refusal === "none")
        expectSame(levered, show({ holding: { ...holding, leverage } }));

      const addedSats = Math.floor(random() * 2_000_000);
      const given = market.restarted();
      if (addedSats > 0 && given.transferMargin("alice", addedSats, symbol).refusal === "none") {
        expectSame(given, show({ addedSats }));
        const back = holdingOf(seen(given, "alice").position(symbol));
        const most = mostTakenOutSats(terms, back, Math.round(mark * terms.pointsPerUnit));
        if (most > 0) expect(given.restarted().transferMargin("alice", -most, symbol).refusal).toBe("none");
        expect(given.restarted().transferMargin("alice", -most - 1, symbol).refusal).not.toBe("none");
      }

      const at = Math.round(mark * 2) / 2;
      const side = random() < 0.5 ? "Buy" : "Sell";
      const contracts = Math.max(1, Math.floor((Math.abs(row.currentQty) / terms.lotSize) * random() * 1.8)) * terms.lotSize;
      const traded = market.restarted();
      traded.place("counterparty", side === "Buy" ? "Sell" : "Buy", contracts, { at, symbol });
      const book = new Book();
      book.replace([{ id: 1, side: side === "Buy" ? "Sell" : "Buy", size: contracts, price: at }]);
      const preview = previewOrder(terms, book, Math.round(mark * terms.pointsPerUnit), holding, funds, {
        side,
        contracts,
        limitTicks: at * 2,
        isPostOnly: false,
        isReduceOnly: false,
      });
      const { refusal } = traded.place("alice", side, contracts, { at, symbol });
      if (refusal === "none" && traded.position("alice", symbol).quantity === preview.contractsAfter) expectSame(traded, show({ preview }));
    }
  });
});
