import { ticksAtLoss } from "../contract/pricing/critical-price.ts";
import { divCeil, divFloor, mulDivCeil, mulDivFloor, RATE_SCALE } from "../contract/pricing/round.ts";
import { lotValueSats, valueSats } from "../contract/pricing/value.ts";
import { otherSide, SIDE, type SideCode } from "./commands.ts";
import type { Deleveraging } from "./deleveraging.ts";
import type { Emitter } from "./emitter.ts";
import type { InsuranceFund } from "./insurance-fund.ts";
import { type Matching, statusOf } from "./matching.ts";
import type { OrderLife } from "./order-life.ts";
import { ORDER_CHANGE } from "./records.ts";
import { NONE } from "./rows.ts";
import type { StandingTakeovers } from "./standing-takeovers.ts";
import type { State } from "./state.ts";

/**
 * Offers what the house took over where somebody may take it, once the mark has left the bankruptcy price behind.
 *
 * A takeover follows the mark as far as the insurance fund can pay the loss on all that is left of it. From there it
 * takes what the book holds within one maintenance margin beyond the mark: that sells it among honest orders, while an
 * order laid far out for the fund to run into is never met. What the fund could not pay for at the mark is deleveraged.
 * The oldest takeover comes first.
 */
export class Repricing {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly life: OrderLife;
  private readonly matching: Matching;
  private readonly fund: InsuranceFund;
  private readonly deleveraging: Deleveraging;
  private readonly takeovers: StandingTakeovers;

  constructor(
    state: State,
    emitter: Emitter,
    life: OrderLife,
    matching: Matching,
    fund: InsuranceFund,
    deleveraging: Deleveraging,
    takeovers: StandingTakeovers,
  ) {
    this.state = state;
    this.emitter = emitter;
    this.life = life;
    this.matching = matching;
    this.fund = fund;
    this.deleveraging = deleveraging;
    this.takeovers = takeovers;
  }

  /** Looks at all takeovers of a contract, after its mark changed or something traded. */
  review(instrument: number): void {
    const { takeovers } = this;
    const { byNumber } = this.state;
    if (!takeovers.standIn(instrument)) return;
    const [ask, bid] = [this.markTicks(instrument, true), this.markTicks(instrument, false)];
    // One may end while those before it trade.
    for (const number of takeovers.beyond(instrument, ask, bid)) {
      const order = byNumber.get(number);
      if (order !== undefined) this.retreat(order);
    }
    for (const number of takeovers.passed(instrument, ask, bid)) {
      const order = byNumber.get(number);
      if (order !== undefined) this.advance(order);
    }
  }

  /**
   * The fund has less than it had promised, as after a settlement or a funding: the takeovers of all contracts share what
   * there is, before anything trades with them at prices that it can't pay any more.
   */
  balance(): void {
    const { instruments } = this.state;
    for (const instrument of instruments.handles()) if (this.fund.free < 0) this.review(instrument);
  }

  /** The mark has come back: what is offered beyond it is offered at it, or at the bankruptcy price again. Frees the fund's money first. */
  private retreat(order: number): void {
    const { orders } = this.state;
    const ticks = orders.ticks[order] as number;
    const target = this.within(order, this.markTicks(this.instrumentOf(order), this.isSelling(order)));
    if (this.isWorse(order, ticks, target)) this.rest(order, target);
  }

  /** Follows the mark beyond the bankruptcy price. */
  private advance(order: number): void {
    const { orders } = this.state;
    const target = this.within(order, this.markTicks(this.instrumentOf(order), this.isSelling(order)));
    if (target === orders.entryTicks[order]) return;
    const limit = this.notWorse(order, this.within(order, this.reachTicks(order)), this.affordable(order));
    if (this.wouldTrade(order, limit) && !this.take(order, limit)) return;
    const uncovered = this.uncovered(order);
    if (uncovered > 0) this.deleveraging.close(order, uncovered);
    if (uncovered > 0 && orders.leaves[order] === 0) return;
    this.rest(order, this.notWorse(order, target, this.affordable(order)));
  }

  /** Trades a standing order with the book as far as a limit, and lets what is left stand again. @returns whether anything is */
  private take(order: number, limit: number): boolean {
    const { orders } = this.state;
    this.life.lift(order);
    const halt = this.matching.execute(order, limit);
    if (halt !== null) throw new Error(`a takeover stopped short: ${halt}`);
    if (orders.leaves[order] === 0) {
      this.life.finish(order, false);
      return false;
    }
    this.stand(order, this.notWorse(order, orders.ticks[order] as number, limit));
    return true;
  }

  /** Moves a standing order to a price, and trades it with what the book holds up to there. */
  private rest(order: number, ticks: number): void {
    const { orders } = this.state;
    if (orders.ticks[order] === ticks) return;
    this.life.lift(order);
    this.matching.execute(order, ticks);
    if (orders.leaves[order] === 0) this.life.finish(order, false);
    else this.stand(order, ticks);
  }

  /** Puts an order that stands nowhere at a price. */
  private stand(order: number, ticks: number): void {
    const { orders } = this.state;
    orders.ticks[order] = ticks;
    this.takeovers.move(order);
    this.life.touch(order);
    this.emitter.order(order, ORDER_CHANGE.update, statusOf(this.state, order));
    this.life.rest(order);
  }

  private wouldTrade(order: number, limit: number): boolean {
    const { state } = this;
    const side = state.orders.side[order] as SideCode;
    const best = state.book(this.instrumentOf(order)).bestTicks(otherSide(side));
    return best !== NONE && !this.isWorse(order, best, limit);
  }

  /** The mark in ticks, rounded so that nothing is given away. */
  private markTicks(instrument: number, isSelling: boolean): number {
    const mark = this.state.instruments.markPoints[instrument] as number;
    const { pointsPerTick } = this.state.terms(instrument);
    return isSelling ? divCeil(mark, pointsPerTick) : divFloor(mark, pointsPerTick);
  }

  /** How far beyond the mark the book is taken: one base maintenance margin. */
  private reachTicks(order: number): number {
    const instrument = this.instrumentOf(order);
    const mark = this.state.instruments.markPoints[instrument] as number;
    const { pointsPerTick, maintMarginRate, maxPriceTicks } = this.state.terms(instrument);
    if (this.isSelling(order)) return Math.max(1, mulDivCeil(mark, RATE_SCALE - maintMarginRate, RATE_SCALE * pointsPerTick));
    return Math.min(maxPriceTicks, mulDivFloor(mark, RATE_SCALE + maintMarginRate, RATE_SCALE * pointsPerTick));
  }

  /** What the fund can lose on an order: all that it has not set aside for others. */
  private budget(order: number): number {
    return Math.max(0, this.fund.free + (this.state.orders.reserve[order] as number));
  }

  /** The furthest price at which its budget pays the loss on all that is left; rounded so that the fund keeps the fraction. */
  private affordable(order: number): number {
    const terms = this.state.terms(this.instrumentOf(order));
    const held = this.heldOf(order);
    const entry = valueSats(terms, held, (this.state.orders.entryTicks[order] as number) * terms.pointsPerTick);
    const ticks = ticksAtLoss(terms, held, entry, this.budget(order));
    return this.within(order, ticks ?? (this.isSelling(order) ? 1 : terms.maxPriceTicks));
  }

  /** Contracts whose loss at the mark its budget cannot pay, in whole lots. */
  private uncovered(order: number): number {
    const { state } = this;
    const instrument = this.instrumentOf(order);
    const terms = state.terms(instrument);
    const leaves = state.orders.leaves[order] as number;
    const entryLot = lotValueSats(terms, (state.orders.entryTicks[order] as number) * terms.pointsPerTick);
    const markLot = lotValueSats(terms, state.instruments.markPoints[instrument] as number);
    const lostLot = this.isSelling(order) === terms.isInverse ? markLot - entryLot : entryLot - markLot;
    if (lostLot <= 0) return 0;
    const covered = divFloor(this.budget(order), lostLot) * terms.valuationLot;
    return covered >= leaves ? 0 : leaves - (covered - (covered % terms.lotSize));
  }

  /** A price no better than the bankruptcy price, and on the ladder. */
  private within(order: number, ticks: number): number {
    const { orders } = this.state;
    const entry = orders.entryTicks[order] as number;
    const { maxPriceTicks } = this.state.terms(this.instrumentOf(order));
    return Math.min(maxPriceTicks, Math.max(1, this.isSelling(order) ? Math.min(entry, ticks) : Math.max(entry, ticks)));
  }

  /** Whether the house gets less at a price than at another. */
  private isWorse(order: number, ticks: number, other: number): boolean {
    return this.isSelling(order) ? ticks < other : ticks > other;
  }

  /** The better of two prices for the house. */
  private notWorse(order: number, ticks: number, bound: number): number {
    return this.isWorse(order, ticks, bound) ? bound : ticks;
  }

  private isSelling(order: number): boolean {
    return this.state.orders.side[order] === SIDE.sell;
  }

  /** What the order closes, signed. */
  private heldOf(order: number): number {
    const leaves = this.state.orders.leaves[order] as number;
    return this.isSelling(order) ? leaves : -leaves;
  }

  private instrumentOf(order: number): number {
    const { orders, positions } = this.state;
    return positions.instrument[orders.position[order] as number] as number;
  }
}
