import { HOUSE } from "./accounts.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";

/**
 * The house's money that stands between a bankrupt position and everybody else. It never pays more than it has: what
 * standing takeovers would cost it at their prices is set aside for them.
 */
export class InsuranceFund {
  private readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  /** What it holds beyond what all standing takeovers would cost at their prices, satoshis. */
  get free(): number {
    const { accounts, positions } = this.state;
    let free = accounts.cash[HOUSE.insurance] as number;
    for (const house of [HOUSE.takenLongs, HOUSE.takenShorts]) {
      for (let p = accounts.firstPosition[house] as number; p !== NONE; p = positions.nextOfAccount[p] as number) {
        for (const side of [0, 1]) free -= positions.orderReserve[2 * p + side] as number;
      }
    }
    return free;
  }
}
