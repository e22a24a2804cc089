import { CROSS } from "../contract/pricing/margin.ts";
import { RATE_SCALE } from "../contract/pricing/round.ts";
import { termsFault } from "../contract/pricing/terms-fault.ts";
import { FIRST_CLIENT, HOUSE } from "./accounts.ts";
import { TERMS } from "./commands.ts";
import type { Emitter } from "./emitter.ts";
import { INSTRUMENT_STATE, termsFrom } from "./instruments.ts";
import { standingOfAccount } from "./margin.ts";
import type { OrderLife } from "./order-life.ts";
import { ACCEPTED, REJECT, type RejectCode, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import { EVENT } from "./schedule.ts";
import type { Settlement } from "./settlement.ts";
import type { SlotReader } from "./slots.ts";
import type { State } from "./state.ts";

/** What of a contract can change. Numbers below are places in TERMS. */
export const CHANGE = {
  /** Handle of the index that marks it. */
  index: 100,
  /** Handle, plus one, of the index that it settles at; 0 for none. */
  settlementIndex: 101,
  /** Trading stops, and starts. */
  close: 110,
  open: 111,
  /** It settles now, whatever its date; and is taken off. */
  settle: 112,
  delist: 113,
  /** Points that it will settle at; 0 leaves it to its index. */
  settlementPrice: 114,
  /** Points that stand for the close of the last session; a contract without a mark has it for its mark. */
  closePrice: 115,
  /** Points that it settles at if its index has not begun. */
  alternativePrice: 116,
} as const;

/** Whether a change closes every position, as an expiry does. */
export const endsContract = (what: number): boolean => what === CHANGE.settle || what === CHANGE.delist;

/** Terms that may change while somebody holds the contract: all but those that say what it is worth. */
const CHANGEABLE: readonly (typeof TERMS)[number][] = [
  "pointsPerTick",
  "lotSize",
  "maxOrderQty",
  "initMarginRate",
  "maintMarginRate",
  "makerFeeRate",
  "takerFeeRate",
  "settlementFeeRate",
  "riskLimitSats",
  "riskStepSats",
];

/** Bits that say of what a change is: a contract, or what the next ones of a series are listed with. */
export const SUBJECT = { contract: 0, series: 1 } as const;

const reject = (code: RejectCode): Verdict => ({ code, detail: 0 });

/**
 * Changes what a contract is, at once or at a moment. What can't stand is refused, and what can't stand any more when its
 * moment comes does not happen. Resting orders stay as they are, but for those that a new lot no longer divides; a new
 * tick, and the end of trading, cancel all of them. Positions have their new margin at once: who can't lock more of it in
 * an isolated one has cross margin there from then on, and who can't keep it is liquidated.
 */
export class Changes {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly life: OrderLife;
  private readonly settlement: Settlement;

  constructor(state: State, emitter: Emitter, life: OrderLife, settlement: Settlement) {
    this.state = state;
    this.emitter = emitter;
    this.life = life;
    this.settlement = settlement;
  }

  /** Takes a change in; one for later is scheduled. */
  take(command: SlotReader): Verdict {
    const { state } = this;
    const [of, subject, what, value, atMs] = [1, 2, 3, 4, 5].map((field) => command.number(field)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const fault = this.faultOf(of, subject, what, value);
    if (fault !== REJECT.none) return reject(fault);
    if (atMs === 0) {
      this.make(of, subject, what, value);
      return ACCEPTED;
    }
    if (!Number.isSafeInteger(atMs) || atMs <= state.scalars.timeMs) return reject(REJECT.moment);
    state.schedule(atMs, what === CHANGE.delist ? EVENT.delist : EVENT.change, subject, of, what, value);
    return ACCEPTED;
  }

  /** The moment of a change has come. */
  happen(subject: number, of: number, what: number, value: number): void {
    if (this.faultOf(of, subject, what, value) === REJECT.none) this.make(of, subject, what, value);
  }

  private faultOf(of: number, subject: number, what: number, value: number): RejectCode {
    const { instruments, series } = this.state;
    const isSeries = of === SUBJECT.series;
    const isKnown = isSeries ? Number.isInteger(subject) && subject >= 0 && subject < series.count : instruments.isLive(subject);
    if (!isKnown) return instruments.isContract(subject) && !isSeries ? REJECT.expired : REJECT.unknownInstrument;
    const name = TERMS[what];
    if (name === "pointsPerTick" && !isSeries && this.isTaken(subject)) return REJECT.change;
    if (name !== undefined) return CHANGEABLE.includes(name) ? this.termFault(isSeries, subject, what, value) : REJECT.change;
    if (isSeries) return REJECT.change;
    switch (what) {
      case CHANGE.index:
        return this.indexFault(subject, value);
      case CHANGE.settlementIndex:
        return value === 0 ? REJECT.none : this.indexFault(subject, value - 1);
      case CHANGE.closePrice:
      case CHANGE.alternativePrice:
      case CHANGE.settlementPrice:
        return Number.isSafeInteger(value) && value >= 0 ? REJECT.none : REJECT.price;
      case CHANGE.open:
        return instruments.state[subject] === INSTRUMENT_STATE.open ? REJECT.change : REJECT.none;
      case CHANGE.close:
        return instruments.state[subject] === INSTRUMENT_STATE.open ? REJECT.none : REJECT.notOpen;
      case CHANGE.settle:
      case CHANGE.delist:
        return REJECT.none;
      default:
        return REJECT.change;
    }
  }

  /** Whether the house holds contracts that it took over: its orders stand at the prices of the takeovers, which no other tick need have. */
  private isTaken(instrument: number): boolean {
    const { positions } = this.state;
    for (const account of [HOUSE.takenLongs, HOUSE.takenShorts]) {
      const position = this.state.positionOf(account, instrument);
      if (position !== NONE && positions.quantity[position] !== 0) return true;
    }
    return false;
  }

  /** Marks are prices of the index, so that both count in the same points. */
  private indexFault(instrument: number, index: number): RejectCode {
    const { instruments } = this.state;
    if (!instruments.isIndex(index)) return REJECT.unknownInstrument;
    return instruments.term(index, "pointsPerUnit") === instruments.term(instrument, "pointsPerUnit") ? REJECT.none : REJECT.multiplier;
  }

  private termFault(isSeries: boolean, subject: number, what: number, value: number): RejectCode {
    const { instruments, series } = this.state;
    if (!Number.isSafeInteger(value)) return REJECT.change;
    const numbers = isSeries ? series.termsOf(subject) : TERMS.map((name) => instruments.term(subject, name));
    const before = termsFrom((i) => numbers[i] as number);
    numbers[what] = value;
    numbers[MAX_PRICE] = ticksAfter(before.maxPriceTicks, before.pointsPerTick, numbers[TICK] as number);
    const terms = termsFrom((i) => numbers[i] as number);
    const { initMarginRate, maintMarginRate, makerFeeRate, takerFeeRate, settlementFeeRate, riskLimitSats, riskStepSats } = terms;
    const isRate = (rate: number) => Math.abs(rate) <= RATE_SCALE / 10;
    const isMargin = maintMarginRate > 0 && maintMarginRate < initMarginRate && initMarginRate <= RATE_SCALE;
    const isFee = isRate(makerFeeRate) && isRate(takerFeeRate) && isRate(settlementFeeRate) && takerFeeRate >= 0 && settlementFeeRate >= 0;
    if (!isMargin || !isFee || makerFeeRate + takerFeeRate < 0 || riskLimitSats <= 0 || riskStepSats < 0) return REJECT.change;
    if (terms.maxOrderQty <= 0 || terms.maxPriceTicks < 1) return REJECT.change;
    return termsFault(terms) === null ? REJECT.none : REJECT.change;
  }

  private make(of: number, subject: number, what: number, value: number): void {
    const { state, emitter } = this;
    const { instruments, series } = state;
    if (of === SUBJECT.series) {
      const numbers = series.termsOf(subject);
      if (what === TICK) numbers[MAX_PRICE] = ticksAfter(numbers[MAX_PRICE] as number, numbers[TICK] as number, value);
      numbers[what] = value;
      series.terms.set(numbers, subject * TERMS.length);
      return;
    }
    const name = TERMS[what];
    if (name !== undefined) {
      if (name === "pointsPerTick") this.changeTick(subject, value);
      else if (name === "lotSize") this.changeLot(subject, value);
      else instruments.setTerm(subject, name, value);
      // Told at once: whoever is liquidated under the new terms is told of in them.
      emitter.instrument(subject);
      this.remargin(subject);
      emitter.touchMark(subject);
      return;
    }
    switch (what) {
      case CHANGE.index:
        // Its next price is the contract's next mark.
        instruments.index[subject] = value;
        emitter.touchInstrument(subject);
        break;
      case CHANGE.settlementIndex:
        instruments.setRule(subject, "settlementIndex", value);
        emitter.touchInstrument(subject);
        break;
      case CHANGE.settlementPrice:
        instruments.settledPoints[subject] = value;
        break;
      case CHANGE.alternativePrice:
        instruments.setRule(subject, "alternativePoints", value);
        emitter.touchInstrument(subject);
        break;
      case CHANGE.closePrice:
        instruments.closePoints[subject] = value;
        if (instruments.markPoints[subject] === 0) {
          instruments.markPoints[subject] = value;
          instruments.fairPoints[subject] = value;
          instruments.markedAtMs[subject] = state.scalars.timeMs;
        }
        break;
      case CHANGE.open:
        instruments.state[subject] = INSTRUMENT_STATE.open;
        break;
      case CHANGE.close:
        this.settlement.cancelOrders(subject, "Market is not open", FIRST_CLIENT);
        instruments.state[subject] = INSTRUMENT_STATE.closed;
        break;
      case CHANGE.settle:
        this.settlement.settle(subject);
        break;
      case CHANGE.delist:
        this.settlement.settle(subject);
        instruments.state[subject] = INSTRUMENT_STATE.delisted;
        break;
    }
    emitter.touchMark(subject);
  }

  /** Orders stand at ticks, so that none outlives a new one. The last price is the nearest of the new ones. */
  private changeTick(instrument: number, pointsPerTick: number): void {
    const { state } = this;
    const { instruments } = state;
    const before = instruments.term(instrument, "pointsPerTick");
    this.settlement.cancelOrders(instrument, "Invalid price tickSize");
    // The emptied levels are told of while their prices are what they were.
    this.emitter.flush();
    const last = ((instruments.lastTicks[instrument] as number) * before) / pointsPerTick;
    instruments.lastTicks[instrument] = last === 0 ? 0 : Math.max(1, Math.round(last));
    instruments.setTerm(instrument, "maxPriceTicks", ticksAfter(instruments.term(instrument, "maxPriceTicks"), before, pointsPerTick));
    instruments.setTerm(instrument, "pointsPerTick", pointsPerTick);
    state.openBook(instrument);
  }

  /** Orders of which a part could never trade go; the others stay. */
  private changeLot(instrument: number, lotSize: number): void {
    const { orders, positions } = this.state;
    for (const position of positions.inContract(instrument)) {
      if ((positions.account[position] as number) < FIRST_CLIENT) continue;
      for (let order = positions.firstOrder[position] as number; order !== NONE; ) {
        const next = orders.nextOwn[order] as number;
        const display = orders.display[order] as number;
        const isOdd = (orders.leaves[order] as number) % lotSize !== 0 || (display > 0 && display % lotSize !== 0);
        if (isOdd) this.life.cancel(order, "Invalid orderQty for lotSize", true);
        order = next;
      }
    }
    this.state.instruments.setTerm(instrument, "lotSize", lotSize);
  }

  /** Positions and their orders take the new terms; whoever they concern is looked at. */
  private remargin(instrument: number): void {
    const { state, emitter } = this;
    const { positions, accounts } = state;
    for (const position of positions.inContract(instrument)) {
      const account = positions.account[position] as number;
      this.life.rebind(position);
      // What an isolated position locks is there in cash, or it locks nothing of its own.
      const isCovered = () => standingOfAccount(state, account).isolated <= (accounts.cash[account] as number);
      if (account >= FIRST_CLIENT && positions.leverage[position] !== CROSS && !isCovered()) {
        positions.leverage[position] = CROSS;
        positions.posted[position] = 0;
        positions.loss[position] = 0;
        this.life.rebind(position);
      }
      emitter.touchPosition(position);
      emitter.touchAccount(account);
    }
  }
}

const TICK = TERMS.indexOf("pointsPerTick");
const MAX_PRICE = TERMS.indexOf("maxPriceTicks");

const ticksAfter = (ticks: number, before: number, after: number): number => Math.floor((ticks * before) / after);
