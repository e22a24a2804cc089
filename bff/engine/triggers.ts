import type { ContractTerms } from "../contract/pricing/terms.ts";
import { goesOffRising, INSTRUCTION, PEG, WATCHES } from "./commands.ts";
import { type Emitter, NOTHING_TRADED } from "./emitter.ts";
import { PHASE } from "./orders.ts";
import { trailedTicks, watchedPoints } from "./pegs.ts";
import { EXEC, ORDER_CHANGE, STATUS } from "./records.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";
import { WaitingList } from "./waiting-list.ts";

/** The prices of a contract that orders can watch, by the bits that name them. */
const WATCHED: readonly number[] = [INSTRUCTION.lastPrice, INSTRUCTION.markPrice, INSTRUCTION.indexPrice];

/**
 * Orders that wait for a price, and the queue of those whose price has come. An order goes off at the very trade or
 * mark that reaches it; what goes off at one moment queues by age. The queue is worked off after the command, first in,
 * first out, and what a command has no room for is left to the next: the queue is part of the state, the lists are not.
 */
export class Triggers {
  private readonly state: State;
  private readonly emitter: Emitter;
  /** By contract, then watched price, then direction. */
  private readonly lists: (readonly WaitingList[])[] = [];
  /** The same places hold those of them that trail, by the price that moves their stop price next: from the other side. */
  private readonly trails: (readonly WaitingList[])[] = [];

  constructor(state: State, emitter: Emitter) {
    this.state = state;
    this.emitter = emitter;
    const { orders } = state;
    for (const order of orders.handles()) {
      if (orders.number[order] !== 0 && orders.phase[order] === PHASE.waiting) this.enlist(order);
    }
  }

  /** Lets a new order wait for its price; where that is there already, the order goes off at once. */
  wait(order: number): void {
    const { state } = this;
    const position = state.orders.position[order] as number;
    const points = this.pointsWatched(order);
    this.count(position, 1);
    this.enlist(order);
    if (points !== 0 && this.listOf(order).isReached(this.stopPoints(order), points)) {
      this.delist(order);
      this.goOff([order]);
    }
  }

  /** Takes an order back that waits or is queued. */
  forget(order: number): void {
    const { orders } = this.state;
    if (orders.phase[order] === PHASE.queued) {
      this.unlink(order);
      return;
    }
    this.delist(order);
    this.count(orders.position[order] as number, -1);
  }

  /** Lets a waiting order wait for another price, which `change` sets, and tells of, before the order may go off. */
  move(order: number, change: () => void): void {
    this.forget(order);
    change();
    this.wait(order);
  }

  /** A contract has traded. */
  traded(instrument: number, ticks: number): void {
    if (this.lists[instrument] === undefined) return;
    const points = ticks * this.state.terms(instrument).pointsPerTick;
    this.goOff(this.reached(instrument, INSTRUCTION.lastPrice, points));
  }

  /** An index has a new price, and the contracts that refer to it have new marks. */
  marked(index: number): void {
    const { instruments } = this.state;
    const due: number[] = [];
    for (const instrument of instruments.markedBy(index)) {
      for (const watched of [INSTRUCTION.markPrice, INSTRUCTION.indexPrice]) {
        due.push(...this.reached(instrument, watched, watchedPoints(this.state, instrument, watched)));
      }
    }
    this.goOff(due);
  }

  /** The next order whose price has come, out of the queue and free to trade; NONE for none. */
  take(): number {
    const order = this.state.scalars.firstTriggered;
    if (order === NONE) return NONE;
    this.unlink(order);
    this.state.orders.phase[order] = PHASE.working;
    return order;
  }

  /** The price that an order watches as it stands; 0 before the first trade. */
  pointsWatched(order: number): number {
    const { orders, positions } = this.state;
    const instrument = positions.instrument[orders.position[order] as number] as number;
    return watchedPoints(this.state, instrument, (orders.instructions[order] as number) & WATCHES);
  }

  /** Orders that a price sets off, taken out of the lists; those that trail it are moved after it. */
  private reached(instrument: number, watched: number, points: number): number[] {
    const due: number[] = [];
    const at = placeOf(watched);
    for (const list of this.trails[instrument]?.slice(at, at + 2) ?? []) {
      for (const { order } of list.takeReached(points)) this.trail(order, points);
    }
    for (const list of this.lists[instrument]?.slice(at, at + 2) ?? []) {
      for (const { order } of list.takeReached(points)) {
        if (this.state.orders.peg[order] === PEG.trailing) this.trailOf(order).remove(this.trailPoints(order), this.numberOf(order));
        due.push(order);
      }
    }
    return due;
  }

  /** Moves the stop price of an order that no trailing list holds any more: the price that it watches has moved away. */
  private trail(order: number, points: number): void {
    const { orders, scalars } = this.state;
    const terms = this.termsOf(order);
    this.listOf(order).remove(this.stopPoints(order), this.numberOf(order));
    const ticks = Math.min(terms.maxPriceTicks, trailedTicks(terms, points, orders.pegOffset[order] as number));
    const moves = ticks !== orders.stopTicks[order];
    orders.stopTicks[order] = ticks;
    this.enlist(order);
    if (!moves) return;
    orders.changedAtMs[order] = scalars.timeMs;
    this.emitter.order(order, ORDER_CHANGE.update, STATUS.new);
  }

  private goOff(due: readonly number[]): void {
    const { orders, scalars } = this.state;
    const byAge = due.length < 2 ? due : due.toSorted((a, b) => (orders.number[a] as number) - (orders.number[b] as number));
    for (const order of byAge) {
      this.count(orders.position[order] as number, -1);
      orders.phase[order] = PHASE.queued;
      orders.changedAtMs[order] = scalars.timeMs;
      this.link(order);
      this.emitter.order(order, ORDER_CHANGE.update, STATUS.new);
      this.emitter.execution(order, STATUS.new, { type: EXEC.triggered, ...NOTHING_TRADED });
    }
  }

  private link(order: number): void {
    const { orders, scalars } = this.state;
    const last = scalars.lastTriggered;
    orders.previous[order] = last;
    orders.next[order] = NONE;
    if (last === NONE) scalars.firstTriggered = order;
    else orders.next[last] = order;
    scalars.lastTriggered = order;
  }

  private unlink(order: number): void {
    const { orders, scalars } = this.state;
    const next = orders.next[order] as number;
    const previous = orders.previous[order] as number;
    if (previous === NONE) scalars.firstTriggered = next;
    else orders.next[previous] = next;
    if (next === NONE) scalars.lastTriggered = previous;
    else orders.previous[next] = previous;
    orders.next[order] = NONE;
    orders.previous[order] = NONE;
  }

  private count(position: number, more: number): void {
    const { positions } = this.state;
    positions.waitingOrders[position] = (positions.waitingOrders[position] as number) + more;
  }

  private enlist(order: number): void {
    this.listOf(order).add(this.stopPoints(order), this.numberOf(order), order);
    if (this.state.orders.peg[order] === PEG.trailing) this.trailOf(order).add(this.trailPoints(order), this.numberOf(order), order);
  }

  private delist(order: number): void {
    this.listOf(order).remove(this.stopPoints(order), this.numberOf(order));
    if (this.state.orders.peg[order] === PEG.trailing) this.trailOf(order).remove(this.trailPoints(order), this.numberOf(order));
  }

  private numberOf(order: number): number {
    return this.state.orders.number[order] as number;
  }

  private stopPoints(order: number): number {
    return (this.state.orders.stopTicks[order] as number) * this.termsOf(order).pointsPerTick;
  }

  /** The next price that moves the stop price of an order that trails: a tick beyond the one that it hangs on now. */
  private trailPoints(order: number): number {
    const { orders } = this.state;
    const offset = orders.pegOffset[order] as number;
    return ((orders.stopTicks[order] as number) - offset - Math.sign(offset)) * this.termsOf(order).pointsPerTick;
  }

  private termsOf(order: number): ContractTerms {
    const { orders, positions } = this.state;
    return this.state.terms(positions.instrument[orders.position[order] as number] as number);
  }

  private listOf(order: number): WaitingList {
    return this.among(this.lists, order, false);
  }

  private trailOf(order: number): WaitingList {
    return this.among(this.trails, order, true);
  }

  /** The order's list among those of its contract; made with the first one that waits there. */
  private among(lists: (readonly WaitingList[])[], order: number, isTurned: boolean): WaitingList {
    const { orders, positions } = this.state;
    const instrument = positions.instrument[orders.position[order] as number] as number;
    const isRising = goesOffRising(orders.type[order] as number, orders.side[order] as number);
    lists[instrument] ??= WATCHED.flatMap(() => [new WaitingList(!isTurned), new WaitingList(isTurned)]);
    return lists[instrument][placeOf((orders.instructions[order] as number) & WATCHES) + (isRising ? 0 : 1)] as WaitingList;
  }
}

/** Where the two lists of a watched price begin. */
const placeOf = (watched: number): number => 2 * WATCHED.indexOf(watched);
