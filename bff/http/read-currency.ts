import { invalid } from "../contract/errors.ts";
import { CURRENCY } from "../contract/vocabulary.ts";

/** The one currency there is, or `all`. @throws ContractError 400 for any other */
export function readCurrency(currency: string | undefined): string {
  const wanted = currency ?? CURRENCY;
  if (wanted !== CURRENCY && wanted !== "all") throw invalid("Invalid currency");
  return wanted;
}
