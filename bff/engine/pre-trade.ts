import { bankruptcyTicks, liquidationTicks } from "../contract/pricing/critical-price.ts";
import { FillEffect } from "../contract/pricing/fill.ts";
import { CROSS, orderMarginSats, premiumSats } from "../contract/pricing/margin.ts";
import { valueSats } from "../contract/pricing/value.ts";
import type { Caps } from "./caps.ts";
import {
  INSTRUCTION,
  isConditional,
  isMarket,
  isReduceOnly,
  mayRest,
  ORDER_TYPE,
  otherSide,
  PEG,
  PLAIN,
  type PlaceFields,
  SIDE,
  type SideCode,
  TIME_IN_FORCE,
  WATCHES,
} from "./commands.ts";
import { INSTRUMENT_STATE } from "./instruments.ts";
import { factsAfter, factsOf, type HeldFacts, isDue, orderMarginBeside, orderMarginWith, standingOf, standingOfAccount } from "./margin.ts";
import { CLIENT_ID_UNITS } from "./orders.ts";
import { isPegOfType, priced } from "./pegs.ts";
import { ACCEPTED, REJECT, type RejectCode, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import { limitsOf, withinLimits } from "./session-limits.ts";
import { furthestSolvent, type Opening } from "./solvent.ts";
import type { State } from "./state.ts";

/** Open orders that one account may have; a bound for the engine's own loops. */
export const MAX_OPEN_ORDERS = 10_000;

/** An order with everything about it decided that its sender left open. */
export interface Intent {
  readonly account: number;
  readonly instrument: number;
  /** NONE where the account has no position in the instrument yet. */
  readonly position: number;
  readonly held: number;
  readonly side: SideCode;
  readonly quantity: number;
  /** Worst price that it may trade at. */
  readonly limitTicks: number;
  /** Whether what finds nobody rests in the book. */
  readonly rests: boolean;
  /** Whether it clears other orders of its side out of the way, so that it can only close. */
  readonly closes: boolean;
  /** Whether it pays the taker's fee also when it rested. */
  readonly isHidden: boolean;
}

/** What an order asks for, new or come to its turn. */
export type Wish = Pick<
  PlaceFields,
  "special" | "account" | "instrument" | "side" | "quantity" | "ticks" | "type" | "timeInForce" | "instructions"
>;

/** A journal can hold anything; what no encoder of ours writes is refused rather than stored. */
const KNOWN_SIDES: readonly number[] = Object.values(SIDE);
const KNOWN_TYPES: readonly number[] = Object.values(ORDER_TYPE);
const KNOWN_TIMES: readonly number[] = Object.values(TIME_IN_FORCE);
const WATCHED: readonly number[] = [INSTRUCTION.lastPrice, INSTRUCTION.markPrice, INSTRUCTION.indexPrice];

const reject = (code: RejectCode, detail = 0): Verdict => ({ code, detail });

/** Whether a contract trades now; if not, why. */
export function tradingState({ instruments }: State, instrument: number): RejectCode {
  switch (instruments.state[instrument]) {
    case INSTRUMENT_STATE.open:
      return REJECT.none;
    case INSTRUMENT_STATE.unlisted:
      return REJECT.notListedYet;
    case INSTRUMENT_STATE.closed:
      return REJECT.notOpen;
    default:
      return REJECT.expired;
  }
}

/** Decides whether an account can have an order, before anything of it happens. */
export class PreTrade {
  private readonly state: State;
  private readonly caps: Caps;
  private readonly effect = new FillEffect();

  constructor(state: State, caps: Caps) {
    this.state = state;
    this.caps = caps;
  }

  /**
   * What holds whatever the account owns: the contract trades, the order is well formed, its client id is free.
   *
   * @param waitingToo orders of the same bulk that will wait for a price when this one comes
   * @param openToo orders of the same bulk that may be open then
   */
  wellFormed(fields: PlaceFields, waitingToo = 0, openToo = 0): Verdict {
    const { state } = this;
    const { instruments, accounts } = state;
    if (!accounts.isClient(fields.account)) return reject(REJECT.unknownAccount);
    if (!instruments.isContract(fields.instrument)) return reject(REJECT.unknownInstrument);
    const closed = tradingState(state, fields.instrument);
    if (closed !== REJECT.none) return reject(closed);
    if (instruments.markPoints[fields.instrument] === 0) return reject(REJECT.noMark);
    const isKnown = KNOWN_SIDES.includes(fields.side) && KNOWN_TYPES.includes(fields.type) && KNOWN_TIMES.includes(fields.timeInForce);
    if (!isKnown || fields.clientId.length > CLIENT_ID_UNITS) return reject(REJECT.malformed);
    const terms = state.terms(fields.instrument);
    const wholePosition = fields.quantity === 0 && (fields.instructions & INSTRUCTION.close) !== 0;
    if (!wholePosition) {
      if (fields.quantity <= 0 || fields.quantity > terms.maxOrderQty || fields.quantity % terms.lotSize !== 0)
        return reject(REJECT.quantity);
    }
    const isPrice = Number.isInteger(fields.ticks) && fields.ticks > 0 && fields.ticks <= terms.maxPriceTicks;
    // The limit of a pegged order follows from the book.
    if (!isMarket(fields.type) && fields.type !== ORDER_TYPE.pegged && !isPrice) return reject(REJECT.price);
    if (!isPegOfType(fields)) return reject(REJECT.malformed);
    const hasLimit = !isMarket(fields.type) && fields.type !== ORDER_TYPE.pegged;
    const beyond = hasLimit ? withinLimits(state, fields.instrument, fields.ticks) : REJECT.none;
    if (beyond !== REJECT.none) return reject(beyond);
    const condition = this.conditionOf(fields, waitingToo);
    if (condition.code !== REJECT.none) return condition;
    if (fields.clientId !== "" && state.byClientId.has(fields.account, fields.clientId)) return reject(REJECT.duplicateClientId);
    // A price that follows is held to the caps as it is now; where there is none, that is what the order is refused for.
    const followed = priced(state, fields);
    const capped = this.caps.placing(isVerdict(followed) ? fields : followed);
    if (capped.code !== REJECT.none) return capped;
    const position = state.positionOf(fields.account, fields.instrument);
    const hasRoom = !mayStay(fields) || this.hasRoom(position, fields.maxOrders ?? 0, openToo);
    return hasRoom && (accounts.openOrders[fields.account] as number) < MAX_OPEN_ORDERS ? ACCEPTED : reject(REJECT.tooManyOrders);
  }

  /** Whether one more order may be open in a position. */
  hasRoom(position: number, maxOrders: number, openToo = 0): boolean {
    const open = position === NONE ? 0 : (this.state.positions.openOrders[position] as number);
    return maxOrders === 0 || open + openToo < maxOrders;
  }

  /** Whether an order shows a number of contracts that it can, and a conditional one watches one price, for a value that it can have, and there is room for it to wait. */
  private conditionOf(fields: PlaceFields, waitingToo: number): Verdict {
    const { state } = this;
    const watched = fields.instructions & WATCHES;
    const { stopTicks, maxStops, display, peg } = fields.special ?? PLAIN;
    const { lotSize, maxOrderQty } = state.terms(fields.instrument);
    const canShow = display === NONE || (display >= 0 && display <= maxOrderQty && display % lotSize === 0);
    if (!canShow) return reject(REJECT.display);
    if (!isConditional(fields.type)) return watched === 0 && stopTicks === 0 ? ACCEPTED : reject(REJECT.malformed);
    if (!WATCHED.includes(watched)) return reject(REJECT.malformed);
    if (peg === PEG.none && !this.isPossibleStop(fields.instrument, stopTicks)) return reject(REJECT.stopPrice);
    const position = state.positionOf(fields.account, fields.instrument);
    const waiting = position === NONE ? 0 : (state.positions.waitingOrders[position] as number);
    return waiting + waitingToo < maxStops ? ACCEPTED : reject(REJECT.tooManyStops);
  }

  isPossibleStop(instrument: number, stopTicks: number): boolean {
    return Number.isInteger(stopTicks) && stopTicks > 0 && stopTicks <= this.state.terms(instrument).maxPriceTicks;
  }

  /** Fills in what a well-formed order leaves open; a verdict when it can only shrink a position that is not there. */
  intend(fields: Wish): Intent | Verdict {
    const { state } = this;
    const position = state.positionOf(fields.account, fields.instrument);
    const held = state.positions.held(position);
    let { quantity } = fields;
    if (isReduceOnly(fields.instructions)) {
      const shrinks = fields.side === SIDE.buy ? held < 0 : held > 0;
      if (!shrinks) return reject((fields.instructions & INSTRUCTION.close) !== 0 ? REJECT.closeSide : REJECT.reduceOnlySide, held);
      quantity = quantity === 0 ? Math.abs(held) : Math.min(quantity, Math.abs(held));
    }
    const hasNoLimit = isMarket(fields.type);
    const limitTicks = hasNoLimit
      ? this.marketLimit({ account: fields.account, instrument: fields.instrument, position, held, side: fields.side, quantity })
      : fields.ticks;
    const rests = !hasNoLimit && mayRest(fields.timeInForce);
    const closes = (fields.instructions & INSTRUCTION.close) !== 0;
    return {
      account: fields.account,
      instrument: fields.instrument,
      position,
      held,
      side: fields.side,
      quantity,
      limitTicks,
      rests,
      closes,
      isHidden: fields.special?.display === 0,
    };
  }

  /**
   * A market order goes no further than the price at which its account is bankrupt: the position that it closes, or
   * with all of it the one that it opens. Source: POST `/order` of the 2019 document.
   */
  private marketLimit(order: Opening): number {
    const { account, instrument, position, held, side } = order;
    const terms = this.state.termsFor(instrument, position);
    const limits = limitsOf(this.state, instrument);
    const furthest = side === SIDE.buy ? (limits?.upTicks ?? terms.maxPriceTicks) : (limits?.downTicks ?? 1);
    const nearer = (a: number, b: number) => (side === SIDE.buy ? Math.min(a, b) : Math.max(a, b));
    const after = held + (side === SIDE.buy ? order.quantity : -order.quantity);
    const opens = Math.abs(after) > Math.abs(held) || after * held < 0;
    let limit = furthest;
    if (opens) {
      const near = this.state.book(instrument).bestTicks(otherSide(side));
      const { lastTicks } = this.sweep({ ...order, limitTicks: furthest });
      // What it would meet at one price is refused or had as a whole.
      if (lastTicks !== 0 && lastTicks !== near) {
        const borne = furthestSolvent(this.state, order, near, lastTicks);
        if (borne !== lastTicks) limit = borne;
      }
    }
    const closes = side === SIDE.buy ? held < 0 : held > 0;
    if (!closes) return limit;
    const bankrupt = bankruptcyTicks(terms, factsOf(this.state, position), this.cashBehind(account, position));
    return bankrupt === null ? limit : nearer(limit, bankrupt);
  }

  /** Whether the account can pay for the order and stays clear of liquidation when all of it trades. */
  affordable(intent: Intent): Verdict {
    const { state, effect } = this;
    const { account, instrument, position, side, held } = intent;
    const terms = state.termsFor(instrument, position);
    if (intent.rests && held !== 0) {
      const beyond = this.beyondLiquidation(intent);
      if (beyond.code !== REJECT.none) return beyond;
    }
    const sweep = this.sweep(intent);
    const capped = this.caps.reaching(instrument, side, sweep.lastTicks);
    if (capped.code !== REJECT.none) return capped;
    const sign = side === SIDE.buy ? 1 : -1;
    const current = factsOf(state, position);
    const lastPoints = sweep.lastTicks * terms.pointsPerTick;
    const points = intent.limitTicks * terms.pointsPerTick;

    effect.computeAtCost(terms, held, current.costSats, sign * sweep.quantity, sweep.cost, lastPoints || points, terms.takerFeeRate, 0);
    const afterSweep = factsAfter(state, instrument, current, effect.contractsAfter, effect.costAfter);
    const resting = intent.rests && !intent.closes ? intent.quantity - sweep.quantity : 0;
    const reserve = this.reserveWhenResting(intent, resting);
    const cash = effect.cash;
    const after = standingOfAccount(state, account, {
      position,
      instrument,
      facts: afterSweep,
      cash,
      orderMargin: this.orderMarginAfter(intent, afterSweep.contracts, resting, reserve),
    });
    if (after.available < 0 || after.crossCash < 0) {
      const missing = standingOfAccount(state, account).available - after.available;
      if (missing > 0 || after.crossCash < 0) return reject(REJECT.insufficientBalance, missing);
    }

    // What rests is judged as if it traded at its price at once.
    effect.computeAtCost(
      terms,
      afterSweep.contracts,
      afterSweep.costSats,
      sign * resting,
      valueSats(terms, sign * resting, points),
      points,
      intent.isHidden ? terms.takerFeeRate : terms.makerFeeRate,
      0,
    );
    const facts = factsAfter(state, instrument, afterSweep, effect.contractsAfter, effect.costAfter);
    if (Math.abs(facts.contracts) <= Math.abs(held) && facts.contracts * held >= 0) return ACCEPTED;
    const whole = standingOfAccount(state, account, { position, instrument, facts, cash: cash + effect.cash, orderMargin: 0 });
    if (isDue(standingOf(state, instrument, facts), whole)) return reject(REJECT.immediateLiquidation);
    return this.withinRiskLimit(intent, facts);
  }

  /** Whether a closing order and the resting ones of its side together exceed the position, so that those have to go. */
  clearsTheWay({ closes, position, side, quantity, held }: Intent): boolean {
    if (!closes || position === NONE) return false;
    const resting = this.state.positions.orderQuantity[2 * position + side] as number;
    return resting + quantity > Math.abs(held);
  }

  /** Margin of the position's orders with what is left of this one, without those that it clears out of its way. */
  private orderMarginAfter(intent: Intent, held: number, resting: number, reserve: number): number {
    const { position, side } = intent;
    // Of a side that is cleared nothing is left, for what closes does not rest beyond the position.
    if (this.clearsTheWay(intent)) return orderMarginBeside(this.state, position, held, side);
    return orderMarginWith(this.state, position, held, side, resting, reserve);
  }

  /** Margin that the order would bind if so much of it rested. */
  reserveWhenResting(intent: Intent, quantity = intent.quantity): number {
    const { state } = this;
    const terms = state.termsFor(intent.instrument, intent.position);
    const signed = intent.side === SIDE.buy ? quantity : -quantity;
    const value = valueSats(terms, signed, intent.limitTicks * terms.pointsPerTick);
    const atMark = valueSats(terms, signed, state.instruments.markPoints[intent.instrument] as number);
    const leverage = intent.position === NONE ? CROSS : (state.positions.leverage[intent.position] as number);
    return orderMarginSats(terms, leverage, Math.abs(value)) + premiumSats(value, atMark);
  }

  private withinRiskLimit(intent: Intent, facts: HeldFacts): Verdict {
    const { state } = this;
    const { position, side } = intent;
    const orders = position === NONE ? 0 : (state.positions.orderValue[2 * position + side] as number);
    return Math.abs(facts.costSats) + orders > state.termsFor(intent.instrument, position).riskLimitSats
      ? reject(REJECT.riskLimit)
      : ACCEPTED;
  }

  /** A resting order that closes must stand on this side of the liquidation price: beyond it, it could never trade. */
  private beyondLiquidation(intent: Intent): Verdict {
    const { state } = this;
    const { held, side, position } = intent;
    const closes = side === SIDE.buy ? held < 0 : held > 0;
    if (!closes) return ACCEPTED;
    const facts = factsOf(state, position);
    const standing = standingOf(state, intent.instrument, facts);
    const account = standingOfAccount(state, intent.account);
    const backing = account.crossEquity - standing.unrealisedPnl - (account.crossMaintenance - standing.posMaint);
    const ticks = liquidationTicks(state.termsFor(intent.instrument, position), facts, backing);
    if (ticks === null) return ACCEPTED;
    if (held > 0 && intent.limitTicks < ticks) return reject(REJECT.beyondLiquidationLong);
    if (held < 0 && intent.limitTicks > ticks) return reject(REJECT.beyondLiquidationShort);
    return ACCEPTED;
  }

  /**
   * Cash that a cross position can lose before the account has none: nothing is counted on that others may yet earn.
   * Never below zero: where the others' losses pass the cash, they have to be covered where they are made.
   */
  cashBehind(account: number, position: number): number {
    const own = standingOf(this.state, this.state.positions.instrument[position] as number, factsOf(this.state, position));
    const { crossCash } = standingOfAccount(this.state, account);
    return Math.max(0, own.isCross ? crossCash + Math.max(0, -own.unrealisedPnl) : crossCash);
  }

  /** What an order would trade against the book as it stands, own orders passed over. */
  private sweep(intent: Opening & Pick<Intent, "limitTicks">): { quantity: number; cost: number; lastTicks: number } {
    const { state } = this;
    const { orders, positions } = state;
    const book = state.book(intent.instrument);
    const terms = state.terms(intent.instrument);
    const resting = otherSide(intent.side);
    const sign = intent.side === SIDE.buy ? 1 : -1;
    let left = intent.quantity;
    let cost = 0;
    let lastTicks = 0;
    for (let ticks = book.bestTicks(resting); left > 0 && ticks !== NONE; ticks = book.worseThan(resting, ticks)) {
      if (intent.side === SIDE.buy ? ticks > intent.limitTicks : ticks < intent.limitTicks) break;
      let here = 0;
      for (let order = book.headAt(ticks); order !== NONE && here < left; order = orders.next[order] as number) {
        if (positions.account[orders.position[order] as number] !== intent.account) here += orders.leaves[order] as number;
      }
      const traded = Math.min(here, left);
      if (traded === 0) continue;
      cost += valueSats(terms, sign * traded, ticks * terms.pointsPerTick);
      left -= traded;
      lastTicks = ticks;
    }
    return { quantity: intent.quantity - left, cost, lastTicks };
  }
}

/** Whether an order may be open when its command is over: it rests, or waits for a price. */
export const mayStay = ({ type, timeInForce }: Pick<PlaceFields, "type" | "timeInForce">): boolean =>
  isConditional(type) || (!isMarket(type) && mayRest(timeInForce));

export const isVerdict = (result: Intent | PlaceFields | Verdict): result is Verdict => "code" in result;
