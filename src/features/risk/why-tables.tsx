import type { IndexCompositeRow } from "../../../bff/contract/tables/index-composite.ts";
import type { LiquidationFillRow, LiquidationStepRow } from "../../../bff/contract/tables/liquidation-report.ts";
import { coins, figure, percent, signedCoins, timeOfDay } from "../../market/figures.ts";
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
    <Scroller label="Steps of the liquidation" className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">Time, UTC</th>
            <th scope="col">Step</th>
            <th scope="col" className={table.figure}>
              Mark
            </th>
            <th scope="col" className={table.figure}>
              Index
            </th>
            <th scope="col" className={table.figure}>
              Margin left, XBT
            </th>
            <th scope="col" className={table.figure}>
              Required, XBT
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
      return `${size} contracts: what was left was no more than what was required`;
    case "LimitLowered":
      return "The risk limit was lowered, which asks for less margin";
    case "OrdersCancelled":
      return "The contract's open orders were cancelled";
    case "Reduced":
      return `The position was reduced to ${size} contracts`;
    default:
      return `${size} contracts were taken over at the bankruptcy price ${figure(row.bankruptPrice, decimals)}: ${signedCoins(row.realisedPnl, 8)} XBT, and a fee of ${coins(row.execComm, 8)}`;
  }
}

/** The trades that closed what was taken over. */
export function FillsTable({ fills, priceDecimals }: { readonly fills: readonly LiquidationFillRow[]; readonly priceDecimals: number }) {
  return (
    <Scroller label="How it was closed" className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">Time, UTC</th>
            <th scope="col">Trade</th>
            <th scope="col" className={table.figure}>
              Contracts
            </th>
            <th scope="col" className={table.figure}>
              Price
            </th>
            <th scope="col" className={table.figure}>
              Fund, XBT
            </th>
          </tr>
        </thead>
        <tbody>
          {fills.map((fill, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: fills have no name of their own and are never reordered
            <tr key={i}>
              <td>{timeOfDay(fill.timestamp)}</td>
              <td>{fill.isDeleveraging ? "Deleveraged" : fill.side === "Buy" ? "Bought" : "Sold"}</td>
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
  if (venues.length === 0)
    return <p className={styles.note}>The index stood at {figure(indexPrice, decimals)}. It had no venues then: the exchange set it.</p>;
  return (
    <table className={classNames(table.table, table.dense)}>
      <caption className={text.hidden}>Venues of the index at {timeOfDay(venues[0]?.timestamp ?? 0)} UTC</caption>
      <thead>
        <tr>
          <th scope="col">Venue, at {timeOfDay(venues[0]?.timestamp ?? 0)}</th>
          <th scope="col" className={table.figure}>
            Price
          </th>
          <th scope="col" className={table.figure}>
            Part
          </th>
          <th scope="col" className={table.figure}>
            From index
          </th>
        </tr>
      </thead>
      <tbody>
        {venues.map(({ reference, lastPrice, weight }) => (
          <tr key={reference}>
            <th scope="row">{reference}</th>
            <td className={table.figure}>{figure(lastPrice, decimals)}</td>
            <td className={table.figure}>{weight === 0 ? "out" : percent(weight, 0)}</td>
            <td className={table.figure}>{indexPrice === null || lastPrice === null ? "" : percent(lastPrice / indexPrice - 1, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
