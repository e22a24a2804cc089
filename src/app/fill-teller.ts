import { averagePrice } from "../../bff/contract/pricing/average-price.ts";
import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { ExecType } from "../../bff/contract/vocabulary.ts";
import type { Contract } from "../market/contract.ts";
import { figure } from "../market/figures.ts";
import { useNotices } from "../stores/notices.ts";

const TRADE: ExecType = "Trade";
/** What the exchange's own orders say that close a position which could not keep its margin. */
const LIQUIDATION = "Liquidation";

/** Fills of an order that come within this time are told of together. */
const TOGETHER_MS = 6_000;

/**
 * Tells of fills, one sentence an order.
 *
 * @param contract by its symbol, once it is known
 */
export function fillTeller(contract: (symbol: string) => Contract | null): (rows: readonly ExecutionRow[]) => void {
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
      const words = fillWords(first, fills, contract(first.symbol));
      const side = first.side === "Buy" ? "Buy" : "Sell";
      const { tell } = useNotices.getState();
      // Whose position is taken finds out why at once.
      if (first.text === LIQUIDATION)
        tell(`Liquidated: ${words}`, { isError: true, about: order, link: { href: `/liquidation/${order}`, words: "Why" } });
      else tell(words, { side, about: order });
    }
  };
}

function fillWords({ side, symbol, lastPx }: ExecutionRow, fills: readonly ExecutionRow[], contract: Contract | null): string {
  const contracts = fills.reduce((sum, { lastQty }) => sum + (lastQty ?? 0), 0);
  const costSats = fills.reduce((sum, { execCost }) => sum + (execCost ?? 0), 0);
  const price = contract === null || fills.length === 1 ? lastPx : averagePrice(contract.terms, contracts, costSats);
  const many = fills.length === 1 ? "" : ` on average, ${fills.length} fills`;
  return `${side === "Buy" ? "Bought" : "Sold"} ${figure(contracts)} ${symbol} at ${figure(price, contract?.priceDecimals ?? 1)}${many}`;
}
