import { premiumSats } from "../contract/pricing/margin.ts";
import { mulDivCeil } from "../contract/pricing/round.ts";
import { valueSats } from "../contract/pricing/value.ts";
import { isConditional, isReduceOnly, PEG, type PlaceFields, SIDE, type SideCode, TIME_IN_FORCE } from "./commands.ts";
import { type Emitter, NOTHING_TRADED, UNTRADED } from "./emitter.ts";
import { dropFilled, firstOutlived, keepFilled, mayReturn } from "./filled-orders.ts";
import { reserveOf } from "./order-reserve.ts";
import { PHASE } from "./orders.ts";
import { EXEC, ORDER_CHANGE, STATUS } from "./records.ts";
import type { Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import { sliceOf } from "./slices.ts";
import type { StandingTakeovers } from "./standing-takeovers.ts";
import type { State } from "./state.ts";
import type { Triggers } from "./triggers.ts";

const DAY_MS = 24 * 3_600_000;
/** Day orders live until midnight UTC: the contract names no other end of a day for a market that never closes. */
const endOfDay = (timeMs: number): number => (Math.floor(timeMs / DAY_MS) + 1) * DAY_MS;

/** Opens, rests, shrinks and ends orders, and keeps every list and sum that knows of them. */
export class OrderLife {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly triggers: Triggers;
  private readonly takeovers: StandingTakeovers;

  constructor(state: State, emitter: Emitter, triggers: Triggers, takeovers: StandingTakeovers) {
    this.state = state;
    this.emitter = emitter;
    this.triggers = triggers;
    this.takeovers = takeovers;
  }

  /** A new order of a position, accepted but neither matched nor resting. */
  open(position: number, fields: PlaceFields, quantity: number): number {
    const { state } = this;
    const { orders, scalars, texts } = state;
    const order = orders.allocate();
    orders.number[order] = scalars.nextOrder++;
    orders.position[order] = position;
    orders.side[order] = fields.side;
    orders.ticks[order] = fields.ticks;
    orders.quantity[order] = quantity;
    orders.leaves[order] = quantity;
    orders.type[order] = fields.type;
    orders.timeInForce[order] = fields.timeInForce;
    orders.instructions[order] = fields.instructions;
    orders.stopTicks[order] = fields.special?.stopTicks ?? 0;
    orders.display[order] = fields.special?.display ?? NONE;
    orders.peg[order] = fields.special?.peg ?? PEG.none;
    orders.pegOffset[order] = fields.special?.pegOffset ?? 0;
    orders.phase[order] = isConditional(fields.type) ? PHASE.waiting : PHASE.working;
    orders.expiresAtMs[order] = fields.timeInForce === TIME_IN_FORCE.day ? endOfDay(scalars.timeMs) : 0;
    if (orders.expiresAtMs[order] !== 0) state.setDeadline(orders.expiresAtMs[order] as number);
    orders.changedAtMs[order] = scalars.timeMs;
    orders.setClientId(order, fields.clientId);
    orders.text[order] = texts.hold(fields.text);
    orders.next[order] = NONE;
    orders.previous[order] = NONE;
    this.enlist(order);
    // The position may be new with this order, and stays when the order comes to nothing.
    this.emitter.notePosition(position);
    return order;
  }

  /** An order whose price has come is free to trade. */
  start(order: number): void {
    this.countReduceOnly(order, 1);
  }

  /** Gives an order that has not traded yet the contracts that its position leaves it. */
  size(order: number, quantity: number): void {
    const { orders } = this.state;
    orders.quantity[order] = quantity;
    orders.leaves[order] = quantity;
    this.touch(order);
    this.emitter.order(order, ORDER_CHANGE.update, STATUS.new);
    this.emitter.execution(order, STATUS.new, { type: EXEC.replaced, ...NOTHING_TRADED });
  }

  /** Tells of a new order. */
  announce(order: number): void {
    this.emitter.order(order, ORDER_CHANGE.insert, STATUS.new);
    this.emitter.execution(order, STATUS.new, UNTRADED.new);
  }

  /** Puts what is left of an order into the book, where it binds margin. */
  rest(order: number): void {
    const { orders, positions } = this.state;
    const position = orders.position[order] as number;
    const instrument = positions.instrument[position] as number;
    this.veil(order);
    this.state.book(instrument).insert(order);
    this.emitter.touchLevel(instrument, orders.side[order] as number, orders.ticks[order] as number);
    orders.premium[order] = this.premiumOf(order);
    this.bind(order);
    this.emitter.touchOrdersOf(position);
  }

  /** Takes a resting order out of the book and frees its margin; the order itself goes on. */
  lift(order: number): void {
    const { orders, positions } = this.state;
    const position = orders.position[order] as number;
    const instrument = positions.instrument[position] as number;
    this.state.book(instrument).remove(order);
    this.emitter.touchLevel(instrument, orders.side[order] as number, orders.ticks[order] as number);
    orders.hidden[order] = 0;
    this.unbind(order);
    orders.value[order] = 0;
    orders.reserve[order] = 0;
    orders.premium[order] = 0;
    this.emitter.touchOrdersOf(position);
  }

  /** Hides what is left of an order but for the slice that it shows. */
  private veil(order: number): void {
    const { orders } = this.state;
    const leaves = orders.leaves[order] as number;
    if (orders.display[order] !== NONE)
      orders.hidden[order] = orders.display[order] === 0 ? leaves : Math.max(0, leaves - sliceOf(this.state, order));
  }

  /** Where all that an order showed has traded, its next slice comes to the end of those that show anything. */
  renew(order: number): void {
    const { orders, positions } = this.state;
    const leaves = orders.leaves[order] as number;
    if (leaves === 0 || orders.hidden[order] !== leaves || orders.display[order] === 0) return;
    const book = this.state.book(positions.instrument[orders.position[order] as number] as number);
    book.remove(order);
    this.veil(order);
    book.insert(order);
  }

  /**
   * Takes contracts off a resting order, because they traded or were given up; its place in the queue stays.
   *
   * @param givenUp those go first that the order does not show
   */
  shrink(order: number, contracts: number, givenUp: boolean): void {
    const { orders, positions } = this.state;
    const position = orders.position[order] as number;
    const instrument = positions.instrument[position] as number;
    const before = orders.leaves[order] as number;
    const premium = orders.premium[order] as number;
    this.touch(order);
    this.unbind(order);
    this.state.book(instrument).reduce(order, contracts, givenUp);
    this.emitter.touchLevel(instrument, orders.side[order] as number, orders.ticks[order] as number);
    orders.premium[order] = premium === 0 ? 0 : mulDivCeil(premium, before - contracts, before);
    this.bind(order);
    this.emitter.touchOrdersOf(position);
  }

  /** Ends an order that filled completely, for good: out of every list, its row freed. A resting one leaves the book. */
  finish(order: number, isResting: boolean): void {
    if (isResting) this.lift(order);
    this.remove(order);
  }

  /** The same for an order that an amendment may bring back: one with a limit, which could rest. */
  fill(order: number, isResting: boolean): void {
    if (isResting) this.lift(order);
    if (mayReturn(this.state, order)) {
      this.delist(order);
      keepFilled(this.state, order);
    } else {
      this.remove(order);
    }
  }

  /** Brings a filled order back, with contracts yet to trade. It neither rests nor waits. */
  revive(order: number): void {
    const { orders, scalars } = this.state;
    dropFilled(this.state, order);
    orders.phase[order] = PHASE.working;
    orders.expiresAtMs[order] = orders.timeInForce[order] === TIME_IN_FORCE.day ? endOfDay(scalars.timeMs) : 0;
    if (orders.expiresAtMs[order] !== 0) this.state.setDeadline(orders.expiresAtMs[order] as number);
    this.enlist(order);
  }

  /** Frees filled orders whose minute is over. */
  forgetFilled(): void {
    for (let order = firstOutlived(this.state); order !== NONE; order = firstOutlived(this.state)) {
      dropFilled(this.state, order);
      this.free(order);
    }
  }

  /** Cancels an order and says why. One that does not work yet is in no book, whatever is said of resting. */
  cancel(order: number, reason: string, isResting: boolean): void {
    const { orders, texts } = this.state;
    if (orders.phase[order] !== PHASE.working) this.triggers.forget(order);
    else if (isResting) this.lift(order);
    this.setText(order, `Canceled: ${reason}\n${texts.at(orders.text[order] as number)}`);
    orders.leaves[order] = 0;
    this.touch(order);
    this.emitter.order(order, ORDER_CHANGE.update, STATUS.canceled);
    this.emitter.execution(order, STATUS.canceled, UNTRADED.canceled);
    this.remove(order);
  }

  /** Ends an order that can't be had after all. It neither rests nor waits. */
  reject(order: number, change: number, rejection: Verdict): void {
    this.state.orders.leaves[order] = 0;
    this.touch(order);
    this.emitter.order(order, change, STATUS.rejected, rejection);
    this.emitter.execution(order, STATUS.rejected, { type: EXEC.rejected, ...NOTHING_TRADED }, rejection);
    this.remove(order);
  }

  /** Cancels the open orders of an account. */
  cancelAll(account: number, instrument: number, side: number, reason: string, tell: (order: number) => void): void {
    const { accounts, positions, orders } = this.state;
    for (let p = accounts.firstPosition[account] as number; p !== NONE; p = positions.nextOfAccount[p] as number) {
      if (instrument !== NONE && positions.instrument[p] !== instrument) continue;
      for (let order = positions.firstOrder[p] as number; order !== NONE; ) {
        const next = orders.nextOwn[order] as number;
        if (side === NONE || orders.side[order] === side) {
          tell(orders.number[order] as number);
          this.cancel(order, reason, true);
        }
        order = next;
      }
    }
  }

  /** Looks at an account as if one of its resting orders bound nothing. */
  without<T>(order: number, look: () => T): T {
    this.unbind(order);
    const seen = look();
    this.bind(order);
    return seen;
  }

  setClientId(order: number, clientId: string): void {
    const { state } = this;
    const { orders, positions } = state;
    const account = positions.account[orders.position[order] as number] as number;
    const old = orders.clientIdOf(order);
    if (old !== "") state.byClientId.delete(account, old);
    orders.setClientId(order, clientId);
    if (clientId !== "") state.byClientId.set(account, clientId, order);
  }

  /** Notes the moment at which an order changed. */
  touch(order: number): void {
    this.state.orders.changedAtMs[order] = this.state.scalars.timeMs;
  }

  setText(order: number, text: string): void {
    const { orders, texts } = this.state;
    const old = orders.text[order] as number;
    orders.text[order] = texts.hold(text);
    texts.drop(old);
  }

  /** Recomputes what the open orders of a position bind at another leverage; to be told once that leverage stands. */
  rebind(position: number): void {
    const { orders, positions } = this.state;
    for (let order = positions.firstOrder[position] as number; order !== NONE; order = orders.nextOwn[order] as number) {
      if (orders.phase[order] !== PHASE.working) continue;
      this.unbind(order);
      this.bind(order);
    }
  }

  private premiumOf(order: number): number {
    const { orders, positions, instruments } = this.state;
    const instrument = positions.instrument[orders.position[order] as number] as number;
    const terms = this.state.terms(instrument);
    const leaves = orders.leaves[order] as number;
    const signed = orders.side[order] === SIDE.buy ? leaves : -leaves;
    const atPrice = valueSats(terms, signed, (orders.ticks[order] as number) * terms.pointsPerTick);
    return premiumSats(atPrice, valueSats(terms, signed, instruments.markPoints[instrument] as number));
  }

  /** Computes what is set aside for an order and adds it to its position's sums. */
  private bind(order: number): void {
    const { orders, positions } = this.state;
    const position = orders.position[order] as number;
    const leaves = orders.leaves[order] as number;
    const { value, reserve } = reserveOf(this.state, order);
    orders.value[order] = value;
    orders.reserve[order] = reserve;
    positions.addOrder(position, orders.side[order] as SideCode, leaves, value, reserve, orders.premium[order] as number);
  }

  private unbind(order: number): void {
    const { orders, positions } = this.state;
    positions.addOrder(
      orders.position[order] as number,
      orders.side[order] as SideCode,
      -(orders.leaves[order] as number),
      -(orders.value[order] as number),
      -(orders.reserve[order] as number),
      -(orders.premium[order] as number),
    );
  }

  private countReduceOnly(order: number, more: number): void {
    const { orders, positions } = this.state;
    if (!isReduceOnly(orders.instructions[order] as number)) return;
    const position = orders.position[order] as number;
    positions.reduceOnlyOrders[position] = (positions.reduceOnlyOrders[position] as number) + more;
  }

  private remove(order: number): void {
    this.delist(order);
    this.free(order);
  }

  private free(order: number): void {
    const { orders, texts } = this.state;
    texts.drop(orders.text[order] as number);
    orders.release(order);
  }

  /** Puts an open order into the lists and counts of its account and position. */
  private enlist(order: number): void {
    const { state } = this;
    const { orders, positions, accounts } = state;
    const position = orders.position[order] as number;
    const account = positions.account[position] as number;
    const first = positions.firstOrder[position] as number;
    orders.nextOwn[order] = first;
    orders.previousOwn[order] = NONE;
    if (first !== NONE) orders.previousOwn[first] = order;
    positions.firstOrder[position] = order;
    positions.openOrders[position] = (positions.openOrders[position] as number) + 1;
    if (orders.phase[order] === PHASE.working) this.countReduceOnly(order, 1);
    accounts.openOrders[account] = (accounts.openOrders[account] as number) + 1;
    state.byNumber.set(orders.number[order] as number, order);
    const clientId = orders.clientIdOf(order);
    if (clientId !== "") state.byClientId.set(account, clientId, order);
  }

  private delist(order: number): void {
    const { state } = this;
    const { orders, positions, accounts } = state;
    const position = orders.position[order] as number;
    const account = positions.account[position] as number;
    if (orders.entryTicks[order] !== 0) this.takeovers.remove(order);
    const next = orders.nextOwn[order] as number;
    const previous = orders.previousOwn[order] as number;
    if (next !== NONE) orders.previousOwn[next] = previous;
    if (previous === NONE) positions.firstOrder[position] = next;
    else orders.nextOwn[previous] = next;
    if (orders.phase[order] === PHASE.working) this.countReduceOnly(order, -1);
    orders.nextOwn[order] = NONE;
    orders.previousOwn[order] = NONE;
    positions.openOrders[position] = (positions.openOrders[position] as number) - 1;
    accounts.openOrders[account] = (accounts.openOrders[account] as number) - 1;
    state.byNumber.delete(orders.number[order] as number);
    const clientId = orders.clientIdOf(order);
    if (clientId !== "") state.byClientId.delete(account, clientId);
  }
}
