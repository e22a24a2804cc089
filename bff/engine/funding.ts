import { nextMultiple } from "../contract/pricing/fair-price.ts";
import { fundingSats, nextFundingRate, premiumRate } from "../contract/pricing/funding.ts";
import { CROSS } from "../contract/pricing/margin.ts";
import { isFullyCollateralised } from "../contract/pricing/position-margin.ts";
import { divHalfUpSigned, mulDivFloor, RATE_SCALE } from "../contract/pricing/round.ts";
import { valueSats } from "../contract/pricing/value.ts";
import { FIRST_CLIENT, HOUSE } from "./accounts.ts";
import type { Emitter } from "./emitter.ts";
import { factsOf, standingOf, standingOfAccount } from "./margin.ts";
import { impactIn } from "./marking.ts";
import { EVENT } from "./schedule.ts";
import type { State } from "./state.ts";

/** What is left over when all have paid and received, and what nobody could pay, is the insurance fund's. */
const REMAINDER = HOUSE.insurance;

/** Whether longs and shorts of a contract pay each other. */
export const isFunded = (state: State, instrument: number): boolean => state.instruments.rule(instrument, "fundingIntervalMs") > 0;

/** The one place where the rate of a running interval is set: with it changes what every paying position has to maintain. */
export function setFundingRate(state: State, emitter: Emitter, instrument: number, rate: number): void {
  state.instruments.fundingRate[instrument] = rate;
  emitter.touchMark(instrument);
}

/** Starts the fundings of a contract when it is first marked; the interval that runs already costs nothing. */
export function beginFunding(state: State, emitter: Emitter, instrument: number): void {
  const { instruments } = state;
  instruments.indicativeRate[instrument] = rateAhead(state, instrument);
  showIndex(state, emitter, instruments.rule(instrument, "quoteInterestIndex"), instruments.rule(instrument, "quoteInterestRate"));
  showIndex(state, emitter, instruments.rule(instrument, "baseInterestIndex"), instruments.rule(instrument, "baseInterestRate"));
  scheduleNext(state, instrument);
}

/** Takes samples of a perpetual's premium, and says what rate they lead to. @param samples that find it as it is now */
export function samplePremium(state: State, emitter: Emitter, instrument: number, samples: number): void {
  const { instruments } = state;
  const indexPoints = instruments.markPoints[instruments.index[instrument] as number] as number;
  const premium = premiumRate(indexPoints, instruments.markPoints[instrument] as number, impactIn(state, instrument));
  instruments.premiumSum[instrument] = (instruments.premiumSum[instrument] as number) + samples * premium;
  instruments.premiumCount[instrument] = (instruments.premiumCount[instrument] as number) + samples;
  instruments.indicativeRate[instrument] = rateAhead(state, instrument);
  emitter.touchMark(instrument);
  showIndex(state, emitter, instruments.rule(instrument, "premiumIndex"), premium);
}

/**
 * Longs and shorts of a contract pay each other, whoever holds anything at this moment; then the indicative rate becomes
 * the one that is paid next, and the premium is sampled anew.
 */
export function fund(state: State, emitter: Emitter, instrument: number): void {
  const { instruments } = state;
  if (!instruments.isLive(instrument)) return;
  const rate = instruments.fundingRate[instrument] as number;
  emitter.funded(instrument, rate, instruments.rule(instrument, "fundingIntervalMs"));
  if (rate !== 0 && instruments.openInterest[instrument] !== 0) pay(state, emitter, instrument, rate);
  setFundingRate(state, emitter, instrument, rateAhead(state, instrument));
  instruments.premiumSum[instrument] = 0;
  instruments.premiumCount[instrument] = 0;
  scheduleNext(state, instrument);
}

function scheduleNext(state: State, instrument: number): void {
  const { instruments, scalars } = state;
  const intervalMs = instruments.rule(instrument, "fundingIntervalMs");
  const offsetMs = instruments.rule(instrument, "fundingOffsetMs");
  state.schedule(nextMultiple(scalars.timeMs, intervalMs, offsetMs), EVENT.fund, instrument);
}

/** Rate of the interval after the one that runs, by the samples that there are. */
function rateAhead(state: State, instrument: number): number {
  const { instruments } = state;
  const { initMarginRate, maintMarginRate } = state.terms(instrument);
  const count = instruments.premiumCount[instrument] as number;
  const premium = count === 0 ? 0 : divHalfUpSigned(instruments.premiumSum[instrument] as number, 1, count);
  const rule = (name: Parameters<typeof instruments.rule>[1]) => instruments.rule(instrument, name);
  return nextFundingRate(premium, instruments.fundingRate[instrument] as number, {
    interest: rule("quoteInterestRate") - rule("baseInterestRate"),
    clamp: rule("fundingClampRate"),
    cap: mulDivFloor(Math.max(0, initMarginRate - maintMarginRate), rule("fundingCapShare"), RATE_SCALE),
    step: mulDivFloor(maintMarginRate, rule("fundingStepShare"), RATE_SCALE),
  });
}

/** Shows a rate as the price of an index that is listed for it. @param handle of the index, plus one; 0 for none */
function showIndex(state: State, emitter: Emitter, handle: number, rate: number): void {
  const { instruments, scalars } = state;
  if (!instruments.isIndex(handle - 1)) return;
  instruments.markPoints[handle - 1] = rate;
  instruments.fairPoints[handle - 1] = rate;
  instruments.markedAtMs[handle - 1] = scalars.timeMs;
  emitter.mark(handle - 1);
}

/** Who pays comes first: what those together can bear, and the fund for them, is what there is to be received. */
function pay(state: State, emitter: Emitter, instrument: number, rate: number): void {
  const { positions, instruments, ledger, accounts, scalars } = state;
  const terms = state.terms(instrument);
  const markPoints = instruments.markPoints[instrument] as number;
  const match = scalars.nextMatch++;
  const payers: { readonly position: number; readonly due: number }[] = [];
  const receivers: { readonly position: number; readonly due: number }[] = [];
  for (const position of positions.inContract(instrument)) {
    const contracts = positions.quantity[position] as number;
    if (contracts === 0) continue;
    const due = fundingSats(terms, contracts, markPoints, rate);
    (contracts > 0 === rate > 0 ? payers : receivers).push({ position, due: Math.abs(due) });
  }
  const owed = receivers.reduce((sum, { due }) => sum + due, 0);
  let collected = 0;
  for (const { position, due } of payers) {
    const sats = take(state, position, due);
    collected += sats;
    tell(position, sats);
  }
  // The fund covers what a position could not; where it has not enough, those who receive share what there is.
  const covered = Math.min(Math.max(0, owed - collected), Math.max(0, accounts.cash[REMAINDER] as number));
  ledger.addCash(REMAINDER, 0 - covered);
  let left = collected + covered;
  const isEnough = left >= owed;
  const shared = left;
  for (const { position, due } of receivers) {
    const sats = isEnough ? due : mulDivFloor(due, shared, owed);
    give(state, position, sats);
    left -= sats;
    tell(position, 0 - sats);
  }
  ledger.addCash(REMAINDER, left);
  emitter.touchAccount(REMAINDER);

  function tell(position: number, sats: number): void {
    const contracts = positions.quantity[position] as number;
    const account = positions.account[position] as number;
    positions.beginSession(position, scalars.timeMs);
    positions.fees[position] = (positions.fees[position] as number) + sats;
    const cost = valueSats(terms, contracts, markPoints);
    emitter.funding(position, markPoints, cost, sats, contracts > 0 ? rate : 0 - rate, match);
    emitter.touchPosition(position);
    emitter.touchAccount(account);
  }
}

/** The account whose cash a position's funding moves: what the house took over is the insurance fund's. */
function purseOf(state: State, position: number): number {
  const account = state.positions.account[position] as number;
  return account < FIRST_CLIENT ? HOUSE.insurance : account;
}

/**
 * Takes what a position pays: from the wallet for cross margin, out of its own margin for an isolated one, and of neither
 * more than is there. A short that stands on its whole value pays from what its account has free first, so that it stays so.
 *
 * @returns satoshis taken
 */
function take(state: State, position: number, due: number): number {
  const { accounts, ledger, positions } = state;
  const purse = purseOf(state, position);
  const cash = accounts.cash[purse] as number;
  if (purse < FIRST_CLIENT) {
    const sats = Math.min(due, Math.max(0, cash));
    ledger.addCash(purse, 0 - sats);
    return sats;
  }
  const instrument = positions.instrument[position] as number;
  const facts = factsOf(state, position);
  const account = standingOfAccount(state, purse);
  if (facts.leverage === CROSS) {
    const sats = Math.max(0, Math.min(due, cash - account.isolated, account.crossEquity));
    ledger.addCash(purse, 0 - sats);
    return sats;
  }
  const isWhole = isFullyCollateralised(state.termsFor(instrument, position), facts);
  const free = isWhole ? Math.min(due, Math.max(0, account.available)) : 0;
  const { posMargin, unrealisedPnl } = standingOf(state, instrument, facts);
  const own = Math.max(0, Math.min(due - free, posMargin + Math.min(0, unrealisedPnl)));
  ledger.addCash(purse, 0 - free - own);
  if (own > 0) {
    positions.loss[position] = (positions.loss[position] as number) + own;
    // One that stood on its whole value had no reserve to close; that it needs one now must not lock what is not there.
    const more = standingOf(state, instrument, factsOf(state, position)).posMargin - (posMargin - own);
    positions.loss[position] = (positions.loss[position] as number) + more;
  }
  return free + own;
}

/** Gives what a position receives: its own margin is made whole first, the rest is free. */
function give(state: State, position: number, sats: number): void {
  const { ledger, positions } = state;
  ledger.addCash(purseOf(state, position), sats);
  const loss = positions.loss[position] as number;
  positions.loss[position] = loss - Math.min(loss, sats);
}
