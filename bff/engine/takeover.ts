import { bankruptcyTicks } from "../contract/pricing/critical-price.ts";
import { FillEffect } from "../contract/pricing/fill.ts";
import { HOUSE } from "./accounts.ts";
import { INSTRUCTION, ORDER_TYPE, type PlaceFields, SIDE, TIME_IN_FORCE } from "./commands.ts";
import type { Emitter } from "./emitter.ts";
import type { LiquidationSteps } from "./liquidation-steps.ts";
import { factsOf, standingOf, standingOfAccount } from "./margin.ts";
import type { Matching } from "./matching.ts";
import type { OrderLife } from "./order-life.ts";
import type { PreTrade } from "./pre-trade.ts";
import { EXEC, LIQUIDATION_STEP, LIQUIDITY, ORDER_CHANGE, STATUS } from "./records.ts";
import type { StandingTakeovers } from "./standing-takeovers.ts";
import type { State } from "./state.ts";

/** What the orders of a liquidation say of themselves. */
export const LIQUIDATION_TEXT = "Liquidation";

/** A limit order, whole or for a part, that only closes a position. */
export function closingOrder(account: number, instrument: number, held: number, ticks: number, text = LIQUIDATION_TEXT): PlaceFields {
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
    text,
  };
}

/**
 * Takes a position over: it passes to the house at its bankruptcy price, which the owner's margin covers, fee included,
 * so that no account ends below zero; and the house offers it at that price. What it fetches above goes to the
 * insurance fund.
 */
export class Takeover {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly life: OrderLife;
  private readonly matching: Matching;
  private readonly preTrade: PreTrade;
  private readonly standing: StandingTakeovers;
  private readonly steps: LiquidationSteps;
  private readonly ownerEffect = new FillEffect();
  private readonly houseEffect = new FillEffect();

  constructor(
    state: State,
    emitter: Emitter,
    life: OrderLife,
    matching: Matching,
    preTrade: PreTrade,
    standing: StandingTakeovers,
    steps: LiquidationSteps,
  ) {
    this.state = state;
    this.emitter = emitter;
    this.life = life;
    this.matching = matching;
    this.preTrade = preTrade;
    this.standing = standing;
    this.steps = steps;
  }

  /** Price at which nothing is left of what stands behind a position; the end of the ladder where there is none. */
  bankruptcyOf(position: number): number {
    const { state } = this;
    const { positions } = state;
    const terms = state.termsFor(positions.instrument[position] as number, position);
    const held = positions.quantity[position] as number;
    const cash = this.preTrade.cashBehind(positions.account[position] as number, position);
    const bankrupt = bankruptcyTicks(terms, factsOf(state, position), cash);
    const furthest = held > 0 ? 1 : terms.maxPriceTicks;
    return bankrupt === null ? furthest : Math.min(Math.max(1, bankrupt), terms.maxPriceTicks);
  }

  /** @param liquidation number of the liquidation that ends with it */
  takeOver(position: number, liquidation: number): void {
    const { state, life, ownerEffect, houseEffect } = this;
    const { positions } = state;
    const instrument = positions.instrument[position] as number;
    const account = positions.account[position] as number;
    const terms = state.termsFor(instrument, position);
    const held = positions.quantity[position] as number;
    const ticks = this.bankruptcyOf(position);
    const points = ticks * terms.pointsPerTick;
    const house = state.positionFor(held > 0 ? HOUSE.takenLongs : HOUSE.takenShorts, instrument);
    ownerEffect.compute(terms, held, positions.cost[position] as number, -held, points, terms.takerFeeRate, 0);
    ownerEffect.fee = Math.min(ownerEffect.fee, this.cashLeft(position, ownerEffect.realised));
    houseEffect.compute(terms, positions.quantity[house] as number, positions.cost[house] as number, held, points, 0, points);

    const before = this.steps.factsOf(position);

    const match = state.scalars.nextMatch++;
    const order = life.open(position, closingOrder(account, instrument, held, ticks), Math.abs(held));
    const ownNumber = state.orders.number[order] as number;
    life.announce(order);
    this.matching.applyTo(position, -held, ownerEffect);
    this.matching.applyTo(house, held, houseEffect);
    this.fillWhole(order, ticks, ownerEffect, terms.takerFeeRate, match);
    this.emitter.touchMark(instrument);
    // The house's order is the next one that is made.
    this.steps.tell(liquidation, LIQUIDATION_STEP.takenOver, before, {
      bankruptTicks: ticks,
      order: ownNumber,
      houseOrder: state.scalars.nextOrder,
      realisedSats: ownerEffect.realised,
      feeSats: ownerEffect.fee,
    });
    this.offer(house, instrument, held, ticks);
  }

  /** Ends an order of an account that traded whole, at its price, with the house and not in the book. */
  fillWhole(order: number, ticks: number, { cost, fee }: FillEffect, feeRate: number, match: number): void {
    const { orders } = this.state;
    const quantity = orders.leaves[order] as number;
    orders.leaves[order] = 0;
    orders.filled[order] = quantity;
    orders.filledTicks[order] = quantity * ticks;
    this.emitter.execution(order, STATUS.filled, {
      type: EXEC.trade,
      lastQuantity: quantity,
      lastTicks: ticks,
      liquidity: LIQUIDITY.removed,
      cost,
      fee,
      feeRate,
      match,
    });
    this.emitter.order(order, ORDER_CHANGE.update, STATUS.filled);
    this.life.finish(order, false);
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
    const order = this.life.open(house, closingOrder(account, instrument, held, ticks), Math.abs(held));
    orders.entryTicks[order] = ticks;
    this.standing.add(order);
    this.life.announce(order);
    this.matching.execute(order, ticks);
    if (orders.leaves[order] === 0) this.life.finish(order, false);
    else this.life.rest(order);
  }
}
