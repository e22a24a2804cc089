import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { liquidationTicks } from "../contract/pricing/critical-price.ts";
import { UNTOUCHED } from "../contract/pricing/position-margin.ts";
import type { ContractTerms } from "../contract/pricing/terms.ts";
import { ETHM19, ETHUSD, XBTUSD } from "../contract/pricing/testing.ts";
import { valueSats } from "../contract/pricing/value.ts";
import { ORDER_TYPE, SIDE, type SideCode, TIME_IN_FORCE } from "./commands.ts";
import { encode } from "./encode.ts";
import { factsOf, isDue, standingOf, standingOfAccount } from "./margin.ts";
import { EXEC } from "./records.ts";
import { NONE } from "./rows.ts";
import { type Outcome, TestMarket } from "./testing.ts";

/** What holds of every market, whatever is traded in it: each kind of contract by its parameters. */

const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
const runs = (count: number) => ({ numRuns: IS_PROOF ? 100 * count : count });

interface Kind {
  readonly name: string;
  readonly terms: ContractTerms;
  /** Where it trades. */
  readonly ticks: number;
  /** Lots that cost about a hundredth of a coin. */
  readonly lots: number;
}

const KINDS: readonly Kind[] = [
  { name: "inverse", terms: XBTUSD, ticks: 120_000, lots: 6 },
  { name: "quanto", terms: ETHUSD, ticks: 4_000, lots: 50 },
  { name: "linear", terms: { ...ETHM19, maxOrderQty: 1_000_000 }, ticks: 3_000, lots: 1 },
];
const RICH_SATS = 10_000_000_000;

/** A market in one kind of contract, once or several times over, each with an index of its own. */
class Kinds {
  readonly market = new TestMarket();
  private readonly kind: Kind;

  constructor(kind: Kind, contracts = 1) {
    this.kind = kind;
    for (let i = 0; i < contracts; i++) {
      this.market.listIndex(`.I${i}`, kind.terms.pointsPerUnit).list(`C${i}`, kind.terms, `.I${i}`);
      this.mark(kind.ticks, i);
    }
  }

  mark(ticks: number, contract = 0): Outcome {
    const { market, kind } = this;
    return market.send((out) => encode.index(out, market.instrument(`.I${contract}`), ticks * kind.terms.pointsPerTick, 0));
  }

  place(name: string, side: SideCode, lots: number, ticks: number, contract = 0): Outcome {
    const { market, kind } = this;
    return market.send((out) =>
      encode.place(out, {
        account: market.handle(name),
        instrument: market.instrument(`C${contract}`),
        side,
        quantity: lots * kind.terms.lotSize,
        ticks,
        type: ORDER_TYPE.limit,
        timeInForce: TIME_IN_FORCE.goodTillCancel,
        instructions: 0,
        clientId: "",
        text: "",
      }),
    );
  }

  leverage(name: string, hundredths: number): Outcome {
    const { market } = this;
    return market.send((out) => encode.leverage(out, market.handle(name), market.instrument("C0"), hundredths));
  }
}

const side = fc.constantFrom<SideCode>(SIDE.buy, SIDE.sell);
const lots = fc.integer({ min: 1, max: 40 });
/** A share of the price, in ten-thousandths. */
const share = (most: number) => fc.integer({ min: -most, max: most });
const at = ({ ticks }: Kind, tenThousandths: number) => Math.max(1, Math.round(ticks * (1 + tenThousandths / 10_000)));

describe.each(KINDS.map((kind) => [kind.name, kind] as const))("of %s contracts", (_, kind) => {
  const { terms } = kind;

  test("PRF-002 more leverage never moves the liquidation price away from the entry", () => {
    const most = Math.floor(10_000_000_000 / terms.initMarginRate);
    const leverage = fc.integer({ min: 100, max: most });
    fc.assert(
      fc.property(lots, share(3_000), fc.boolean(), leverage, leverage, (count, off, isLong, one, other) => {
        const contracts = (isLong ? count : -count) * kind.lots * terms.lotSize;
        const costSats = valueSats(terms, contracts, at(kind, off) * terms.pointsPerTick);
        const [lower, higher] = [Math.min(one, other), Math.max(one, other)].map((hundredths) =>
          liquidationTicks(terms, { contracts, costSats, leverage: hundredths, ...UNTOUCHED }, 0),
        );
        // Nothing at all is as far away as can be.
        if (lower === null || lower === undefined) return;
        expect(higher).not.toBeNull();
        if (isLong) expect(higher as number).toBeGreaterThanOrEqual(lower);
        else expect(higher as number).toBeLessThanOrEqual(lower);
      }),
      runs(150),
    );
  });

  test("PRF-002 the two sides of a trade mirror each other at every mark: opposite profit, the same margin, and each due where the other's loss would be its own", () => {
    fc.assert(
      fc.property(lots, share(50), share(2_000), fc.integer({ min: 101, max: 2_500 }), (count, off, move, hundredths) => {
        const kinds = new Kinds(kind);
        const { market } = kinds;
        market.withAccount("long", { sats: RICH_SATS }).withAccount("short", { sats: RICH_SATS });
        for (const name of ["long", "short"]) expect(kinds.leverage(name, hundredths).refusal).toBe("none");
        const ticks = at(kind, off);
        kinds.place("short", SIDE.sell, count * kind.lots, ticks);
        kinds.place("long", SIDE.buy, count * kind.lots, ticks);
        const { state } = market;
        const instrument = market.instrument("C0");
        const [long, short] = ["long", "short"].map((name) => factsOf(state, state.positionOf(market.handle(name), instrument)));
        if (long === undefined || short === undefined) throw new Error("nobody has traded");
        expect(long.contracts).toBe(count * kind.lots * terms.lotSize);
        expect([0 - short.contracts, 0 - short.costSats]).toEqual([long.contracts, long.costSats]);
        state.instruments.markPoints[instrument] = at(kind, move) * terms.pointsPerTick;
        const [ofLong, ofShort] = [standingOf(state, instrument, long), standingOf(state, instrument, short)];
        expect(0 - ofShort.unrealisedPnl).toBe(ofLong.unrealisedPnl);
        const margins = ({ posInit, posComm, posMargin, posMaint }: typeof ofLong) => [posInit, posComm, posMargin, posMaint];
        expect(margins(ofShort)).toEqual(margins(ofLong));
        const account = standingOfAccount(state, market.handle("long"));
        expect(isDue({ ...ofLong, unrealisedPnl: ofShort.unrealisedPnl }, account)).toBe(isDue(ofShort, account));
      }),
      runs(25),
    );
  });

  test("PRF-002 in how many fills a trade comes changes nothing but the rounding of its fees, which is booked", () => {
    const parts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 6 });
    const traded = (pieces: readonly number[], whole: number) => {
      const kinds = new Kinds(kind);
      const { market } = kinds;
      market.withAccount("maker", { sats: RICH_SATS }).withAccount("taker", { sats: RICH_SATS });
      // A position to add to, to close or to turn.
      kinds.place("maker", SIDE.sell, 20, kind.ticks);
      kinds.place("taker", SIDE.buy, 20, kind.ticks);
      return {
        market,
        kinds,
        run: (taking: SideCode, ticks: number) => {
          const making = taking === SIDE.buy ? SIDE.sell : SIDE.buy;
          for (const piece of pieces) expect(kinds.place("maker", making, piece, ticks).refusal).toBe("none");
          const { executions } = kinds.place("taker", taking, whole, ticks);
          expect(executions.filter(({ type }) => type === EXEC.trade)).toHaveLength(2 * pieces.length);
        },
      };
    };
    fc.assert(
      fc.property(parts, side, share(40), (pieces, taking, off) => {
        const whole = pieces.reduce((sum, one) => sum + one, 0);
        const [split, merged] = [traded(pieces, whole), traded([whole], whole)];
        for (const { run } of [split, merged]) run(taking, at(kind, off));
        for (const name of ["maker", "taker"]) {
          const [one, other] = [split, merged].map(({ market }) => market.position(name, "C0"));
          expect([one?.quantity, one?.leverage]).toEqual([other?.quantity, other?.leverage]);
          // What a closing part realises is rounded at each fill; the position keeps what that leaves.
          expect(Math.abs((one?.cost ?? 0) - (other?.cost ?? 0))).toBeLessThanOrEqual(pieces.length);
          const [ownOne, ownOther] = [split, merged].map(({ market }) => market.account(name).cash - market.position(name, "C0").cost);
          expect(Math.abs((ownOne ?? 0) - (ownOther ?? 0))).toBeLessThanOrEqual(pieces.length);
        }
        expect(Math.abs(split.market.feesSats - merged.market.feesSats)).toBeLessThanOrEqual(2 * pieces.length);
        for (const { market } of [split, merged]) expect(market.audit()).toEqual({ differenceSats: 0 });
      }),
      runs(25),
    );
  });

  test("PRF-002 orders that are cancelled leave nothing bound", () => {
    const wish = fc.record({ taking: side, count: lots, off: fc.integer({ min: 1, max: 900 }) });
    fc.assert(
      fc.property(
        fc.array(wish, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: -20, max: 20 }),
        fc.constantFrom(0, 100, 1_000),
        (wishes, held, leverage) => {
          const kinds = new Kinds(kind);
          const { market } = kinds;
          market.withAccount("trader", { sats: RICH_SATS }).withAccount("other", { sats: RICH_SATS });
          kinds.leverage("trader", leverage);
          if (held !== 0) {
            kinds.place("other", held > 0 ? SIDE.sell : SIDE.buy, Math.abs(held), kind.ticks);
            kinds.place("trader", held > 0 ? SIDE.buy : SIDE.sell, Math.abs(held), kind.ticks);
          }
          const bound = () => ({
            standing: market.standing("trader"),
            position: market.position("trader", "C0"),
            cash: market.account("trader").cash,
          });
          const before = bound();
          for (const { taking, count, off } of wishes) kinds.place("trader", taking, count, at(kind, taking === SIDE.buy ? -off : off));
          market.send((out) => encode.cancelAll(out, market.handle("trader"), NONE, NONE, "asked"));
          expect(bound()).toEqual({ ...before, position: { ...before.position, ...(held === 0 ? market.position("trader", "C0") : {}) } });
          expect(market.position("trader", "C0")).toMatchObject({
            orderBuyQuantity: 0,
            orderSellQuantity: 0,
            orderBuyReserve: 0,
            orderSellReserve: 0,
            orderBuyPremium: 0,
            orderSellPremium: 0,
          });
        },
      ),
      runs(40),
    );
  });

  test("PRF-002 accounts that never meet may come in any order: each ends as if it had been alone", () => {
    const step = fc.record({ who: fc.constantFrom("a", "b"), taking: side, count: lots, off: share(60) });
    const pair = fc.array(step, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(pair, pair, fc.infiniteStream(fc.boolean()), (left, right, order) => {
        const run = (turns: Iterator<boolean>) => {
          const kinds = new Kinds(kind, 2);
          const { market } = kinds;
          for (const name of ["0a", "0b", "1a", "1b"]) market.withAccount(name, { sats: RICH_SATS });
          const queues = [[...left], [...right]];
          while (queues.some((queue) => queue.length > 0)) {
            const wanted = turns.next().value === true ? 1 : 0;
            const contract = (queues[wanted] ?? []).length > 0 ? wanted : 1 - wanted;
            const next = queues[contract]?.shift();
            if (next !== undefined) kinds.place(`${contract}${next.who}`, next.taking, next.count, at(kind, next.off), contract);
          }
          return ["0a", "0b", "1a", "1b"].map((name) => {
            const { openedAtMs: _, ...position } = market.position(name, `C${name[0]}`);
            const orders = market
              .orders(name)
              .map(({ side: own, ticks, quantity, leaves, filledTicks }) => [own, ticks, quantity, leaves, filledTicks]);
            return { cash: market.account(name).cash, position, orders, standing: market.standing(name), fees: market.feesSats };
          });
        };
        const inTurn = run([][Symbol.iterator]());
        expect(run(order[Symbol.iterator]())).toEqual(inTurn);
      }),
      runs(20),
    );
  });
});
