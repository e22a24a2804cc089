import { FillEffect } from "../contract/pricing/fill.ts";
import { HOUSE } from "./accounts.ts";
import type { Taker } from "./book.ts";
import { reduceOnlyReason, tradable, tradableAt } from "./closing.ts";
import { otherSide, SIDE, type SideCode } from "./commands.ts";
import type { Emitter } from "./emitter.ts";
import { TICK_DIRECTION } from "./instruments.ts";
import { factsAfter, factsOf, type HeldFacts } from "./margin.ts";
import type { OrderLife } from "./order-life.ts";
import { PHASE } from "./orders.ts";
import { EXEC, LIQUIDITY, ORDER_CHANGE, STATUS } from "./records.ts";
import { NONE } from "./rows.ts";
import { slicesFrom } from "./slices.ts";
import { isSolventAfter } from "./solvent.ts";
import type { State } from "./state.ts";
import type { Triggers } from "./triggers.ts";

/** Why an order is cancelled while it would trade. */
const SELF_MATCH = "self-match";
const UNAFFORDABLE = "Account has insufficient Available Balance";

/** A position as the fills of a rehearsal have left it, and what they did to its account's cash. */
interface Rehearsed {
  readonly facts: HeldFacts;
  readonly cash: number;
}

/** Trades one order against the book and settles every fill between the two accounts. */
export class Matching implements Taker {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly life: OrderLife;
  private readonly triggers: Triggers;
  private readonly makerEffect = new FillEffect();
  private readonly takerEffect = new FillEffect();
  /** The order that takes at present, and why it goes no further where it could. */
  private taker = 0;
  private halt: string | null = null;

  constructor(state: State, emitter: Emitter, life: OrderLife, triggers: Triggers) {
    this.state = state;
    this.emitter = emitter;
    this.life = life;
    this.triggers = triggers;
  }

  /**
   * Trades an order that does not rest, as far as its limit lets it. What is left stays in its `leaves`.
   *
   * @returns why it stopped short of its limit, in which case it must not rest: it would stand across the book
   */
  execute(order: number, limitTicks: number): string | null {
    const { orders, positions } = this.state;
    this.taker = order;
    this.halt = null;
    const position = orders.position[order] as number;
    const before = orders.leaves[order] as number;
    const book = this.state.book(positions.instrument[position] as number);
    book.take(orders.side[order] as SideCode, limitTicks, before, this);
    if (orders.leaves[order] !== before) this.emitter.order(order, ORDER_CHANGE.update, statusOf(this.state, order));
    return this.halt;
  }

  /**
   * Whether all of an order that does not rest would trade within its limit: a rehearsal, fill by fill as {@link meet}
   * has them, of which nothing stays.
   */
  fillsWhole(order: number, limitTicks: number): boolean {
    const { state } = this;
    const { orders, positions } = state;
    const rehearsed = new Map<number, Rehearsed>();
    const standing = (position: number): Rehearsed => rehearsed.get(position) ?? { facts: factsOf(state, position), cash: 0 };
    const own = orders.position[order] as number;
    const side = orders.side[order] as SideCode;
    const instrument = positions.instrument[own] as number;
    const keep = (position: number, { facts, cash }: Rehearsed, effect: FillEffect) =>
      rehearsed.set(position, {
        facts: factsAfter(state, instrument, facts, effect.contractsAfter, effect.costAfter),
        cash: cash + effect.cash,
      });
    const book = state.book(instrument);
    let left = orders.leaves[order] as number;
    for (let ticks = book.bestTicks(otherSide(side)); ticks !== NONE; ticks = book.worseThan(otherSide(side), ticks)) {
      if (side === SIDE.buy ? ticks > limitTicks : ticks < limitTicks) break;
      const gone = new Set<number>();
      for (const { order: resting, contracts } of slicesFrom(state, book.headAt(ticks))) {
        const other = orders.position[resting] as number;
        if (gone.has(resting) || positions.account[other] === positions.account[own]) continue;
        const [maker, taker] = [standing(other), standing(own)];
        const fromMaker = tradableAt(state, resting, maker.facts.contracts);
        const quantity = Math.min(left, contracts, fromMaker, tradableAt(state, order, taker.facts.contracts));
        // What a position does not let trade is cancelled when it is met again.
        if (fromMaker < Math.min(left, contracts)) gone.add(resting);
        if (quantity === 0) continue;
        const bought = side === SIDE.buy ? quantity : -quantity;
        this.compute(this.makerEffect, resting, -bought, ticks, LIQUIDITY.added, maker.facts);
        if (!this.bears(other, this.makerEffect, maker)) {
          gone.add(resting);
          continue;
        }
        this.compute(this.takerEffect, order, bought, ticks, LIQUIDITY.removed, taker.facts);
        if (!this.bears(own, this.takerEffect, taker)) return false;
        keep(other, maker, this.makerEffect);
        keep(own, taker, this.takerEffect);
        left -= quantity;
        if (left === 0) return true;
      }
    }
    return false;
  }

  meet(resting: number, atMost: number, ticks: number): number {
    const { state, taker } = this;
    const { orders, positions } = state;
    const makerPosition = orders.position[resting] as number;
    const takerPosition = orders.position[taker] as number;
    if (positions.account[makerPosition] === positions.account[takerPosition]) {
      this.life.cancel(resting, SELF_MATCH, true);
      return 0;
    }
    // Both were cut to their positions when they came, but a position can have shrunk since: in this very sweep.
    const fromMaker = tradable(state, resting);
    if (fromMaker === 0) {
      this.life.cancel(resting, reduceOnlyReason(state, resting), true);
      return 0;
    }
    const quantity = Math.min(atMost, fromMaker, tradable(state, taker));
    if (quantity === 0) return this.stop(reduceOnlyReason(state, taker));
    const bought = orders.side[taker] === SIDE.buy ? quantity : -quantity;
    const makerRate = this.compute(this.makerEffect, resting, -bought, ticks, LIQUIDITY.added);
    if (!this.bears(makerPosition, this.makerEffect)) {
      this.life.cancel(resting, UNAFFORDABLE, true);
      return 0;
    }
    const takerRate = this.compute(this.takerEffect, taker, bought, ticks, LIQUIDITY.removed);
    if (!this.bears(takerPosition, this.takerEffect)) return this.stop(UNAFFORDABLE);
    this.settle(resting, quantity, ticks, makerRate, takerRate);
    return quantity;
  }

  private stop(reason: string): number {
    this.halt = reason;
    return -1;
  }

  private compute(effect: FillEffect, order: number, traded: number, ticks: number, liquidity: number, supposed?: HeldFacts): number {
    const { orders, positions } = this.state;
    const position = orders.position[order] as number;
    const terms = this.state.terms(positions.instrument[position] as number);
    const account = positions.account[position] as number;
    // Who adds nothing that others see earns no rebate for it. Source: the spam rules of 2019.
    const isMaker = liquidity === LIQUIDITY.added && orders.display[order] !== 0;
    const rate = isTakenOver(account) ? 0 : isMaker ? terms.makerFeeRate : terms.takerFeeRate;
    // A position taken over is closed by the very order that was placed for it when it was entered.
    const entryPoints = isTakenOver(account) ? (orders.entryTicks[order] as number) * terms.pointsPerTick : 0;
    const held = supposed?.contracts ?? (positions.quantity[position] as number);
    const cost = supposed?.costSats ?? (positions.cost[position] as number);
    effect.compute(terms, held, cost, traded, ticks * terms.pointsPerTick, rate, entryPoints);
    return rate;
  }

  /** Whether an account can bear a fill. What the house took over is never margined. */
  bears(position: number, effect: FillEffect, before?: Rehearsed): boolean {
    const { positions } = this.state;
    const account = positions.account[position] as number;
    const instrument = positions.instrument[position] as number;
    return isTakenOver(account) || isSolventAfter(this.state, { account, instrument, position }, effect, before?.cash, before?.facts);
  }

  private settle(resting: number, quantity: number, ticks: number, makerRate: number, takerRate: number): void {
    const { state, emitter, taker, life } = this;
    const { orders, positions, instruments, scalars } = state;
    const instrument = positions.instrument[orders.position[taker] as number] as number;
    const match = scalars.nextMatch++;
    const side = orders.side[taker] as SideCode;
    const bought = side === SIDE.buy ? quantity : -quantity;

    this.applyTo(orders.position[resting] as number, -bought, this.makerEffect);
    this.applyTo(orders.position[taker] as number, bought, this.takerEffect);
    this.fillTaker(quantity, ticks);
    orders.filled[resting] = (orders.filled[resting] as number) + quantity;
    orders.filledTicks[resting] = (orders.filledTicks[resting] as number) + quantity * ticks;
    life.shrink(resting, quantity, false);

    const last = instruments.lastTicks[instrument] as number;
    instruments.lastDirection[instrument] = direction(last, ticks, instruments.lastDirection[instrument] as number);
    instruments.lastTicks[instrument] = ticks;
    instruments.volume[instrument] = (instruments.volume[instrument] as number) + quantity;
    const value = Math.abs(this.takerEffect.cost);
    instruments.turnoverSats[instrument] = (instruments.turnoverSats[instrument] as number) + value;

    emitter.trade(instrument, match, side, quantity, ticks, value);
    emitter.touchMark(instrument);
    this.tell(resting, LIQUIDITY.added, quantity, ticks, this.makerEffect, makerRate, match);
    emitter.order(resting, ORDER_CHANGE.update, statusOf(state, resting));
    this.tell(taker, LIQUIDITY.removed, quantity, ticks, this.takerEffect, takerRate, match);
    if (orders.leaves[resting] === 0) life.fill(resting, true);
    else life.renew(resting);
    this.triggers.traded(instrument, ticks);
  }

  private fillTaker(quantity: number, ticks: number): void {
    const { orders, scalars } = this.state;
    const { taker } = this;
    // Takeovers and orders that waited for their turn are older than what they trade now.
    orders.changedAtMs[taker] = scalars.timeMs;
    orders.leaves[taker] = (orders.leaves[taker] as number) - quantity;
    orders.filled[taker] = (orders.filled[taker] as number) + quantity;
    orders.filledTicks[taker] = (orders.filledTicks[taker] as number) + quantity * ticks;
  }

  /** Books a fill in one account: position, cash, fee. What the house's takeovers earn or lose is the insurance fund's. */
  applyTo(position: number, traded: number, effect: FillEffect): void {
    const { positions, ledger, scalars } = this.state;
    const account = positions.account[position] as number;
    const held = positions.quantity[position] as number;
    positions.beginSession(position, scalars.timeMs);
    if (held === 0 || held > 0 !== effect.contractsAfter > 0) this.startAnew(position, held, effect);
    else this.accumulate(position, traded, effect.cost);
    positions.fees[position] = (positions.fees[position] as number) + effect.fee;
    this.keepShares(position, effect);
    if (held === 0) positions.openedAtMs[position] = scalars.timeMs;
    ledger.addCost(position, effect.costAfter - (positions.cost[position] as number));
    ledger.addContracts(position, traded);
    if (isTakenOver(account)) {
      ledger.addCash(HOUSE.insurance, effect.realised);
      this.emitter.touchAccount(HOUSE.insurance);
    } else {
      ledger.addCash(account, effect.cash);
      ledger.addCash(HOUSE.fees, effect.fee);
      this.emitter.touchAccount(HOUSE.fees);
    }
    this.emitter.touchPosition(position);
    this.emitter.touchAccount(account);
  }

  /** What was moved into the position, and out of it by funding, goes with the contracts. */
  private keepShares(position: number, { contractsAfter, costAfter }: FillEffect): void {
    const { positions } = this.state;
    if (positions.posted[position] === 0 && positions.loss[position] === 0) return;
    const instrument = positions.instrument[position] as number;
    const { postedSats, lossSats } = factsAfter(this.state, instrument, factsOf(this.state, position), contractsAfter, costAfter);
    positions.posted[position] = postedSats;
    positions.loss[position] = lossSats;
  }

  /** Counts a fill in what was bought and sold since the position was opened. */
  private accumulate(position: number, traded: number, cost: number): void {
    const { positions } = this.state;
    const quantity = traded > 0 ? positions.boughtQuantity : positions.soldQuantity;
    const sum = traded > 0 ? positions.boughtCost : positions.soldCost;
    quantity[position] = (quantity[position] as number) + Math.abs(traded);
    sum[position] = (sum[position] as number) + cost;
  }

  /** The position ends with this fill, begins with it, or both. */
  private startAnew(position: number, held: number, effect: FillEffect): void {
    const { positions } = this.state;
    if (held !== 0) this.accumulate(position, effect.contractsAfter - effect.opening - held, effect.cost - effect.openingCost);
    if (effect.opening === 0) return;
    const realised = 0 - ((positions.boughtCost[position] as number) + (positions.soldCost[position] as number));
    const profit = realised - (positions.fees[position] as number);
    const moved = 0 - (positions.movedCost[position] as number) - (positions.movedFees[position] as number);
    positions.previousPnl[position] = profit;
    positions.besidePnl[position] = (positions.besidePnl[position] as number) + profit - moved;
    positions.movedCost[position] = 0;
    positions.movedFees[position] = 0;
    positions.boughtQuantity[position] = 0;
    positions.boughtCost[position] = 0;
    positions.soldQuantity[position] = 0;
    positions.soldCost[position] = 0;
    positions.fees[position] = 0;
    positions.forgetOpening(position);
    positions.openedAtMs[position] = this.state.scalars.timeMs;
    this.accumulate(position, effect.opening, effect.openingCost);
  }

  private tell(
    order: number,
    liquidity: number,
    quantity: number,
    ticks: number,
    effect: FillEffect,
    feeRate: number,
    match: number,
  ): void {
    this.emitter.execution(order, statusOf(this.state, order), {
      type: EXEC.trade,
      lastQuantity: quantity,
      lastTicks: ticks,
      liquidity,
      cost: effect.cost,
      fee: effect.fee,
      feeRate,
      match,
    });
  }
}

/** Whether an account holds what the house took over: it pays no fee and is never margined. */
const isTakenOver = (account: number): boolean => account === HOUSE.takenLongs || account === HOUSE.takenShorts;

export function statusOf(state: State, order: number): number {
  const { orders } = state;
  // One that will close the whole position knows its contracts when its price comes.
  if (orders.phase[order] !== PHASE.working) return STATUS.new;
  if (orders.leaves[order] === 0) return STATUS.filled;
  return orders.filled[order] === 0 ? STATUS.new : STATUS.partiallyFilled;
}

function direction(lastTicks: number, ticks: number, before: number): number {
  if (lastTicks === 0 || ticks > lastTicks) return TICK_DIRECTION.plus;
  if (ticks < lastTicks) return TICK_DIRECTION.minus;
  return before === TICK_DIRECTION.plus || before === TICK_DIRECTION.zeroPlus ? TICK_DIRECTION.zeroPlus : TICK_DIRECTION.zeroMinus;
}
