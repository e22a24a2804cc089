import { useMemo } from "react";
import { ticksToPrice } from "../../../../bff/contract/prices.ts";
import { figure, signedCoins, signedPercent } from "../../../market/figures.ts";
import { reachable } from "../../../market/funds.ts";
import { hasLimit } from "../../../market/typed-price.ts";
import type { ChartLine, ChartLines } from "../../../paint/chart-lines.ts";
import { useAccount, usePosition } from "../../../stores/account.ts";
import { endsOfDraft, useDraftOrder } from "../../../stores/draft-order.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { usePart, useTerminal } from "../../../stores/terminal.ts";
import * as chartTexts from "../../../texts/chart.ts";
import * as commonTexts from "../../../texts/common.ts";
import { useOrderPreview } from "../use-order-preview.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";

const WAITS: Readonly<Record<string, string>> = chartTexts.waitsFor;

/** Lines that the chart draws for the account, the typed order and the last price. */
export function useChartLines(): ChartLines {
  const { symbol, ticker, terms: publishedTerms } = useTerminal();
  const decimals = usePriceDecimals();
  const last = usePart(ticker, (now) => now.last);
  const mark = usePart(ticker, (now) => now.mark);
  const terms = usePart(publishedTerms, (now) => now === null);
  const orders = useAccount((account) => account.orders);
  const position = usePosition(symbol);
  const draft = useDraftOrder();
  const { side, ordType, price, contracts, isSent } = draft;
  const { takeProfit, stopLoss } = endsOfDraft(draft);
  const drawings = usePreferences((preferences) => preferences.drawings[symbol]);
  const alerts = usePreferences((preferences) => preferences.priceAlerts[symbol]);
  const { preview } = useOrderPreview();
  const known = publishedTerms.get();
  const after =
    terms || known === null || preview === null || preview.liquidation === null ? null : ticksToPrice(known, preview.liquidation);

  return useMemo(() => {
    const at = (value: number) => figure(value, decimals);
    const fromMark = (value: number) => (mark === null ? [] : [signedPercent(value / mark - 1, 1)]);
    const lines: ChartLine[] = [];
    for (const order of orders) {
      const isWaiting = order.stopPx !== null && order.triggered === "";
      const where = isWaiting ? order.stopPx : order.price;
      if (order.symbol !== symbol || where === null) continue;
      const words = [
        `${order.side} ${figure(order.leavesQty)}`,
        ...(isWaiting ? [WAITS[order.ordType] ?? chartTexts.waits] : []),
        ...(order.execInst.includes("ReduceOnly") ? [chartTexts.reduceOnly] : []),
      ];
      lines.push({ kind: isWaiting ? "stop" : "order", price: where, words, axisText: at(where), orderID: order.orderID });
    }
    if (position?.isOpen === true && position.avgEntryPrice !== null) {
      const { currentQty, avgEntryPrice, unrealisedPnl } = position;
      const liquidationPrice = reachable(position.liquidationPrice);
      const words = [
        `${currentQty > 0 ? commonTexts.long : commonTexts.short} ${figure(Math.abs(currentQty))}`,
        "entry",
        `${signedCoins(unrealisedPnl)} XBT`,
      ];
      lines.push({ kind: "entry", price: avgEntryPrice, words, axisText: at(avgEntryPrice) });
      if (position.breakEvenPrice !== null) {
        lines.push({
          kind: "breakEven",
          price: position.breakEvenPrice,
          words: [chartTexts.breakEven],
          axisText: at(position.breakEvenPrice),
        });
      }
      if (liquidationPrice !== null) {
        const text = at(liquidationPrice);
        lines.push({
          kind: "liquidation",
          price: liquidationPrice,
          words: [chartTexts.liquidationAt(text), ...fromMark(liquidationPrice)],
          axisText: text,
        });
      }
    }
    if (!isSent && hasLimit(ordType) && price !== null && contracts !== null) {
      lines.push({ kind: "typed", price, words: [`${side} ${figure(contracts)}`, chartTexts.typedNotSent], axisText: at(price) });
    }
    for (const [name, end] of [
      [chartTexts.takeProfit, takeProfit],
      [chartTexts.stopLoss, stopLoss],
    ] as const) {
      if (!isSent && end !== null) lines.push({ kind: "typedEnd", price: end, words: [name, chartTexts.typedNotSent], axisText: at(end) });
    }
    for (const drawing of drawings ?? []) {
      if (drawing.kind === "level") lines.push({ kind: "level", price: drawing.price, words: [], axisText: at(drawing.price) });
    }
    for (const { price: alert, isAbove } of alerts ?? []) {
      lines.push({
        kind: "alert",
        price: alert,
        words: [chartTexts.alertAt(isAbove, at(alert))],
        axisText: null,
      });
    }
    if (!isSent && after !== null && contracts !== null && after !== position?.liquidationPrice) {
      lines.push({
        kind: "liquidationAfter",
        price: after,
        words: [chartTexts.liquidationAfter(at(after)), ...fromMark(after)],
        axisText: null,
      });
    }
    if (last !== null) lines.push({ kind: "last", price: last, words: [], axisText: at(last) });
    const from = position?.isOpen === true ? reachable(position.liquidationPrice) : null;
    const to = position?.isOpen === true ? reachable(position.bankruptPrice) : null;
    return { lines, hatch: from === null || to === null ? null : { from, to } };
  }, [
    orders,
    position,
    symbol,
    decimals,
    last,
    mark,
    side,
    ordType,
    price,
    contracts,
    isSent,
    after,
    takeProfit,
    stopLoss,
    drawings,
    alerts,
  ]);
}
