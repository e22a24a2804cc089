import { INSTRUCTION, otherSide, type PlaceFields, SIDE } from "./commands.ts";
import { type Emitter, NOTHING_TRADED } from "./emitter.ts";
import type { Matching } from "./matching.ts";
import type { OrderLife } from "./order-life.ts";
import { type Intent, isVerdict, type PreTrade } from "./pre-trade.ts";
import { EXEC, ORDER_CHANGE, STATUS } from "./records.ts";
import { REJECT, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";

/** Takes a new order from its command to the book. */
export class Placing {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly life: OrderLife;
  private readonly matching: Matching;
  private readonly preTrade: PreTrade;

  constructor(state: State, emitter: Emitter, life: OrderLife, matching: Matching, preTrade: PreTrade) {
    this.state = state;
    this.emitter = emitter;
    this.life = life;
    this.matching = matching;
    this.preTrade = preTrade;
  }

  /** Places one order: its number, or why there is none and nothing has changed. */
  place(fields: PlaceFields): number | Verdict {
    const verdict = this.preTrade.wellFormed(fields);
    if (verdict.code !== REJECT.none) return verdict;
    const intent = this.preTrade.intend(fields);
    if (isVerdict(intent)) return intent;
    const affordable = this.preTrade.affordable(intent);
    return affordable.code === REJECT.none ? this.enter(fields, intent) : affordable;
  }

  /** Places one order of a bulk whose others stand already: what can't be had now is kept as a rejected order. */
  placeOrRecord(fields: PlaceFields): number {
    const placed = this.place(fields);
    return typeof placed === "number" ? placed : this.recordRejected(fields);
  }

  private enter(fields: PlaceFields, intent: Intent): number {
    const { state, life } = this;
    const { orders } = state;
    if (intent.closes) this.clearTheWay(intent);
    const order = life.open(state.positionFor(intent.account, intent.instrument), fields, intent.quantity);
    const number = orders.number[order] as number;
    life.announce(order);
    if ((fields.instructions & INSTRUCTION.postOnly) !== 0 && this.wouldTrade(intent)) {
      life.cancel(order, "Order had execInst of ParticipateDoNotInitiate", false);
      return number;
    }
    const halt = this.matching.execute(order, intent.limitTicks);
    this.settleRest(order, intent.rests, halt);
    return number;
  }

  /**
   * After matching: a filled order ends, what is left rests or is cancelled.
   *
   * @param halt why it stopped short of its limit, null when it did not
   */
  settleRest(order: number, rests: boolean, halt: string | null): void {
    const { orders } = this.state;
    if (orders.leaves[order] === 0) this.life.finish(order, false);
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
  private clearTheWay(intent: Intent): void {
    const { orders, positions } = this.state;
    const { position, side } = intent;
    if (!this.preTrade.clearsTheWay(intent)) return;
    for (let order = positions.firstOrder[position] as number; order !== NONE; ) {
      const next = orders.nextOwn[order] as number;
      if (orders.side[order] === side) this.life.cancel(order, "Order had execInst of Close", true);
      order = next;
    }
  }

  private recordRejected(fields: PlaceFields): number {
    const { state, life, emitter } = this;
    const { orders } = state;
    const order = life.open(state.positionFor(fields.account, fields.instrument), { ...fields, clientId: "" }, fields.quantity);
    const number = orders.number[order] as number;
    orders.leaves[order] = 0;
    emitter.order(order, ORDER_CHANGE.insert, STATUS.rejected);
    emitter.execution(order, STATUS.rejected, { type: EXEC.rejected, ...NOTHING_TRADED });
    life.finish(order, false);
    return number;
  }
}
