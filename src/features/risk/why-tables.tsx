import type { IndexCompositeRow } from "../../../bff/contract/tables/index-composite.ts";
import type { LiquidationFillRow, LiquidationStepRow } from "../../../bff/contract/tables/liquidation-report.ts";
import { coins, figure, percent, signedCoins, timeOfDay } from "../../market/figures.ts";
import * as commonTexts from "../../texts/common.ts";
import * as liquidationsTexts from "../../texts/liquidations.ts";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./why-page.module.css";

interface StepsTableProps {
  readonly steps: readonly LiquidationStepRow[];
  readonly priceDecimals: number;
  readonly markDecimals: number;
}

/** The engine's own steps, each with the margin that it found. */
export function StepsTable({ steps, priceDecimals, markDecimals }: StepsTableProps) {
  return (
    <Scroller label={liquidationsTexts.stepsLabel} className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">{commonTexts.timeUtc}</th>
            <th scope="col">{liquidationsTexts.step}</th>
            <th scope="col" className={table.figure}>
              {commonTexts.mark}
            </th>
            <th scope="col" className={table.figure}>
              {commonTexts.index}
            </th>
            <th scope="col" className={table.figure}>
              {liquidationsTexts.marginLeftXbt}
            </th>
            <th scope="col" className={table.figure}>
              {liquidationsTexts.requiredXbt}
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={`${step.timestamp} ${step.step} ${step.riskSteps} ${step.currentQty}`}>
              <td>{timeOfDay(step.timestamp)}</td>
              <td className={styles.words}>{stepWords(step, priceDecimals)}</td>
              <td className={table.figure}>{figure(step.markPrice, markDecimals)}</td>
              <td className={table.figure}>{figure(step.indexPrice, markDecimals)}</td>
              <td className={table.figure}>{signedCoins(step.marginBalance, 8).replace("+", "")}</td>
              <td className={classNames(table.figure, text.risk)}>{coins(step.marginRequired, 8)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function stepWords(row: LiquidationStepRow, decimals: number): string {
  const size = figure(Math.abs(row.currentQty));
  switch (row.step) {
    case "Due":
      return liquidationsTexts.due(size);
    case "LimitLowered":
      return liquidationsTexts.limitLowered;
    case "OrdersCancelled":
      return liquidationsTexts.ordersCancelled;
    case "Reduced":
      return liquidationsTexts.reducedTo(size);
    default:
      return liquidationsTexts.takenOver(
        size,
        figure(row.bankruptPrice, decimals),
        signedCoins(row.realisedPnl, 8),
        coins(row.execComm, 8),
      );
  }
}

/** The trades that closed what was taken over. */
export function FillsTable({ fills, priceDecimals }: { readonly fills: readonly LiquidationFillRow[]; readonly priceDecimals: number }) {
  return (
    <Scroller label={liquidationsTexts.closingLabel} className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">{commonTexts.timeUtc}</th>
            <th scope="col">{liquidationsTexts.trade}</th>
            <th scope="col" className={table.figure}>
              {liquidationsTexts.contracts}
            </th>
            <th scope="col" className={table.figure}>
              {commonTexts.price}
            </th>
            <th scope="col" className={table.figure}>
              {commonTexts.fundXbt}
            </th>
          </tr>
        </thead>
        <tbody>
          {fills.map((fill, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: fills have no name of their own and are never reordered
            <tr key={i}>
              <td>{timeOfDay(fill.timestamp)}</td>
              <td>
                {fill.isDeleveraging
                  ? liquidationsTexts.wasDeleveraged
                  : fill.side === "Buy"
                    ? liquidationsTexts.bought
                    : liquidationsTexts.sold}
              </td>
              <td className={table.figure}>{figure(fill.lastQty)}</td>
              <td className={table.figure}>{figure(fill.lastPx, priceDecimals)}</td>
              <td className={classNames(table.figure, fill.fundPnl > 0 ? text.buy : fill.fundPnl < 0 ? text.sell : undefined)}>
                {signedCoins(fill.fundPnl, 8)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

interface ConstituentsTableProps {
  readonly rows: readonly IndexCompositeRow[];
  readonly indexPrice: number | null;
  readonly decimals: number;
}

/** The venues of the index in the minute before, with the part that each made up. */
export function ConstituentsTable({ rows, indexPrice, decimals }: ConstituentsTableProps) {
  const venues = rows.filter(({ reference }) => reference !== "BMI");
  if (venues.length === 0) return <p className={styles.note}>{liquidationsTexts.indexSet(figure(indexPrice, decimals))}</p>;
  return (
    <table className={classNames(table.table, table.dense)}>
      <caption className={text.hidden}>{liquidationsTexts.venuesCaption(timeOfDay(venues[0]?.timestamp ?? 0))}</caption>
      <thead>
        <tr>
          <th scope="col">{liquidationsTexts.venueAt(timeOfDay(venues[0]?.timestamp ?? 0))}</th>
          <th scope="col" className={table.figure}>
            {commonTexts.price}
          </th>
          <th scope="col" className={table.figure}>
            {liquidationsTexts.part}
          </th>
          <th scope="col" className={table.figure}>
            {liquidationsTexts.fromIndex}
          </th>
        </tr>
      </thead>
      <tbody>
        {venues.map(({ reference, lastPrice, weight }) => (
          <tr key={reference}>
            <th scope="row">{reference}</th>
            <td className={table.figure}>{figure(lastPrice, decimals)}</td>
            <td className={table.figure}>{weight === 0 ? liquidationsTexts.out : percent(weight, 0)}</td>
            <td className={table.figure}>{indexPrice === null || lastPrice === null ? "" : percent(lastPrice / indexPrice - 1, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
