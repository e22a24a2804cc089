import type { Caps } from "./caps.ts";
import {
  INSTRUCTION,
  isConditional,
  isMarket,
  ORDER_TYPE,
  otherSide,
  PLAIN,
  type PlaceFields,
  SIDE,
  type SideCode,
  TIME_IN_FORCE,
} from "./commands.ts";
import type { Matching } from "./matching.ts";
import type { OrderLife } from "./order-life.ts";
import { PHASE } from "./orders.ts";
import { priced } from "./pegs.ts";
import { type Intent, isVerdict, type PreTrade } from "./pre-trade.ts";
import { ORDER_CHANGE } from "./records.ts";
import { REJECT, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import { withinLimits } from "./session-limits.ts";
import type { State } from "./state.ts";
import type { Triggers } from "./triggers.ts";

/** Why an order gives way to one that closes its position. */
const CLOSED = "Order had execInst of Close";

/** Takes a new order from its command to the book. */
export class Placing {
  private readonly state: State;
  private readonly life: OrderLife;
  private readonly matching: Matching;
  private readonly preTrade: PreTrade;
  private readonly triggers: Triggers;
  private readonly caps: Caps;

  constructor(state: State, life: OrderLife, matching: Matching, preTrade: PreTrade, triggers: Triggers, caps: Caps) {
    this.state = state;
    this.caps = caps;
    this.triggers = triggers;
    this.life = life;
    this.matching = matching;
    this.preTrade = preTrade;
  }

  /** Places one order: its number, or why there is none and nothing has changed. */
  place(wish: PlaceFields): number | Verdict {
    const verdict = this.preTrade.wellFormed(wish);
    if (verdict.code !== REJECT.none) return verdict;
    const fields = priced(this.state, wish);
    if (isVerdict(fields)) return fields;
    if (isConditional(fields.type)) return this.lay(fields);
    const intent = this.preTrade.intend(fields);
    if (isVerdict(intent)) return intent;
    const affordable = this.preTrade.affordable(intent);
    return affordable.code === REJECT.none ? this.enter(fields, intent) : affordable;
  }

  /**
   * Closes a whole position, at market or at a limit, and cancels every other order that its account has there. Where
   * the position can't be closed, they stay. Source: POST `/order/closePosition` of the 2019 document.
   *
   * @param ticks 0 for no limit
   */
  closePosition(account: number, instrument: number, ticks: number, text: string): number | Verdict {
    const { state, preTrade } = this;
    if (!state.accounts.isClient(account)) return { code: REJECT.unknownAccount, detail: 0 };
    if (!state.instruments.isContract(instrument)) return { code: REJECT.unknownInstrument, detail: 0 };
    const position = state.positionOf(account, instrument);
    const held = state.positions.held(position);
    const fields: PlaceFields = {
      ...{ account, instrument, quantity: 0, ticks, clientId: "", text },
      side: held < 0 ? SIDE.buy : SIDE.sell,
      type: ticks === 0 ? ORDER_TYPE.market : ORDER_TYPE.limit,
      timeInForce: ticks === 0 ? TIME_IN_FORCE.immediateOrCancel : TIME_IN_FORCE.goodTillCancel,
      instructions: INSTRUCTION.close,
    };
    const verdict = preTrade.wellFormed(fields);
    if (verdict.code !== REJECT.none) return verdict;
    const intent = preTrade.intend(fields);
    if (isVerdict(intent)) return intent;
    const affordable = preTrade.affordable(intent);
    if (affordable.code !== REJECT.none) return affordable;
    this.life.cancelAll(account, instrument, NONE, CLOSED, () => undefined);
    return this.enter(fields, intent);
  }

  /** Places one order of a bulk whose others stand already: what can't be had now is kept as a rejected order. */
  placeOrRecord(fields: PlaceFields): number {
    const placed = this.place(fields);
    return typeof placed === "number" ? placed : this.recordRejected(fields, placed);
  }

  private enter(fields: PlaceFields, intent: Intent): number {
    const { state, life } = this;
    this.caps.placed(fields);
    if (intent.closes) this.clearTheWay(intent, NONE);
    const order = life.open(state.positionFor(intent.account, intent.instrument), fields, intent.quantity);
    const number = state.orders.number[order] as number;
    life.announce(order);
    this.work(order, fields.instructions, intent);
    return number;
  }

  /** Lays a conditional order by until its price comes. What it can afford is asked then. */
  private lay(fields: PlaceFields): number {
    const { state, life } = this;
    this.caps.placed(fields);
    const order = life.open(state.positionFor(fields.account, fields.instrument), fields, fields.quantity);
    const number = state.orders.number[order] as number;
    life.announce(order);
    this.triggers.wait(order);
    return number;
  }

  /** Lets an order whose price has come do what a new order would; what can't be had then ends rejected. */
  activate(order: number): void {
    const { life, preTrade } = this;
    const { orders, positions } = this.state;
    life.start(order);
    const position = orders.position[order] as number;
    const instructions = orders.instructions[order] as number;
    const intent = preTrade.intend({
      account: positions.account[position] as number,
      instrument: positions.instrument[position] as number,
      side: orders.side[order] as SideCode,
      quantity: orders.quantity[order] as number,
      ticks: orders.ticks[order] as number,
      type: orders.type[order] as number,
      timeInForce: orders.timeInForce[order] as number,
      instructions,
      special: { ...PLAIN, display: orders.display[order] as number },
    });
    const refusal = isVerdict(intent) ? intent : this.mayEnter(order, intent);
    if (isVerdict(intent) || refusal.code !== REJECT.none) {
      life.reject(order, ORDER_CHANGE.update, refusal);
      return;
    }
    if (intent.quantity !== orders.quantity[order]) life.size(order, intent.quantity);
    if (intent.closes) this.clearTheWay(intent, order);
    this.work(order, instructions, intent);
  }

  /** Whether an order that has waited may trade: its limit is within those of the session, which may be another than when it came, and it is paid for. */
  private mayEnter(order: number, intent: Intent): Verdict {
    const hasLimit = !isMarket(this.state.orders.type[order] as number);
    const beyond = hasLimit ? withinLimits(this.state, intent.instrument, intent.limitTicks) : REJECT.none;
    return beyond === REJECT.none ? this.preTrade.affordable(intent) : { code: beyond, detail: 0 };
  }

  /** Trades an order that stands in no book, and rests what is left of it where it may rest. */
  private work(order: number, instructions: number, intent: Intent): void {
    if ((instructions & INSTRUCTION.postOnly) !== 0 && this.wouldTrade(intent)) {
      this.life.cancel(order, "Order had execInst of ParticipateDoNotInitiate", false);
      return;
    }
    const isAllOrNothing = this.state.orders.timeInForce[order] === TIME_IN_FORCE.fillOrKill;
    if (isAllOrNothing && !this.matching.fillsWhole(order, intent.limitTicks)) {
      this.life.cancel(order, "Order had timeInForce of FillOrKill", false);
      return;
    }
    const halt = this.matching.execute(order, intent.limitTicks);
    this.settleRest(order, intent.rests, halt);
  }

  /**
   * After matching: a filled order ends, what is left rests or is cancelled.
   *
   * @param halt why it stopped short of its limit, null when it did not
   */
  settleRest(order: number, rests: boolean, halt: string | null): void {
    const { orders } = this.state;
    if (orders.leaves[order] === 0) this.life.fill(order, false);
    else if (halt !== null) this.life.cancel(order, halt, false);
    else if (rests) this.life.rest(order);
    else this.life.cancel(order, "Order had timeInForce of ImmediateOrCancel", false);
  }

  wouldTrade(intent: Pick<Intent, "instrument" | "side" | "limitTicks">): boolean {
    const best = this.state.book(intent.instrument).bestTicks(otherSide(intent.side));
    if (best === NONE) return false;
    return intent.side === SIDE.buy ? best <= intent.limitTicks : best >= intent.limitTicks;
  }

  /** A closing order cancels resting orders of its side that, with it, would exceed the position. */
  private clearTheWay(intent: Intent, closing: number): void {
    const { orders, positions } = this.state;
    const { position, side } = intent;
    if (!this.preTrade.clearsTheWay(intent)) return;
    for (let order = positions.firstOrder[position] as number; order !== NONE; ) {
      const next = orders.nextOwn[order] as number;
      const isInTheWay = order !== closing && orders.side[order] === side && orders.phase[order] === PHASE.working;
      if (isInTheWay) this.life.cancel(order, CLOSED, true);
      order = next;
    }
  }

  private recordRejected(fields: PlaceFields, refusal: Verdict): number {
    const { state, life } = this;
    const order = life.open(state.positionFor(fields.account, fields.instrument), { ...fields, clientId: "" }, fields.quantity);
    const number = state.orders.number[order] as number;
    life.reject(order, ORDER_CHANGE.insert, refusal);
    return number;
  }
}
