import { CROSS } from "../contract/pricing/margin.ts";
import { FIRST_CLIENT } from "./accounts.ts";
import { factsOf, isCrossDue, isIsolatedDue, standingOf, standingOfAccount } from "./margin.ts";
import type { State } from "./state.ts";
import type { HandleList } from "./threshold-book.ts";

const UNKNOWN = 0;
const SAFE = 1;
const DUE = 2;

/** Finds who is due by looking at every position: what the index has to agree with, and what stands in for it. */
export class MarginScan {
  private readonly state: State;
  /** What is known of an account's cross positions. */
  private verdicts = new Uint8Array(64);

  constructor(state: State) {
    this.state = state;
  }

  /** Positions in some contracts that are due as they stand, in the order of their handles. */
  due(instruments: readonly number[], found: HandleList): void {
    const { state } = this;
    const { positions } = state;
    found.clear();
    this.forget();
    const isAsked = new Uint8Array(state.instruments.count);
    for (const instrument of instruments) isAsked[instrument] = 1;
    for (let p = 0; p < positions.count; p++) {
      if (positions.quantity[p] === 0) continue;
      const instrument = positions.instrument[p] as number;
      const account = positions.account[p] as number;
      if (isAsked[instrument] === 0 || account < FIRST_CLIENT) continue;
      if (positions.leverage[p] === CROSS ? this.isAccountDue(account) : this.isPositionDue(p, instrument)) found.push(p);
    }
  }

  private isPositionDue(position: number, instrument: number): boolean {
    const standing = standingOf(this.state, instrument, factsOf(this.state, position));
    return isIsolatedDue(standing, standing.unrealisedPnl);
  }

  private isAccountDue(account: number): boolean {
    if (this.verdicts[account] === UNKNOWN) this.verdicts[account] = isCrossDue(standingOfAccount(this.state, account)) ? DUE : SAFE;
    return this.verdicts[account] === DUE;
  }

  private forget(): void {
    if (this.verdicts.length < this.state.accounts.count) this.verdicts = new Uint8Array(2 * this.state.accounts.count);
    else this.verdicts.fill(UNKNOWN);
  }
}
