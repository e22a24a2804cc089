import { guardConcerns } from "../../market/order-guard.ts";
import { amendOrder } from "../../rest/orders.ts";
import { type Amendment, askWhetherMeant } from "../../stores/amending.ts";
import { usePreferences } from "../../stores/preferences.ts";
import * as tablesTexts from "../../texts/tables.ts";
import { tellFailure } from "./tables/tell-failure.ts";

/**
 * Changes an open order, after asking where the change looks like a slip of the finger. What the exchange says against
 * it is told.
 *
 * @param mark of the contract, as it is now
 * @returns whether the exchange has the change
 */
export async function changeOrder(amendment: Amendment, mark: number | null): Promise<boolean> {
  const { order, price, orderQty, stopPx = null } = amendment;
  if (price === null && orderQty === null && stopPx === null) return true;
  const facts = { contracts: (orderQty ?? order.orderQty) - order.cumQty, price: price ?? order.price ?? stopPx ?? order.stopPx, mark };
  const concerns = guardConcerns(facts, usePreferences.getState().guard);
  if (concerns.length > 0 && !(await askWhetherMeant(amendment, concerns))) return false;
  try {
    await amendOrder(order.orderID, {
      ...(price === null ? {} : { price }),
      ...(orderQty === null ? {} : { orderQty }),
      ...(stopPx === null ? {} : { stopPx }),
    });
    return true;
  } catch (error) {
    tellFailure(tablesTexts.notChanged, error);
    return false;
  }
}
