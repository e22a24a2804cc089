import { CROSS, closingFeeReserveSats, initMarginSats, maintMarginSats } from "../contract/pricing/margin.ts";
import type { ContractTerms } from "../contract/pricing/terms.ts";
import { lotValueSats, valueAtLotSats } from "../contract/pricing/value.ts";
import { FIRST_CLIENT } from "./accounts.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";
import type { HandleList } from "./threshold-book.ts";

const UNKNOWN = 0;
const SAFE = 1;
const DUE = 2;

/**
 * Finds who is due by looking at every position: what the index has to agree with, and what stands in for it. It says
 * the rule of `position-margin.ts` and `margin.ts` a second time, column by column and without an object a row.
 */
export class MarginScan {
  private readonly state: State;
  /** What is known of an account's cross positions. */
  private verdicts = new Uint8Array(64);
  /** Of each contract: whether it is asked for, the value of a lot at its mark, below zero without one, and its terms. */
  private isAsked = new Uint8Array(8);
  private lots = new Float64Array(8);
  private readonly terms: ContractTerms[] = [];

  constructor(state: State) {
    this.state = state;
  }

  /** Positions in some contracts that are due as they stand, in the order of their handles. */
  due(instruments: readonly number[], found: HandleList): void {
    found.clear();
    this.prepare(instruments);
    // All that the loop reads lies in variables of its own: it runs over every row.
    const { isAsked, lots, verdicts } = this;
    const { count, account, instrument, quantity, cost, leverage, riskSteps, posted, loss } = this.state.positions;
    const { fundingRate } = this.state.instruments;
    for (let p = 0; p < count; p++) {
      const contract = instrument[p] as number;
      const held = quantity[p] as number;
      const owner = account[p] as number;
      if (isAsked[contract] === 0 || held === 0 || owner < FIRST_CLIENT) continue;
      const times = leverage[p] as number;
      if (times === CROSS) {
        if (verdicts[owner] === UNKNOWN) verdicts[owner] = this.roomOf(owner) <= 0 ? DUE : SAFE;
        if (verdicts[owner] === DUE) found.push(p);
        continue;
      }
      const terms = this.termsAt(contract, riskSteps[p] as number);
      const entry = cost[p] as number;
      const size = Math.abs(entry);
      const [added, lost] = [posted[p] as number, loss[p] as number];
      const init = initMarginSats(terms, times, size);
      const lot = lots[contract] as number;
      // The reserve to close is in the margin and in what has to remain of it: it cancels. Without a mark there is no profit.
      const equity = init + added - lost + (lot < 0 ? 0 : valueAtLotSats(terms, held, lot) - entry);
      if (isCollateralised(terms, held, times, added, lost)) {
        if (equity < 0) found.push(p);
        continue;
      }
      const rate = fundingRate[contract] as number;
      const needed = maintMarginSats(terms, size, held < 0 ? 0 - rate : rate);
      if (equity > needed) continue;
      if (equity < needed || needed + closingFeeReserveSats(terms, size, init, added) > 0) found.push(p);
    }
  }

  /** Room of an account's cross positions: what stands behind them less what has to. */
  private roomOf(owner: number): number {
    const { lots } = this;
    const { accounts, positions, instruments } = this.state;
    const { instrument, quantity, cost, leverage, riskSteps, posted, loss, nextOfAccount } = positions;
    let room = accounts.cash[owner] as number;
    for (let p = accounts.firstPosition[owner] as number; p !== NONE; p = nextOfAccount[p] as number) {
      const contract = instrument[p] as number;
      const held = quantity[p] as number;
      const times = leverage[p] as number;
      const terms = this.termsAt(contract, riskSteps[p] as number);
      const entry = cost[p] as number;
      const size = Math.abs(entry);
      const init = initMarginSats(terms, times, size);
      if (times === CROSS) {
        const lot = lots[contract] as number;
        const pnl = held === 0 || lot < 0 ? 0 : valueAtLotSats(terms, held, lot) - entry;
        const rate = instruments.fundingRate[contract] as number;
        const needed = maintMarginSats(terms, size, held < 0 ? 0 - rate : rate);
        room += pnl - needed - closingFeeReserveSats(terms, size, init, Math.max(0, 0 - pnl));
      } else {
        const [added, lost] = [posted[p] as number, loss[p] as number];
        const isWhole = isCollateralised(terms, held, times, added, lost);
        room -= init + added - lost + (isWhole ? 0 : closingFeeReserveSats(terms, size, init, added));
      }
    }
    return room;
  }

  private termsAt(contract: number, steps: number): ContractTerms {
    return steps === 0 ? (this.terms[contract] as ContractTerms) : this.state.instruments.termsAt(contract, steps);
  }

  private prepare(asked: readonly number[]): void {
    const { instruments, accounts } = this.state;
    if (this.verdicts.length < accounts.count) this.verdicts = new Uint8Array(2 * accounts.count);
    else this.verdicts.fill(UNKNOWN);
    if (this.lots.length < instruments.count) {
      this.isAsked = new Uint8Array(2 * instruments.count);
      this.lots = new Float64Array(2 * instruments.count);
    }
    this.isAsked.fill(0);
    for (const instrument of asked) this.isAsked[instrument] = 1;
    for (const instrument of instruments.handles()) {
      const mark = instruments.markPoints[instrument] as number;
      const terms = instruments.termsOf(instrument);
      this.terms[instrument] = terms;
      this.lots[instrument] = mark === 0 || !instruments.isContract(instrument) ? -1 : lotValueSats(terms, mark);
    }
  }
}

/** As `isFullyCollateralised` of the contract's pricing. */
function isCollateralised(terms: ContractTerms, contracts: number, leverage: number, posted: number, loss: number): boolean {
  return terms.isInverse && contracts < 0 && leverage <= 100 && loss <= posted;
}
