import { RATE_SCALE } from "../contract/pricing/round.ts";
import type { Emitter } from "./emitter.ts";
import { exposureOf } from "./margin.ts";
import type { OrderLife } from "./order-life.ts";
import { REJECT, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";
import { tryMargin } from "./try-margin.ts";

/** More than any exchange's setting allows; the column holds no larger number. */
const MAX_STEPS = 255;

/**
 * Raises or lowers the risk limit of a position to so many steps above the contract's. A higher limit asks for more
 * margin, which the account must have; a lower one must still hold the position and its orders.
 */
export function setRiskLimit(state: State, life: OrderLife, emitter: Emitter, account: number, instrument: number, steps: number): Verdict {
  const { accounts, instruments, positions } = state;
  if (!accounts.isClient(account)) return { code: REJECT.unknownAccount, detail: 0 };
  if (!instruments.isContract(instrument)) return { code: REJECT.unknownInstrument, detail: 0 };
  if (!Number.isInteger(steps) || steps < 0 || steps > MAX_STEPS) return { code: REJECT.riskSteps, detail: 0 };
  const terms = instruments.termsAt(instrument, steps);
  if (terms.initMarginRate > RATE_SCALE) return { code: REJECT.riskSteps, detail: 0 };
  const known = state.positionOf(account, instrument);
  const isLower = known !== NONE && steps < (positions.riskSteps[known] as number);
  if (isLower && exposureOf(state, known) > terms.riskLimitSats) return { code: REJECT.riskLimit, detail: 0 };
  return tryMargin(state, life, emitter, state.positionFor(account, instrument), { riskSteps: steps });
}
