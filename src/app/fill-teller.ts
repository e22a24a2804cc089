import { averagePrice } from "../../bff/contract/pricing/average-price.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { ExecType } from "../../bff/contract/vocabulary.ts";
import { decimalsOf, figure } from "../market/figures.ts";
import { useNotices } from "../stores/notices.ts";

const TRADE: ExecType = "Trade";

/** Fills of an order that come within this time are told of together. */
const TOGETHER_MS = 6_000;

/**
 * Tells of fills, one sentence an order.
 *
 * @param terms of the contract, once they are known
 */
export function fillTeller(terms: () => ContractTerms | null): (rows: readonly ExecutionRow[]) => void {
  const told = new Map<string, { readonly fills: ExecutionRow[]; atMs: number }>();
  return (rows) => {
    const nowMs = Date.now();
    for (const [order, { atMs }] of told) if (nowMs - atMs > TOGETHER_MS) told.delete(order);
    const byOrder = Map.groupBy(
      rows.filter(({ execType }) => execType === TRADE),
      ({ orderID }) => orderID,
    );
    for (const [order, fresh] of byOrder) {
      const fills = [...(told.get(order)?.fills ?? []), ...fresh];
      told.set(order, { fills, atMs: nowMs });
      const [first] = fills;
      if (first === undefined) continue;
      useNotices.getState().tell(fillWords(first, fills, terms()), { side: first.side === "Buy" ? "Buy" : "Sell", about: order });
    }
  };
}

function fillWords({ side, symbol, lastPx }: ExecutionRow, fills: readonly ExecutionRow[], terms: ContractTerms | null): string {
  const contracts = fills.reduce((sum, { lastQty }) => sum + (lastQty ?? 0), 0);
  const costSats = fills.reduce((sum, { execCost }) => sum + (execCost ?? 0), 0);
  const decimals = terms === null ? 1 : decimalsOf(terms.pointsPerTick / terms.pointsPerUnit);
  const price = terms === null || fills.length === 1 ? lastPx : averagePrice(terms, contracts, costSats);
  const many = fills.length === 1 ? "" : ` on average, ${fills.length} fills`;
  return `${side === "Buy" ? "Bought" : "Sold"} ${figure(contracts)} ${symbol} at ${figure(price, decimals)}${many}`;
}
