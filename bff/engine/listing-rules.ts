import { termsFault } from "../contract/pricing/terms-fault.ts";
import { termsFrom } from "./instruments.ts";
import { REJECT, type RejectCode } from "./rejects.ts";
import type { State } from "./state.ts";

const FAULT_REJECT = { lotSize: REJECT.lotSize, multiplier: REJECT.multiplier, size: REJECT.largestOrder } as const;

export function isSymbolTaken(state: State, symbol: string): boolean {
  const { instruments, texts } = state;
  for (let i = 0; i < instruments.count; i++) if (texts.at(instruments.symbolText[i] as number) === symbol) return true;
  return false;
}

/** Why a contract on an index can't be listed with these terms: marks are prices of the index, so that both count in the same points. */
export function listingFault(state: State, index: number, numbers: readonly number[]): RejectCode {
  const terms = termsFrom((i) => numbers[i] as number);
  const fault = termsFault(terms);
  if (fault !== null) return FAULT_REJECT[fault];
  return terms.pointsPerUnit === state.instruments.term(index, "pointsPerUnit") ? REJECT.none : REJECT.multiplier;
}
