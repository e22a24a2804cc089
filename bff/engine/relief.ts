import { mulDivFloor } from "../contract/pricing/round.ts";
import { INSTRUCTION, TIME_IN_FORCE } from "./commands.ts";
import type { Emitter } from "./emitter.ts";
import type { LiquidationSteps } from "./liquidation-steps.ts";
import { exposureOf, isPositionDue } from "./margin.ts";
import type { Matching } from "./matching.ts";
import type { OrderLife } from "./order-life.ts";
import { LIQUIDATION_STEP } from "./records.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";
import { closingOrder, LIQUIDATION_TEXT, type Takeover } from "./takeover.ts";

const SATS_PER_XBT = 100_000_000;

/**
 * What happens to a position that cannot keep its margin, gentlest first, until it can: its risk limit is lowered to
 * what position and orders need; its orders in the contract are cancelled, and the limit is lowered to what is held;
 * it is reduced, tier by tier, by orders that fill whole or not at all; and at last it is taken over. The owner finds
 * each step among the orders and executions. Source: section 7.5 of the contract.
 */
export class Relief {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly life: OrderLife;
  private readonly matching: Matching;
  private readonly takeover: Takeover;
  private readonly steps: LiquidationSteps;

  constructor(state: State, emitter: Emitter, life: OrderLife, matching: Matching, takeover: Takeover, steps: LiquidationSteps) {
    this.state = state;
    this.emitter = emitter;
    this.life = life;
    this.matching = matching;
    this.takeover = takeover;
    this.steps = steps;
  }

  /** @param position one that is due */
  relieve(position: number): void {
    const { state, steps } = this;
    const { positions } = state;
    const liquidation = steps.begin(position);
    if (this.lower(position, exposureOf(state, position))) {
      steps.tell(liquidation, LIQUIDATION_STEP.limitLowered, steps.factsOf(position));
      if (!isPositionDue(state, position)) {
        this.tellKept(position);
        return;
      }
    }
    if (this.cancelOrders(position)) steps.tell(liquidation, LIQUIDATION_STEP.ordersCancelled, steps.factsOf(position));
    if (this.lower(position, Math.abs(positions.cost[position] as number))) {
      steps.tell(liquidation, LIQUIDATION_STEP.limitLowered, steps.factsOf(position));
      if (!isPositionDue(state, position)) {
        this.tellKept(position);
        return;
      }
    }
    while (positions.riskSteps[position] !== 0 && this.reduce(position)) {
      steps.tell(liquidation, LIQUIDATION_STEP.reduced, steps.factsOf(position));
      if (positions.quantity[position] === 0 || !isPositionDue(state, position)) return;
    }
    this.takeover.takeOver(position, liquidation);
  }

  /** Lowers the risk limit to the lowest that holds a value. @returns whether it was any higher */
  private lower(position: number, valueSats: number): boolean {
    const { positions, instruments } = this.state;
    const instrument = positions.instrument[position] as number;
    const before = positions.riskSteps[position] as number;
    let steps = before;
    while (steps > 0 && instruments.termsAt(instrument, steps - 1).riskLimitSats >= valueSats) steps -= 1;
    if (steps === before) return false;
    positions.riskSteps[position] = steps;
    this.life.rebind(position);
    this.emitter.touchPosition(position);
    this.emitter.touchAccount(positions.account[position] as number);
    return true;
  }

  /** @returns whether there were any */
  private cancelOrders(position: number): boolean {
    const { orders, positions } = this.state;
    const hadOrders = positions.firstOrder[position] !== NONE;
    for (let order = positions.firstOrder[position] as number; order !== NONE; ) {
      const next = orders.nextOwn[order] as number;
      this.life.cancel(order, LIQUIDATION_TEXT, true);
      order = next;
    }
    return hadOrders;
  }

  /**
   * Closes as much as brings the position within the next lower risk limit, all of it at once and not beyond the
   * bankruptcy price.
   *
   * @returns whether that could be had
   */
  private reduce(position: number): boolean {
    const { state, life, matching } = this;
    const { positions, orders } = state;
    const instrument = positions.instrument[position] as number;
    const held = positions.quantity[position] as number;
    const { lotSize } = state.terms(instrument);
    const { riskLimitSats } = state.instruments.termsAt(instrument, (positions.riskSteps[position] as number) - 1);
    const fitting = mulDivFloor(Math.abs(held), riskLimitSats, Math.abs(positions.cost[position] as number));
    const quantity = Math.abs(held) - (fitting - (fitting % lotSize));
    const ticks = this.takeover.bankruptcyOf(position);
    const fields = {
      ...closingOrder(positions.account[position] as number, instrument, held, ticks),
      quantity,
      timeInForce: TIME_IN_FORCE.fillOrKill,
      instructions: INSTRUCTION.reduceOnly,
    };
    const order = life.open(position, fields, quantity);
    life.announce(order);
    if (!matching.fillsWhole(order, ticks)) {
      life.cancel(order, "Order had timeInForce of FillOrKill", false);
      return false;
    }
    matching.execute(order, ticks);
    if (orders.leaves[order] !== 0) throw new Error(`order ${orders.number[order]} was to fill whole, and did not`);
    life.finish(order, false);
    this.lower(position, Math.abs(positions.cost[position] as number));
    return true;
  }

  /** Tells the owner of a step that needed no trade: an order at the bankruptcy price that was not wanted after all. */
  private tellKept(position: number): void {
    const { state, life } = this;
    const { positions, instruments } = state;
    const instrument = positions.instrument[position] as number;
    const { riskLimitSats, pointsPerUnit } = state.termsFor(instrument, position);
    const held = positions.quantity[position] as number;
    const fields = closingOrder(positions.account[position] as number, instrument, held, this.takeover.bankruptcyOf(position));
    const order = life.open(position, fields, Math.abs(held));
    life.announce(order);
    const mark = (instruments.markPoints[instrument] as number) / pointsPerUnit;
    life.cancel(order, `Risk Limit lowered to ${riskLimitSats / SATS_PER_XBT} XBT at a mark price of ${mark}`, false);
  }
}
