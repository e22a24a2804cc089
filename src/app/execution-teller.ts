import { averagePrice } from "../../bff/contract/pricing/average-price.ts";
import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { ExecType } from "../../bff/contract/vocabulary.ts";
import type { Contract } from "../market/contract.ts";
import { coins, figure } from "../market/figures.ts";
import * as alertsTexts from "../texts/alerts.ts";
import type { TellAlert } from "./alerts.ts";

const TRADE: ExecType = "Trade";
const TRIGGERED: ExecType = "TriggeredOrActivatedBySystem";
const FUNDING: ExecType = "Funding";
/** What the exchange's own orders say that close a position which could not keep its margin. */
const LIQUIDATION = "Liquidation";

/** Fills of an order that come within this time are told of together. */
const TOGETHER_MS = 6_000;

const sideOf = ({ side }: ExecutionRow) => (side === "Buy" ? "Buy" : "Sell");

/**
 * Tells of what happened to an account: fills, one sentence an order; orders whose price has come; funding.
 *
 * @param contract by its symbol, once it is known
 */
export function executionTeller(contract: (symbol: string) => Contract | null, tell: TellAlert): (rows: readonly ExecutionRow[]) => void {
  const told = new Map<string, { readonly fills: ExecutionRow[]; atMs: number }>();
  return (rows) => {
    const nowMs = Date.now();
    for (const row of rows) {
      if (row.execType === TRIGGERED)
        tell("trigger", triggerWords(row, contract(row.symbol)), { side: sideOf(row), about: `${row.orderID}:trigger` });
      if (row.execType === FUNDING) tell("funding", fundingWords(row), { about: `${row.symbol}:funding` });
    }
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
      // Whose position is taken finds out why at once.
      if (first.text === LIQUIDATION)
        tell("liquidation", alertsTexts.liquidated(words), {
          isError: true,
          stays: true,
          about: order,
          link: { href: `/liquidation/${order}`, words: alertsTexts.why },
        });
      else tell("fill", words, { side: sideOf(first), about: order });
    }
  };
}

function fillWords({ side, symbol, lastPx }: ExecutionRow, fills: readonly ExecutionRow[], contract: Contract | null): string {
  const contracts = fills.reduce((sum, { lastQty }) => sum + (lastQty ?? 0), 0);
  const costSats = fills.reduce((sum, { execCost }) => sum + (execCost ?? 0), 0);
  const price = contract === null || fills.length === 1 ? lastPx : averagePrice(contract.terms, contracts, costSats);
  return alertsTexts.traded(side === "Buy", figure(contracts), symbol, figure(price, contract?.priceDecimals ?? 1), fills.length);
}

function triggerWords({ side, symbol, orderQty, stopPx }: ExecutionRow, contract: Contract | null): string {
  const price = stopPx === null ? null : figure(stopPx, contract?.priceDecimals ?? 1);
  return alertsTexts.triggered(price, side, figure(orderQty), symbol);
}

/** @returns what was paid or received; the contract counts what an account pays as a commission above zero */
function fundingWords({ symbol, execComm }: ExecutionRow): string {
  const sats = execComm ?? 0;
  return alertsTexts.funding(symbol, sats > 0, coins(Math.abs(sats), 8));
}
