import type { Capped, Caps } from "./caps.ts";
import {
  AMEND,
  type AmendFields,
  goesOffRising,
  INSTRUCTION,
  isMarket,
  isReduceOnly,
  mayRest,
  PEG,
  SIDE,
  type SideCode,
} from "./commands.ts";
import { type Emitter, NOTHING_TRADED } from "./emitter.ts";
import type { Matching } from "./matching.ts";
import { statusOf } from "./matching.ts";
import type { OrderLife } from "./order-life.ts";
import { CLIENT_ID_UNITS, PHASE } from "./orders.ts";
import { type Followed, peggedLimit, trailingStop } from "./pegs.ts";
import type { Placing } from "./placing.ts";
import { type Intent, MAX_OPEN_ORDERS, type PreTrade, tradingState } from "./pre-trade.ts";
import { EXEC, ORDER_CHANGE } from "./records.ts";
import { ACCEPTED, REJECT, type RejectCode, type Verdict } from "./rejects.ts";
import { withinLimits } from "./session-limits.ts";
import type { State } from "./state.ts";
import type { Triggers } from "./triggers.ts";

/** An amendment of an order that is there, with the values that the order will have. */
interface Amendment {
  readonly order: number;
  readonly quantity: number;
  readonly leaves: number;
  readonly ticks: number;
  readonly stopTicks: number;
  readonly pegOffset: number;
}

const reject = (code: RejectCode): Verdict => ({ code, detail: 0 });

/** Whether an order stands aside: it waits for a price, or for its turn. */
const isAside = (phase: number): boolean => phase === PHASE.waiting || phase === PHASE.queued;

/** Changes open orders, and brings filled ones back. Only a smaller quantity at the same price keeps the place in the queue. */
export class Amending {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly life: OrderLife;
  private readonly matching: Matching;
  private readonly placing: Placing;
  private readonly preTrade: PreTrade;
  private readonly triggers: Triggers;
  private readonly caps: Caps;

  constructor(
    state: State,
    emitter: Emitter,
    life: OrderLife,
    matching: Matching,
    placing: Placing,
    preTrade: PreTrade,
    triggers: Triggers,
    caps: Caps,
  ) {
    this.state = state;
    this.emitter = emitter;
    this.life = life;
    this.matching = matching;
    this.placing = placing;
    this.preTrade = preTrade;
    this.triggers = triggers;
    this.caps = caps;
  }

  /** @returns the order's number, or why it stays as it is */
  amend(fields: AmendFields): number | Verdict {
    const amendment = this.wellFormed(fields);
    if ("code" in amendment) return amendment;
    const verdict = this.affordable(amendment);
    if (verdict.code !== REJECT.none) return verdict;
    this.caps.amended(this.capped(amendment), this.cappedNow(amendment.order));
    return this.apply(amendment, fields);
  }

  /** What holds whatever the account owns: the order is open, or can come back, and its own, the new values are possible. */
  wellFormed(fields: AmendFields): Amendment | Verdict {
    const { state } = this;
    const { orders, positions } = state;
    const order = this.find(fields);
    if (order === undefined) return reject(fields.order === 0 ? REJECT.originalClientIdNotFound : REJECT.orderNotFound);
    const instrument = positions.instrument[orders.position[order] as number] as number;
    const terms = state.terms(instrument);
    const verdict = this.mayReturn(order, fields);
    if (verdict.code !== REJECT.none) return verdict;
    const filled = orders.filled[order] as number;
    let quantity = orders.quantity[order] as number;
    if ((fields.changes & AMEND.quantity) !== 0) quantity = fields.quantity;
    if ((fields.changes & AMEND.leaves) !== 0) quantity = fields.quantity + filled;
    const leaves = quantity - filled;
    // One that waits to close the whole position has no quantity until its price comes.
    const isNew = (fields.changes & (AMEND.quantity | AMEND.leaves)) !== 0 || orders.phase[order] === PHASE.working;
    if (isNew && (leaves <= 0 || leaves % terms.lotSize !== 0 || quantity > terms.maxOrderQty)) {
      return reject((fields.changes & AMEND.leaves) !== 0 ? REJECT.leavesQuantity : REJECT.quantity);
    }
    let ticks = (fields.changes & AMEND.price) !== 0 ? fields.ticks : (orders.ticks[order] as number);
    if ((fields.changes & AMEND.price) !== 0) {
      if (isMarket(orders.type[order] as number)) return reject(REJECT.price);
      if (!Number.isInteger(ticks) || ticks <= 0 || ticks > terms.maxPriceTicks) return reject(REJECT.price);
    }
    let stopTicks = orders.stopTicks[order] as number;
    if ((fields.changes & AMEND.stop) !== 0) {
      stopTicks = fields.stopTicks ?? 0;
      const canMove = orders.phase[order] === PHASE.waiting && orders.peg[order] === PEG.none;
      if (!canMove || !this.preTrade.isPossibleStop(instrument, stopTicks)) return reject(REJECT.stopPrice);
    }
    let pegOffset = orders.pegOffset[order] as number;
    if ((fields.changes & AMEND.peg) !== 0) {
      pegOffset = fields.pegOffset ?? 0;
      const isTrailing = orders.peg[order] === PEG.trailing;
      const followed = this.followed(order, pegOffset, fields.changes);
      if ("code" in followed) return followed;
      if (isTrailing) stopTicks = followed.ticks;
      else ticks = followed.ticks;
    }
    // One that comes back stood within the limits of another session.
    const entersAnew = ticks !== orders.ticks[order] || orders.phase[order] === PHASE.filled;
    const beyond = entersAnew ? withinLimits(state, instrument, ticks) : REJECT.none;
    if (beyond !== REJECT.none) return reject(beyond);
    if ((fields.changes & AMEND.clientId) !== 0) {
      if (fields.clientId.length > CLIENT_ID_UNITS) return reject(REJECT.malformed);
      const holder = state.byClientId.get(fields.account, fields.clientId);
      if (holder !== undefined && holder !== order) return reject(REJECT.duplicateClientId);
    }
    const amendment = { order, quantity, leaves, ticks, stopTicks, pegOffset };
    const capped = this.caps.amending(this.capped(amendment), this.cappedNow(order));
    return capped.code === REJECT.none ? amendment : capped;
  }

  /** The order as it will be, as the caps of a key see it; what has filled counts along. */
  private capped({ order, quantity, ticks, stopTicks }: Pick<Amendment, "order" | "quantity" | "ticks" | "stopTicks">): Capped {
    const { orders, positions } = this.state;
    const position = orders.position[order] as number;
    return {
      account: positions.account[position] as number,
      instrument: positions.instrument[position] as number,
      side: orders.side[order] as SideCode,
      quantity,
      type: orders.type[order] as number,
      instructions: orders.instructions[order] as number,
      ticks,
      stopTicks,
    };
  }

  private cappedNow(order: number): Capped {
    const { quantity, ticks, stopTicks } = this.state.orders;
    return this.capped({
      order,
      quantity: quantity[order] as number,
      ticks: ticks[order] as number,
      stopTicks: stopTicks[order] as number,
    });
  }

  /** A filled order comes back while its minute lasts, with more contracts and a name that no other has taken. */
  private mayReturn(order: number, fields: AmendFields): Verdict {
    const { state } = this;
    const { orders, positions, accounts, scalars } = state;
    if (orders.phase[order] !== PHASE.filled) return ACCEPTED;
    const gone = reject(fields.order === 0 ? REJECT.originalClientIdNotFound : REJECT.orderNotFound);
    const asksForMore = (fields.changes & (AMEND.quantity | AMEND.leaves)) !== 0;
    if (!asksForMore || (orders.expiresAtMs[order] as number) <= scalars.timeMs) return gone;
    const clientId = orders.clientIdOf(order);
    const isTaken = clientId !== "" && state.byClientId.has(fields.account, clientId);
    if (isTaken && (fields.changes & AMEND.clientId) === 0) return reject(REJECT.duplicateClientId);
    const position = orders.position[order] as number;
    const trading = tradingState(state, positions.instrument[position] as number);
    if (trading !== REJECT.none) return reject(trading);
    const held = positions.quantity[position] as number;
    const instructions = orders.instructions[order] as number;
    const shrinks = orders.side[order] === SIDE.buy ? held < 0 : held > 0;
    if (isReduceOnly(instructions) && !shrinks)
      return { code: (instructions & INSTRUCTION.close) !== 0 ? REJECT.closeSide : REJECT.reduceOnlySide, detail: held };
    const hasRoom =
      this.preTrade.hasRoom(position, fields.maxOrders ?? 0) && (accounts.openOrders[fields.account] as number) < MAX_OPEN_ORDERS;
    return hasRoom ? ACCEPTED : reject(REJECT.tooManyOrders);
  }

  /** Stop price of a trailing order, or limit of a pegged one, at another offset: from the prices as they are now. */
  private followed(order: number, offset: number, changes: number): Followed {
    const { state } = this;
    const { orders, positions } = state;
    const instrument = positions.instrument[orders.position[order] as number] as number;
    const [side, type] = [orders.side[order] as SideCode, orders.type[order] as number];
    const instructions = orders.instructions[order] as number;
    if (orders.peg[order] === PEG.trailing) {
      if (orders.phase[order] !== PHASE.waiting) return reject(REJECT.pegOffset);
      return trailingStop(state.terms(instrument), this.triggers.pointsWatched(order), offset, goesOffRising(type, side));
    }
    if (orders.peg[order] === PEG.none || (changes & AMEND.price) !== 0) return reject(REJECT.pegOffset);
    return peggedLimit(state, { instrument, side, type, instructions }, orders.peg[order] as number, offset);
  }

  /** Whether the account can pay for the order as it will be. */
  affordable(amendment: Amendment): Verdict {
    const { orders } = this.state;
    const { order, leaves, ticks } = amendment;
    if (isAside(orders.phase[order] as number)) return ACCEPTED;
    if (orders.phase[order] === PHASE.filled) return this.preTrade.affordable(this.intentOf(amendment));
    const sameOrLess = ticks === orders.ticks[order] && leaves <= (orders.leaves[order] as number);
    if (sameOrLess) return ACCEPTED;
    return this.life.without(order, () => this.preTrade.affordable(this.intentOf(amendment)));
  }

  /** Whether several amendments can be made, each as if those before it were made and all of it rested. */
  together(all: readonly AmendFields[]): Verdict {
    const { orders, positions } = this.state;
    const supposed: (() => void)[] = [];
    const seen = new Set<number>();
    const clientIds = new Set<string>();
    let instrument: number | undefined;
    const judge = (fields: AmendFields): Verdict => {
      const amendment = this.wellFormed(fields);
      if ("code" in amendment) return amendment;
      const { order } = amendment;
      const intent = this.intentOf(amendment);
      instrument ??= intent.instrument;
      if (intent.instrument !== instrument) return reject(REJECT.bulkInstrument);
      if (seen.has(order)) return reject(REJECT.orderNotFound);
      if (clientIds.has(fields.clientId)) return reject(REJECT.duplicateClientId);
      seen.add(order);
      if (fields.clientId !== "") clientIds.add(fields.clientId);
      const verdict = this.affordable(amendment);
      if (verdict.code !== REJECT.none) return verdict;
      if (isAside(orders.phase[order] as number)) return ACCEPTED;
      const more = amendment.leaves - (orders.leaves[order] as number);
      const bound = (orders.reserve[order] as number) + (orders.premium[order] as number);
      const dearer = this.preTrade.reserveWhenResting(intent) - bound;
      positions.addOrder(intent.position, intent.side, more, 0, dearer, 0);
      supposed.push(() => positions.addOrder(intent.position, intent.side, -more, 0, -dearer, 0));
      return ACCEPTED;
    };
    const refusal = all
      .values()
      .map(judge)
      .find((verdict) => verdict.code !== REJECT.none);
    for (const undo of supposed) undo();
    return refusal ?? ACCEPTED;
  }

  private intentOf({ order, leaves, ticks }: Amendment): Intent {
    const { orders, positions } = this.state;
    const position = orders.position[order] as number;
    const instructions = orders.instructions[order] as number;
    const held = positions.quantity[position] as number;
    return {
      account: positions.account[position] as number,
      instrument: positions.instrument[position] as number,
      position,
      held,
      side: orders.side[order] as SideCode,
      quantity: isReduceOnly(instructions) ? Math.min(leaves, Math.abs(held)) : leaves,
      limitTicks: ticks,
      rests: mayRest(orders.timeInForce[order] as number),
      closes: (instructions & INSTRUCTION.close) !== 0,
      isHidden: orders.display[order] === 0,
    };
  }

  /** Number of the order that an amendment names, 0 where there is none. */
  numberOf(fields: AmendFields): number {
    const order = this.find(fields);
    return order === undefined ? 0 : (this.state.orders.number[order] as number);
  }

  apply(amendment: Amendment, fields: AmendFields): number {
    const { state, life } = this;
    const { orders } = state;
    const { order, quantity, leaves, ticks, stopTicks, pegOffset } = amendment;
    const number = orders.number[order] as number;
    if ((fields.changes & AMEND.text) !== 0) life.setText(order, fields.text);
    if ((fields.changes & AMEND.clientId) !== 0) life.setClientId(order, fields.clientId);
    if (isAside(orders.phase[order] as number)) {
      orders.ticks[order] = ticks;
      orders.quantity[order] = quantity;
      orders.leaves[order] = leaves;
      const change = () => {
        orders.stopTicks[order] = stopTicks;
        orders.pegOffset[order] = pegOffset;
        this.tell(order);
      };
      if (orders.phase[order] === PHASE.waiting) this.triggers.move(order, change);
      else change();
      return number;
    }
    orders.pegOffset[order] = pegOffset;
    const returns = orders.phase[order] === PHASE.filled;
    const keepsPlace = !returns && ticks === orders.ticks[order] && leaves <= (orders.leaves[order] as number);
    if (keepsPlace) {
      life.shrink(order, (orders.leaves[order] as number) - leaves, true);
      orders.quantity[order] = quantity;
      this.tell(order);
      return number;
    }
    if (returns) life.revive(order);
    else life.lift(order);
    orders.ticks[order] = ticks;
    orders.quantity[order] = quantity;
    orders.leaves[order] = leaves;
    this.tell(order, returns ? ORDER_CHANGE.revived : ORDER_CHANGE.update);
    const instrument = state.positions.instrument[orders.position[order] as number] as number;
    const side = orders.side[order] as SideCode;
    const postOnly = ((orders.instructions[order] as number) & INSTRUCTION.postOnly) !== 0;
    if (postOnly && this.placing.wouldTrade({ instrument, side, limitTicks: ticks })) {
      life.cancel(order, "Order had execInst of ParticipateDoNotInitiate", false);
      return number;
    }
    const halt = this.matching.execute(order, ticks);
    this.placing.settleRest(order, true, halt);
    return number;
  }

  private tell(order: number, change: number = ORDER_CHANGE.update): void {
    const status = statusOf(this.state, order);
    this.life.touch(order);
    this.emitter.order(order, change, status);
    this.emitter.execution(order, status, { type: EXEC.replaced, ...NOTHING_TRADED });
  }

  private find(fields: AmendFields): number | undefined {
    const { state } = this;
    const { account, originalClientId } = fields;
    const order =
      fields.order === 0
        ? (state.byClientId.get(account, originalClientId) ?? state.filledByClientId.get(account, originalClientId))
        : (state.byNumber.get(fields.order) ?? state.filledByNumber.get(fields.order));
    if (order === undefined) return undefined;
    return state.positions.account[state.orders.position[order] as number] === fields.account ? order : undefined;
  }
}
