import { goesOffRising, INSTRUCTION, WATCHES } from "./commands.ts";
import { type Emitter, NOTHING_TRADED } from "./emitter.ts";
import { PHASE } from "./orders.ts";
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

  constructor(state: State, emitter: Emitter) {
    this.state = state;
    this.emitter = emitter;
    const { orders } = state;
    for (let order = 0; order < orders.count; order++) {
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

  /** Lets a waiting order wait for another price, and tells of it before the order may go off. */
  move(order: number, stopTicks: number, tell: () => void): void {
    this.forget(order);
    this.state.orders.stopTicks[order] = stopTicks;
    tell();
    this.wait(order);
  }

  /** A contract has traded. */
  traded(instrument: number, ticks: number): void {
    const lists = this.lists[instrument];
    if (lists === undefined) return;
    const points = ticks * this.state.terms(instrument).pointsPerTick;
    this.goOff([...reached(lists, INSTRUCTION.lastPrice, points)]);
  }

  /** An index has a new price, and the contracts that refer to it have new marks. */
  marked(index: number): void {
    const { instruments } = this.state;
    const due: number[] = [];
    for (let instrument = 0; instrument < instruments.count; instrument++) {
      const lists = this.lists[instrument];
      if (lists === undefined || instruments.index[instrument] !== index) continue;
      due.push(...reached(lists, INSTRUCTION.markPrice, instruments.markPoints[instrument] as number));
      due.push(...reached(lists, INSTRUCTION.indexPrice, instruments.markPoints[index] as number));
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
    const { orders, positions, instruments } = this.state;
    const instrument = positions.instrument[orders.position[order] as number] as number;
    const watched = (orders.instructions[order] as number) & WATCHES;
    if (watched === INSTRUCTION.markPrice) return instruments.markPoints[instrument] as number;
    if (watched === INSTRUCTION.indexPrice) return instruments.markPoints[instruments.index[instrument] as number] as number;
    return (instruments.lastTicks[instrument] as number) * this.state.terms(instrument).pointsPerTick;
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
    this.listOf(order).add(this.stopPoints(order), this.state.orders.number[order] as number, order);
  }

  private delist(order: number): void {
    this.listOf(order).remove(this.stopPoints(order), this.state.orders.number[order] as number);
  }

  private stopPoints(order: number): number {
    const { orders, positions } = this.state;
    const instrument = positions.instrument[orders.position[order] as number] as number;
    return (orders.stopTicks[order] as number) * this.state.terms(instrument).pointsPerTick;
  }

  private listOf(order: number): WaitingList {
    const { orders, positions } = this.state;
    const instrument = positions.instrument[orders.position[order] as number] as number;
    const isRising = goesOffRising(orders.type[order] as number, orders.side[order] as number);
    this.lists[instrument] ??= WATCHED.flatMap(() => [new WaitingList(true), new WaitingList(false)]);
    return this.lists[instrument][placeOf((orders.instructions[order] as number) & WATCHES) + (isRising ? 0 : 1)] as WaitingList;
  }
}

/** Where the two lists of a watched price begin. */
const placeOf = (watched: number): number => 2 * WATCHED.indexOf(watched);

function* reached(lists: readonly WaitingList[], watched: number, points: number): Generator<number> {
  for (const list of lists.slice(placeOf(watched), placeOf(watched) + 2)) {
    for (const { order } of list.takeReached(points)) yield order;
  }
}
