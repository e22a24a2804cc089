import { coins, figure, signed, signedCoins } from "../../market/figures.ts";
import { type CurveUnit, isLiquidatedAt, linearAt, MOVES, type Stake, shownAt } from "../../market/stake.ts";
import { classNames } from "../../ui/class-names.ts";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { type LegendKey, Swatch } from "./legend.tsx";
import styles from "./moves-table.module.css";

interface MovesTableProps {
  readonly mark: number;
  readonly now: Stake | null;
  readonly withOrder: Stake | null;
  readonly unit: CurveUnit;
  readonly priceDecimals: number;
}

interface Column {
  readonly key: LegendKey;
  readonly head: string;
  readonly stake: Stake;
  readonly valueAt: (stake: Stake, unit: CurveUnit, price: number) => number | null;
}

/** The curve's twin: seven moves, and what each would make of position, order and the linear contract. */
export function MovesTable({ mark, now, withOrder, unit, priceDecimals }: MovesTableProps) {
  const lead = withOrder !== null && withOrder.contracts !== 0 ? withOrder : now;
  const columns: Column[] = [];
  if (now !== null) columns.push({ key: "now", head: "Position", stake: now, valueAt: shownAt });
  if (withOrder !== null) columns.push({ key: "order", head: "With order", stake: withOrder, valueAt: shownAt });
  if (lead !== null) columns.push({ key: "linear", head: "Linear", stake: lead, valueAt: linearAt });
  return (
    <table className={classNames(table.table, table.dense, styles.table)}>
      <caption className={text.hidden}>
        {unit === "XBT" ? "Profit in XBT" : "Position and collateral in USD"} after seven moves of the mark price
      </caption>
      <thead>
        <tr>
          <th scope="col">Move</th>
          <th scope="col" className={table.figure}>
            Price
          </th>
          {columns.map(({ key, head }) => (
            <th key={key} scope="col" className={table.figure}>
              <Swatch of={key} /> {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {MOVES.map((move) => {
          const price = mark * (1 + move);
          return (
            <tr key={move} className={move === 0 ? styles.mark : undefined}>
              <th scope="row">{move === 0 ? "Mark" : `${signed(move * 100)} %`}</th>
              <td className={table.figure}>{figure(price, priceDecimals)}</td>
              {columns.map(({ key, stake, valueAt }) => (
                <td key={key} className={table.figure}>
                  {key !== "linear" && isLiquidatedAt(stake, price) ? (
                    <span className={text.risk}>liquidated</span>
                  ) : (
                    <ValueCell value={valueAt(stake, unit, price)} unit={unit} isQuiet={key === "linear"} />
                  )}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ValueCell({ value, unit, isQuiet }: { readonly value: number | null; readonly unit: CurveUnit; readonly isQuiet: boolean }) {
  if (unit === "USD") return <span className={isQuiet ? text.second : undefined}>{figure(value)}</span>;
  const sats = value === null ? null : Math.round(value * 100_000_000);
  const hue = isQuiet ? text.second : sats === null || coins(Math.abs(sats)) === coins(0) ? undefined : sats > 0 ? text.buy : text.sell;
  return <span className={hue}>{signedCoins(sats)}</span>;
}
