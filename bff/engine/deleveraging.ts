import { deleverageScore } from "../contract/pricing/deleverage.ts";
import { FillEffect } from "../contract/pricing/fill.ts";
import { DELEVERAGE_TEXT } from "../contract/vocabulary.ts";
import { FIRST_CLIENT } from "./accounts.ts";
import { SIDE } from "./commands.ts";
import type { Emitter } from "./emitter.ts";
import { factsOf } from "./margin.ts";
import { type Matching, statusOf } from "./matching.ts";
import type { OrderLife } from "./order-life.ts";
import type { PreTrade } from "./pre-trade.ts";
import { EXEC, LIQUIDITY, ORDER_CHANGE } from "./records.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";
import { closingOrder, type Takeover } from "./takeover.ts";

/**
 * Closes what the insurance fund cannot pay for against the positions of the other side, at the bankruptcy price: first
 * those with the most profit and leverage. They pay no fee, lose their open orders in the contract, and find a filled
 * order that says why. Who could not bear it without ending below zero is passed over.
 */
export class Deleveraging {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly life: OrderLife;
  private readonly matching: Matching;
  private readonly preTrade: PreTrade;
  private readonly takeover: Takeover;
  private readonly ownerEffect = new FillEffect();
  private readonly houseEffect = new FillEffect();

  constructor(state: State, emitter: Emitter, life: OrderLife, matching: Matching, preTrade: PreTrade, takeover: Takeover) {
    this.state = state;
    this.emitter = emitter;
    this.life = life;
    this.matching = matching;
    this.preTrade = preTrade;
    this.takeover = takeover;
  }

  /**
   * @param taken the house's standing order; it ends when all of it is closed so
   * @param contracts how much of it
   */
  close(taken: number, contracts: number): void {
    const { orders, positions } = this.state;
    const instrument = positions.instrument[orders.position[taken] as number] as number;
    let left = contracts;
    for (const position of this.ranked(instrument, orders.side[taken] !== SIDE.sell)) {
      if (left === 0) return;
      left -= this.closeWith(taken, position, left);
    }
  }

  /** Positions of a side, the first to be deleveraged first; equals in the order of the positions. */
  private ranked(instrument: number, longs: boolean): readonly number[] {
    const { state } = this;
    const { positions } = state;
    const ranked: { readonly position: number; readonly score: number }[] = [];
    for (const position of positions.inContract(instrument)) {
      const held = positions.quantity[position] as number;
      const account = positions.account[position] as number;
      const isCandidate = account >= FIRST_CLIENT && (longs ? held > 0 : held < 0);
      if (isCandidate) ranked.push({ position, score: this.scoreOf(position) });
    }
    return ranked.sort((a, b) => b.score - a.score || a.position - b.position).map(({ position }) => position);
  }

  private scoreOf(position: number): number {
    const { state } = this;
    const { positions, instruments } = state;
    const instrument = positions.instrument[position] as number;
    const mark = instruments.markPoints[instrument] as number;
    const cash = this.preTrade.cashBehind(positions.account[position] as number, position);
    return deleverageScore(state.termsFor(instrument, position), factsOf(state, position), mark, cash);
  }

  /** @returns contracts closed */
  private closeWith(taken: number, position: number, atMost: number): number {
    const { state, life, matching, ownerEffect, houseEffect } = this;
    const { orders, positions } = state;
    const instrument = positions.instrument[position] as number;
    const terms = state.terms(instrument);
    const ticks = orders.entryTicks[taken] as number;
    const points = ticks * terms.pointsPerTick;
    const held = positions.quantity[position] as number;
    const quantity = Math.min(atMost, Math.abs(held));
    const closed = held > 0 ? quantity : -quantity;
    ownerEffect.compute(terms, held, positions.cost[position] as number, -closed, points, 0, 0);
    if (!matching.bears(position, ownerEffect)) return 0;
    this.cancelOrders(position);
    const house = orders.position[taken] as number;
    houseEffect.compute(terms, positions.quantity[house] as number, positions.cost[house] as number, closed, points, 0, points);
    if (houseEffect.realised !== 0) throw new Error(`deleveraging at the price of the takeover earned ${houseEffect.realised}`);
    const match = state.scalars.nextMatch++;
    const fields = { ...closingOrder(positions.account[position] as number, instrument, closed, ticks, DELEVERAGE_TEXT) };
    const order = life.open(position, fields, quantity);
    life.announce(order);
    matching.applyTo(position, -closed, ownerEffect);
    matching.applyTo(house, closed, houseEffect);
    this.takeover.fillWhole(order, ticks, ownerEffect, 0, match);
    this.fillTaken(taken, quantity, ticks, match);
    this.emitter.touchMark(instrument);
    return quantity;
  }

  /** The house's side of it, which stands in the book. */
  private fillTaken(taken: number, quantity: number, ticks: number, match: number): void {
    const { state, life, emitter } = this;
    const { orders } = state;
    orders.filled[taken] = (orders.filled[taken] as number) + quantity;
    orders.filledTicks[taken] = (orders.filledTicks[taken] as number) + quantity * ticks;
    life.shrink(taken, quantity, true);
    emitter.execution(taken, statusOf(state, taken), {
      type: EXEC.trade,
      lastQuantity: quantity,
      lastTicks: ticks,
      liquidity: LIQUIDITY.added,
      cost: this.houseEffect.cost,
      fee: 0,
      feeRate: 0,
      match,
    });
    emitter.order(taken, ORDER_CHANGE.update, statusOf(state, taken));
    if (orders.leaves[taken] === 0) life.finish(taken, true);
  }

  private cancelOrders(position: number): void {
    const { orders, positions } = this.state;
    for (let order = positions.firstOrder[position] as number; order !== NONE; ) {
      const next = orders.nextOwn[order] as number;
      this.life.cancel(order, DELEVERAGE_TEXT, true);
      order = next;
    }
  }
}
