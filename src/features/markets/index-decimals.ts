import type { InstrumentRow } from "../../../bff/contract/tables/instrument.ts";
import { finestDecimals } from "../../market/contract-terms.ts";
import { decimalsOf } from "../../market/figures.ts";

/** Decimals of an index: those of its own step, or of its currency where it names none. */
export const indexDecimals = ({ tickSize, quoteCurrency }: InstrumentRow): number =>
  tickSize === null ? finestDecimals(quoteCurrency) : decimalsOf(tickSize);
