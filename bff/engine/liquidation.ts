import { FIRST_CLIENT } from "./accounts.ts";
import { isPositionDue } from "./margin.ts";
import type { Relief } from "./relief.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";

/** Finds who can no longer keep a margin, and has each relieved of what it is short of. */
export class Liquidation {
  private readonly state: State;
  private readonly relief: Relief;

  constructor(state: State, relief: Relief) {
    this.state = state;
    this.relief = relief;
  }

  /**
   * Deals with positions that were found to be due after marks moved, one after another. Each is judged as it stands
   * when its turn comes: one before may have traded with it.
   */
  remargin(due: readonly number[]): void {
    for (const position of due) if (this.state.positions.quantity[position] !== 0) this.judge(position);
  }

  /** Re-margins the positions of one account, after the command at hand changed it. */
  review(account: number): void {
    const { accounts, positions } = this.state;
    if (account < FIRST_CLIENT) return;
    for (
      let position = accounts.firstPosition[account] as number;
      position !== NONE;
      position = positions.nextOfAccount[position] as number
    ) {
      if (positions.quantity[position] !== 0) this.judge(position);
    }
  }

  private judge(position: number): void {
    if ((this.state.positions.account[position] as number) < FIRST_CLIENT) return;
    if (isPositionDue(this.state, position)) this.relief.relieve(position);
  }
}
