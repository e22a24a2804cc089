import { figure, signed } from "../../market/figures.ts";
import { MEASURE, type Measure } from "../../market/measures.ts";
import { isLiquidatedAt, MOVES, type Stake } from "../../market/stake.ts";
import * as commonTexts from "../../texts/common.ts";
import * as riskTexts from "../../texts/risk.ts";
import { classNames } from "../../ui/class-names.ts";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { type LegendKey, Swatch } from "./legend.tsx";
import styles from "./moves-table.module.css";

interface MovesTableProps {
  readonly mark: number;
  readonly now: Stake | null;
  readonly withOrder: Stake | null;
  readonly measure: Measure;
  readonly priceDecimals: number;
}

interface Column {
  readonly key: LegendKey;
  readonly head: string;
  readonly stake: Stake;
  readonly valueAt: (stake: Stake, price: number) => number | null;
}

/** The curve's twin: seven moves, and what each would make of position, order and the linear contract. */
export function MovesTable({ mark, now, withOrder, measure, priceDecimals }: MovesTableProps) {
  const { title, unit, shown, against, againstShort } = MEASURE[measure];
  const lead = withOrder !== null && withOrder.contracts !== 0 ? withOrder : now;
  const columns: Column[] = [];
  if (now !== null) columns.push({ key: "now", head: commonTexts.position, stake: now, valueAt: shown });
  if (withOrder !== null) columns.push({ key: "order", head: riskTexts.withOrder, stake: withOrder, valueAt: shown });
  if (lead !== null) columns.push({ key: "linear", head: againstShort, stake: lead, valueAt: against });
  return (
    <table className={classNames(table.table, table.dense, styles.table)}>
      <caption className={text.hidden}>{riskTexts.movesCaption(title, unit)}</caption>
      <thead>
        <tr>
          <th scope="col">{riskTexts.move}</th>
          <th scope="col" className={table.figure}>
            {commonTexts.price}
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
              <th scope="row">{move === 0 ? commonTexts.mark : `${signed(move * 100)} %`}</th>
              <td className={table.figure}>{figure(price, priceDecimals)}</td>
              {columns.map(({ key, stake, valueAt }) => (
                <td key={key} className={table.figure}>
                  {key !== "linear" && isLiquidatedAt(stake, price) ? (
                    <span className={text.risk}>{riskTexts.liquidated}</span>
                  ) : (
                    <ValueCell value={valueAt(stake, price)} measure={measure} isQuiet={key === "linear"} />
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

function ValueCell({ value, measure, isQuiet }: { readonly value: number | null; readonly measure: Measure; readonly isQuiet: boolean }) {
  const { unit, isSigned } = MEASURE[measure];
  const decimals = unit === "XBT" ? 4 : 0;
  const words = isSigned ? signed(value, decimals) : figure(value, decimals);
  const hue = isQuiet
    ? text.second
    : !isSigned
      ? undefined
      : words.startsWith("+")
        ? text.buy
        : words.startsWith("−")
          ? text.sell
          : undefined;
  return <span className={hue}>{words}</span>;
}
