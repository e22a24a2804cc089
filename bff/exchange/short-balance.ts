import type { OrderIntent } from "../contract/order-rules.ts";
import { CROSS, orderMarginSats, premiumSats } from "../contract/pricing/margin.ts";
import { valueSats } from "../contract/pricing/value.ts";
import type { Listed } from "./catalogue.ts";
import type { LiveTables } from "./live/live-tables.ts";

/**
 * What an order would bind that its account can't pay, where that is certain without the engine: of an account that holds
 * nothing and has no order open, so that its coins are all it has, and of a limit order that meets nobody and would rest.
 * In every other case the engine decides. Nothing of the account may be on its way to the engine.
 *
 * @returns satoshis, the figure that the engine would refuse it with; null when the engine is to be asked
 */
export function shortBalanceSats(tables: LiveTables, account: number, listed: Listed, intent: OrderIntent): number | null {
  const { side, quantity, priceTicks, stopTicks, peg, timeInForce, execInsts } = intent;
  const rests = timeInForce === "GoodTillCancel" || timeInForce === "Day";
  if (side === null || priceTicks === null || stopTicks !== null || peg !== null || !rests) return null;
  if (execInsts.has("ReduceOnly") || execInsts.has("Close") || listed.rules.limitRate !== 0) return null;
  const cash = tables.accounts.unboundCash(account);
  const row = tables.markets.row(listed.symbol);
  if (cash === null || row?.state !== "Open" || tables.accounts.hasHidden(listed.symbol)) return null;
  const markPoints = tables.marks.points(listed.handle);
  const [bid, ask] = tables.markets.bestTicks(listed.symbol);
  const meets = side === "Buy" ? ask !== null && priceTicks >= ask : bid !== null && priceTicks <= bid;
  if (markPoints === 0 || meets) return null;
  const { terms } = listed;
  const contracts = side === "Buy" ? quantity : -quantity;
  const value = valueSats(terms, contracts, priceTicks * terms.pointsPerTick);
  const atMark = valueSats(terms, contracts, markPoints);
  const needed = orderMarginSats(terms, CROSS, Math.abs(value)) + premiumSats(value, atMark);
  return needed > cash ? needed : null;
}
