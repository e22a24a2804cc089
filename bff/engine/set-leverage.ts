import { initMarginRate } from "../contract/pricing/margin.ts";
import { RATE_SCALE } from "../contract/pricing/round.ts";
import type { Emitter } from "./emitter.ts";
import type { OrderLife } from "./order-life.ts";
import { REJECT, type Verdict } from "./rejects.ts";
import type { State } from "./state.ts";
import { tryMargin } from "./try-margin.ts";

/**
 * Isolates a position at a leverage, or gives it cross margin. What its open orders bind follows. Refused beyond what
 * the contract, or the position's own risk limit, leaves.
 */
export function setLeverage(
  state: State,
  life: OrderLife,
  emitter: Emitter,
  account: number,
  instrument: number,
  leverage: number,
): Verdict {
  const { accounts, instruments } = state;
  if (!accounts.isClient(account)) return { code: REJECT.unknownAccount, detail: 0 };
  if (!instruments.isContract(instrument)) return { code: REJECT.unknownInstrument, detail: 0 };
  const listed = state.terms(instrument);
  const isPossible = Number.isSafeInteger(leverage) && leverage >= 0 && leverage * listed.initMarginRate <= 100 * RATE_SCALE;
  if (!isPossible || initMarginRate(listed, leverage) > 100 * RATE_SCALE) return { code: REJECT.leverage, detail: 0 };
  const own = state.termsFor(instrument, state.positionOf(account, instrument));
  if (leverage * own.initMarginRate > 100 * RATE_SCALE) return { code: REJECT.entryLeverage, detail: 0 };
  return tryMargin(state, life, emitter, state.positionFor(account, instrument), { leverage });
}
