import { useState } from "react";
import {
  type Comparison,
  hedgedDollars,
  KINDS,
  type Kind,
  kindExposureCoins,
  kindPnlCoins,
  kindPnlDollars,
} from "../../market/contract-kinds.ts";
import { figure, readFigure, signed } from "../../market/figures.ts";
import { MOVES } from "../../market/stake.ts";
import { paintComparison, rangeOf } from "../../paint/compare-painter.ts";
import { usePart, usePublished, useTerminal } from "../../stores/terminal.ts";
import { Choice } from "../../ui/choice.tsx";
import { classNames } from "../../ui/class-names.ts";
import { FigureField } from "../../ui/figure-field.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { contractsFault, nearestPrice } from "./calculator-inputs.ts";
import styles from "./compare-page.module.css";
import { PaintedCanvas } from "./painted-canvas.tsx";
import { RiskPage } from "./risk-page.tsx";

type View = "coins" | "dollars" | "exposure";

const VIEWS: readonly { readonly value: View; readonly label: string }[] = [
  { value: "coins", label: "PnL, XBT" },
  { value: "dollars", label: "PnL, USD" },
  { value: "exposure", label: "Exposure, XBT" },
];
const SIDES = [
  { value: "Buy", label: "Long" },
  { value: "Sell", label: "Short" },
] as const;

const VALUE: Readonly<Record<View, (kind: Kind, comparison: Comparison, price: number) => number>> = {
  coins: kindPnlCoins,
  dollars: kindPnlDollars,
  exposure: kindExposureCoins,
};

const ABOUT: Readonly<Record<Kind, { readonly name: string; readonly says: string }>> = {
  inverse: {
    name: "Inverse",
    says: "A fixed amount of dollars, settled in coins. A long holds more coins' worth the lower the price: it loses faster as the market falls and wins slower as it rises.",
  },
  linear: {
    name: "Linear, in coins",
    says: "Its value in coins is proportional to the price: rise and fall weigh the same, and exposure grows with the price.",
  },
  quanto: {
    name: "Quanto",
    says: "A fixed amount of coins for every dollar of the move. On its own coin that is the linear line; on another underlying, what the coin itself does comes on top.",
  },
  fixed: {
    name: "Fixed XBT",
    says: "A fixed amount of coins, settled in dollars, as at the CME. Straight in dollars, which then buy as many coins as the inverse contract pays; but coins cannot stand behind it.",
  },
};

/** The essay's position. */
const NOTIONAL = 100_000;

/** The same notional in contracts of four kinds, on either side, at today's price. */
export function ComparePage() {
  const { terms: published, ticker } = useTerminal();
  const terms = usePublished(published);
  const mark = usePart(ticker, (now) => now.mark);
  const [notional, setNotional] = useState<number | null>(NOTIONAL);
  const [side, setSide] = useState<"Buy" | "Sell">("Buy");
  const [view, setView] = useState<View>("coins");
  const fault = terms === null || notional === null ? null : contractsFault(terms, notional);
  return (
    <RiskPage
      title="Compare contracts"
      lead="The same move, the other side, the other contract: what one notional wins and loses in each, entered at today's mark. Dashed is the other side."
    >
      <div className={styles.controls}>
        <FigureField
          label="Size"
          unit="contracts of 1 USD"
          value={notional}
          onChange={setNotional}
          write={(value) => figure(value)}
          read={readFigure}
          step={terms?.lotSize ?? 100}
          error={fault}
        />
        <Choice label="Side" options={SIDES} value={side} onChange={setSide} />
        <Choice label="What is compared" options={VIEWS} value={view} onChange={setView} />
      </div>
      {terms === null || mark === null || notional === null || fault !== null ? (
        <p className={text.second}>{fault === null ? "The contract and its price have not come yet." : "Type a size to compare."}</p>
      ) : (
        <Kinds comparison={{ terms, notional, side: side === "Buy" ? 1 : -1, entry: nearestPrice(terms, mark) }} view={view} />
      )}
    </RiskPage>
  );
}

function Kinds({ comparison, view }: { readonly comparison: Comparison; readonly view: View }) {
  const { entry, side } = comparison;
  const worth = VALUE[view];
  const turned: Comparison = { ...comparison, side: side === 1 ? -1 : 1 };
  const range = rangeOf(
    entry,
    KINDS.flatMap((kind) => [comparison, turned].map((one) => (price: number) => worth(kind, one, price))),
  );
  const hedged = (price: number) => hedgedDollars(comparison, price);
  const coinsAlone = (price: number) => (comparison.notional / entry) * price;
  return (
    <>
      <ul className={styles.charts}>
        {KINDS.map((kind) => (
          <li key={kind}>
            <h2 className={styles.name}>{ABOUT[kind].name}</h2>
            <div className={styles.chart}>
              <PaintedCanvas
                name={`compare-${kind}`}
                paint={paintComparison}
                label={`${ABOUT[kind].name}: ${side === 1 ? "long" : "short"} against price, the other side dashed; the table below says the same`}
                scene={{
                  mark: entry,
                  range,
                  main: (price) => worth(kind, comparison, price),
                  other: (price) => worth(kind, turned, price),
                }}
              />
            </div>
            <p className={text.second}>{ABOUT[kind].says}</p>
          </li>
        ))}
        <li>
          <h2 className={styles.name}>Hedger: coins and a short</h2>
          <div className={styles.chart}>
            <PaintedCanvas
              name="compare-hedged"
              paint={paintComparison}
              label="Coins with a short inverse contract of their value, in dollars: a flat line; dashed, the coins alone"
              scene={{ mark: entry, range: rangeOf(entry, [hedged, coinsAlone]), main: hedged, other: coinsAlone }}
            />
          </div>
          <p className={text.second}>
            {figure(comparison.notional / entry, 4)} XBT with a short of {figure(comparison.notional)} contracts: {figure(hedged(entry))}{" "}
            USD at every price. Dashed, the coins alone.
          </p>
        </li>
      </ul>
      <CompareTable comparison={comparison} turned={turned} view={view} hedged={hedged} />
    </>
  );
}

interface CompareTableProps {
  readonly comparison: Comparison;
  readonly turned: Comparison;
  readonly view: View;
  readonly hedged: (price: number) => number;
}

/** The charts' twin. */
function CompareTable({ comparison, turned, view, hedged }: CompareTableProps) {
  const { entry, side } = comparison;
  const decimals = view === "dollars" ? 0 : 4;
  const write = (value: number) => (view === "exposure" ? figure(value, decimals) : signed(value, decimals));
  const worth = VALUE[view];
  const otherSide = side === 1 ? "short" : "long";
  return (
    <Scroller label="Seven moves, as a table" className={styles.table}>
      <table className={table.table}>
        <caption className={text.hidden}>
          {VIEWS.find(({ value }) => value === view)?.label} of {figure(comparison.notional)} contracts after seven moves
        </caption>
        <thead>
          <tr>
            <th scope="col">Move</th>
            <th scope="col" className={table.figure}>
              Price
            </th>
            {KINDS.map((kind) => (
              <th key={kind} scope="col" className={table.figure}>
                {ABOUT[kind].name}
              </th>
            ))}
            <th scope="col" className={table.figure}>
              Inverse, {otherSide}
            </th>
            <th scope="col" className={table.figure}>
              Hedger, USD
            </th>
          </tr>
        </thead>
        <tbody>
          {MOVES.map((move) => {
            const price = entry * (1 + move);
            return (
              <tr key={move}>
                <th scope="row" className={styles.move}>
                  {move === 0 ? "Entry" : `${signed(move * 100)} %`}
                </th>
                <td className={table.figure}>{figure(price, 1)}</td>
                {KINDS.map((kind) => (
                  <td key={kind} className={table.figure}>
                    {write(worth(kind, comparison, price))}
                  </td>
                ))}
                <td className={classNames(table.figure, text.second)}>{write(worth("inverse", turned, price))}</td>
                <td className={classNames(table.figure, text.second)}>{figure(hedged(price))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroller>
  );
}
