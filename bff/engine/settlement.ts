import { FillEffect } from "../contract/pricing/fill.ts";
import { mulDivFloor } from "../contract/pricing/round.ts";
import { feeSats, valueSats } from "../contract/pricing/value.ts";
import { FIRST_CLIENT, HOUSE } from "./accounts.ts";
import type { Emitter } from "./emitter.ts";
import { INSTRUMENT_STATE } from "./instruments.ts";
import { factsOf, standingOf, standingOfAccount } from "./margin.ts";
import type { Matching } from "./matching.ts";
import type { OrderLife } from "./order-life.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";

const EXPIRED = "Instrument expired";

/** What one position's end comes to. */
interface Closing {
  readonly position: number;
  readonly account: number;
  readonly realised: number;
  readonly fee: number;
  /** What its owner lacks, beyond the margin that stands behind it. */
  readonly shortfall: number;
}

/**
 * Ends a contract: nobody trades it any more, orders in it are cancelled, and every position closes at the settlement
 * price. Whoever loses more than stands behind the position loses no more than that: the insurance fund pays the rest;
 * what it can't pay, those who gain on the settlement go without, in proportion to their gain, and last the house's fees.
 * A fee that the margin has nothing left for is let off.
 */
export class Settlement {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly life: OrderLife;
  private readonly matching: Matching;
  private readonly effect = new FillEffect();

  constructor(state: State, emitter: Emitter, life: OrderLife, matching: Matching) {
    this.state = state;
    this.emitter = emitter;
    this.life = life;
    this.matching = matching;
  }

  settle(instrument: number): void {
    const { state, emitter } = this;
    const { instruments, scalars } = state;
    if (!instruments.isLive(instrument)) return;
    const points = this.priceOf(instrument);
    this.cancelOrders(instrument, EXPIRED);
    instruments.state[instrument] = INSTRUMENT_STATE.settled;
    instruments.settledPoints[instrument] = points;
    // Without a price it never had a mark, so that nobody could trade it.
    const bankrupt = points === 0 ? 0 : this.closeAll(instrument, points);
    if (points !== 0) {
      instruments.fairPoints[instrument] = points;
      instruments.markPoints[instrument] = points;
      instruments.markedAtMs[instrument] = scalars.timeMs;
    }
    // Nothing comes into its book any more.
    delete state.books[instrument];
    emitter.touchMark(instrument);
    emitter.settled(instrument, points, bankrupt);
  }

  /** Cancels the orders in a contract, those of the house among them unless only later accounts are meant. */
  cancelOrders(instrument: number, reason: string, firstAccount = 0): void {
    const { orders, positions } = this.state;
    for (const position of positions.inContract(instrument)) {
      if ((positions.account[position] as number) < firstAccount) continue;
      for (let order = positions.firstOrder[position] as number; order !== NONE; ) {
        const next = orders.nextOwn[order] as number;
        this.life.cancel(order, reason, true);
        order = next;
      }
    }
  }

  /** What was decided, else the average that it settles at, else its index: the first that there is, and that leaves values exact. */
  private priceOf(instrument: number): number {
    const { instruments } = this.state;
    const terms = instruments.termsOf(instrument);
    const openInterest = instruments.openInterest[instrument] as number;
    const priceOf = (index: number) => (index === NONE ? 0 : (instruments.markPoints[index] as number));
    const candidates = [
      instruments.settledPoints[instrument] as number,
      priceOf(instruments.rule(instrument, "settlementIndex") - 1),
      priceOf(instruments.index[instrument] as number),
      instruments.markPoints[instrument] as number,
    ];
    return candidates.find((points) => points > 0 && Number.isSafeInteger(valueSats(terms, openInterest, points))) ?? 0;
  }

  /** @returns what owners lacked */
  private closeAll(instrument: number, points: number): number {
    const { positions, accounts } = this.state;
    const closings: Closing[] = [];
    for (const position of positions.inContract(instrument)) {
      if (positions.quantity[position] !== 0) closings.push(this.close(position, points));
    }
    const lacking = closings.reduce((sum, { shortfall }) => sum + shortfall, 0);
    for (const { position, account, shortfall } of closings) {
      if (shortfall === 0) continue;
      this.move(HOUSE.insurance, account, shortfall);
      positions.besidePnl[position] = (positions.besidePnl[position] as number) + shortfall;
    }
    // What was taken over has closed as well: the fund may stand below zero now, and others make it up.
    let owed = Math.max(0, -(accounts.cash[HOUSE.insurance] as number));
    const gains = closings.filter(({ account, realised, fee }) => account >= FIRST_CLIENT && realised > fee);
    const gained = gains.reduce((sum, { realised, fee }) => sum + realised - fee, 0);
    const due = Math.min(owed, gained);
    for (const { position, account, realised, fee } of gains) {
      // Fractions stay with who gains, so that the fees have the remainder to pay.
      const share = mulDivFloor(due, realised - fee, gained);
      if (share === 0) continue;
      this.move(account, HOUSE.insurance, share);
      positions.besidePnl[position] = (positions.besidePnl[position] as number) - share;
      owed -= share;
    }
    if (owed > 0) this.move(HOUSE.fees, HOUSE.insurance, owed);
    return lacking;
  }

  /** Closes one position, as a fill without another side: all of them together add up to nothing. */
  private close(position: number, points: number): Closing {
    const { state, effect } = this;
    const { positions } = state;
    const instrument = positions.instrument[position] as number;
    const account = positions.account[position] as number;
    const contracts = positions.quantity[position] as number;
    // Terms of the tier decide margins alone: the fee is the contract's.
    const terms = state.terms(instrument);
    const rate = terms.settlementFeeRate;
    const isClient = account >= FIRST_CLIENT;
    const backing = isClient ? this.backing(position) : 0;
    const cost = valueSats(terms, -contracts, points);
    effect.computeAtCost(terms, contracts, positions.cost[position] as number, -contracts, cost, points, isClient ? rate : 0, 0);
    if (isClient) effect.fee = Math.min(effect.fee, Math.max(0, backing + effect.realised));
    const shortfall = isClient ? Math.max(0, -(backing + effect.realised)) : 0;
    this.matching.applyTo(position, -contracts, effect);
    const houseFee = isClient ? 0 : Math.max(0, Math.min(feeSats(cost, rate), state.accounts.cash[HOUSE.insurance] as number));
    if (houseFee > 0) this.move(HOUSE.insurance, HOUSE.fees, houseFee);
    this.emitter.closing(position, contracts, points, effect.cost, effect.fee, rate);
    return { position, account, realised: effect.realised, fee: effect.fee, shortfall };
  }

  /** What can be lost with a position: its own margin where it is isolated, else the cash that isolated ones do not lock. */
  private backing(position: number): number {
    const { state } = this;
    const { positions, accounts } = state;
    const account = positions.account[position] as number;
    const own = standingOf(state, positions.instrument[position] as number, factsOf(state, position));
    const { isolated } = standingOfAccount(state, account);
    const free = (accounts.cash[account] as number) - isolated;
    return Math.max(0, own.isCross ? free : own.posMargin);
  }

  private move(from: number, to: number, sats: number): void {
    const { ledger } = this.state;
    ledger.addCash(from, -sats);
    ledger.addCash(to, sats);
    this.emitter.touchAccount(from);
    this.emitter.touchAccount(to);
  }
}
