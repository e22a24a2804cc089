import { bankruptcyTicks } from "../contract/pricing/critical-price.ts";
import { FillEffect } from "../contract/pricing/fill.ts";
import { FIRST_CLIENT, HOUSE } from "./accounts.ts";
import { INSTRUCTION, ORDER_TYPE, type PlaceFields, SIDE, TIME_IN_FORCE } from "./commands.ts";
import type { Emitter } from "./emitter.ts";
import { factsOf, isDue, standingOf, standingOfAccount } from "./margin.ts";
import type { Matching } from "./matching.ts";
import type { OrderLife } from "./order-life.ts";
import type { PreTrade } from "./pre-trade.ts";
import { EXEC, LIQUIDITY, ORDER_CHANGE, STATUS } from "./records.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";

const TEXT = "Liquidation";

/**
 * Takes over what can no longer keep its margin. The owner's orders in the contract are cancelled; the position passes
 * to the house at its bankruptcy price, which the owner's margin covers, fee included, so that no account ends below
 * zero; and the house offers it at that price. What it fetches above goes to the insurance fund.
 */
export class Liquidation {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly life: OrderLife;
  private readonly matching: Matching;
  private readonly preTrade: PreTrade;
  private readonly ownerEffect = new FillEffect();
  private readonly houseEffect = new FillEffect();

  constructor(state: State, emitter: Emitter, life: OrderLife, matching: Matching, preTrade: PreTrade) {
    this.state = state;
    this.emitter = emitter;
    this.life = life;
    this.matching = matching;
    this.preTrade = preTrade;
  }

  /** Re-margins every position of a contract after its mark changed, in the order of the positions. */
  remargin(instrument: number): void {
    const { positions } = this.state;
    for (let position = 0; position < positions.count; position++) {
      if (positions.instrument[position] === instrument && positions.quantity[position] !== 0) this.judge(position);
    }
  }

  /** Re-margins the positions of one account, after the command at hand changed it. */
  review(account: number): void {
    const { accounts, positions } = this.state;
    if (account < FIRST_CLIENT) return;
    for (
      let position = accounts.firstPosition[account] as number;
      position !== NONE;
      position = positions.nextOfAccount[position] as number
    ) {
      if (positions.quantity[position] !== 0) this.judge(position);
    }
  }

  private judge(position: number): void {
    const { state } = this;
    const account = state.positions.account[position] as number;
    if (account < FIRST_CLIENT) return;
    const standing = standingOf(state, state.positions.instrument[position] as number, factsOf(state, position));
    if (isDue(standing, standingOfAccount(state, account))) this.takeOver(position);
  }

  private takeOver(position: number): void {
    const { state, life } = this;
    const { orders, positions } = state;
    const instrument = positions.instrument[position] as number;
    const account = positions.account[position] as number;
    const terms = state.termsFor(instrument, position);
    for (let order = positions.firstOrder[position] as number; order !== NONE; ) {
      const next = orders.nextOwn[order] as number;
      life.cancel(order, TEXT, true);
      order = next;
    }
    const held = positions.quantity[position] as number;
    const bankrupt = bankruptcyTicks(terms, factsOf(state, position), this.preTrade.cashBehind(account, position));
    const furthest = held > 0 ? 1 : terms.maxPriceTicks;
    const ticks = bankrupt === null ? furthest : Math.min(Math.max(1, bankrupt), terms.maxPriceTicks);
    const points = ticks * terms.pointsPerTick;
    const house = state.positionFor(held > 0 ? HOUSE.takenLongs : HOUSE.takenShorts, instrument);
    const { ownerEffect, houseEffect } = this;
    ownerEffect.compute(terms, held, positions.cost[position] as number, -held, points, terms.takerFeeRate, 0);
    ownerEffect.fee = Math.min(ownerEffect.fee, this.cashLeft(position, ownerEffect.realised));
    houseEffect.compute(terms, positions.quantity[house] as number, positions.cost[house] as number, held, points, 0, points);

    const match = state.scalars.nextMatch++;
    const order = life.open(position, this.closingOrder(account, instrument, held, ticks), Math.abs(held));
    life.announce(order);
    this.matching.applyTo(position, -held, ownerEffect);
    this.matching.applyTo(house, held, houseEffect);
    orders.leaves[order] = 0;
    orders.filled[order] = Math.abs(held);
    orders.filledTicks[order] = Math.abs(held) * ticks;
    this.emitter.execution(order, STATUS.filled, {
      type: EXEC.trade,
      lastQuantity: Math.abs(held),
      lastTicks: ticks,
      liquidity: LIQUIDITY.removed,
      cost: ownerEffect.cost,
      fee: ownerEffect.fee,
      feeRate: terms.takerFeeRate,
      match,
    });
    this.emitter.order(order, ORDER_CHANGE.update, STATUS.filled);
    life.finish(order, false);
    this.emitter.touchMark(instrument);
    this.offer(house, instrument, held, ticks);
  }

  /** Cash that the owner keeps after the loss, less what its isolated positions elsewhere lock. The fee can take no more. */
  private cashLeft(position: number, realised: number): number {
    const { state } = this;
    const { positions, accounts } = state;
    const account = positions.account[position] as number;
    const own = standingOf(state, positions.instrument[position] as number, factsOf(state, position));
    const { isolated } = standingOfAccount(state, account);
    const elsewhere = isolated - (own.isCross ? 0 : own.posMargin);
    return Math.max(0, (accounts.cash[account] as number) + realised - elsewhere);
  }

  /** The house's order for what it took over. */
  private offer(house: number, instrument: number, held: number, ticks: number): void {
    const { orders } = this.state;
    const account = this.state.positions.account[house] as number;
    const order = this.life.open(house, this.closingOrder(account, instrument, held, ticks), Math.abs(held));
    this.life.announce(order);
    this.matching.execute(order, ticks);
    if (orders.leaves[order] === 0) this.life.finish(order, false);
    else this.life.rest(order);
  }

  private closingOrder(account: number, instrument: number, held: number, ticks: number): PlaceFields {
    return {
      account,
      instrument,
      side: held > 0 ? SIDE.sell : SIDE.buy,
      quantity: Math.abs(held),
      ticks,
      type: ORDER_TYPE.limit,
      timeInForce: TIME_IN_FORCE.goodTillCancel,
      instructions: INSTRUCTION.close,
      clientId: "",
      text: TEXT,
    };
  }
}
