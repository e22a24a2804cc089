import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { figure } from "../../../market/figures.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import { priceError, sizeError } from "../order-errors.ts";
import type { Part } from "./editing.ts";

/** What is wrong with a figure that an open order is to have; null for nothing. */
export function faultOf(
  part: Part,
  value: number | null,
  { cumQty }: Pick<OrderRow, "cumQty">,
  terms: ContractTerms | null,
  decimals: number,
): string | null {
  if (value === null) return part === "orderQty" ? tablesTexts.typeSize : tablesTexts.typePrice;
  if (part !== "orderQty") return priceError(terms, value, decimals);
  return value <= cumQty && cumQty > 0 ? tablesTexts.tradedAlready(figure(cumQty)) : sizeError(terms, value);
}
