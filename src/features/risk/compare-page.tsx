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
import { useContract, usePart, useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as compareTexts from "../../texts/compare.ts";
import * as pagesTexts from "../../texts/pages.ts";
import * as riskTexts from "../../texts/risk.ts";
import { Choice } from "../../ui/choice.tsx";
import { classNames } from "../../ui/class-names.ts";
import { FigureField } from "../../ui/figure-field.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { contractsFault, nearestPrice } from "./calculator-inputs.ts";
import { compareOrigins } from "./compare-origins.ts";
import styles from "./compare-page.module.css";
import { Origins } from "./origins.tsx";
import { PaintedCanvas } from "./painted-canvas.tsx";
import { RiskPage } from "./risk-page.tsx";

type View = "coins" | "dollars" | "exposure";

const VIEWS: readonly { readonly value: View; readonly label: string }[] = [
  { value: "coins", label: compareTexts.pnlXbt },
  { value: "dollars", label: compareTexts.pnlUsd },
  { value: "exposure", label: compareTexts.exposureXbt },
];
const SIDES = [
  { value: "Buy", label: commonTexts.long },
  { value: "Sell", label: commonTexts.short },
] as const;

const VALUE: Readonly<Record<View, (kind: Kind, comparison: Comparison, price: number) => number>> = {
  coins: kindPnlCoins,
  dollars: kindPnlDollars,
  exposure: kindExposureCoins,
};

const ABOUT: Readonly<Record<Kind, { readonly name: string; readonly says: string }>> = compareTexts.kinds;

/** The essay's contract and position. */
const ESSAY_SYMBOL = "XBTUSD";
const NOTIONAL = 100_000;

/** The same notional in contracts of four kinds, on either side, at today's price. */
export function ComparePage() {
  const terminal = useTerminal();
  const shown = useContract();
  // The essay's contract is inverse: where another kind is looked at, the perpetual stands for it.
  const symbol = shown === null || shown.settling === "inverse" ? terminal.symbol : ESSAY_SYMBOL;
  const terms = useContract(symbol)?.terms ?? null;
  const mark = usePart(terminal.markets, (rows) => rows.find((row) => row.symbol === symbol)?.markPrice ?? null);
  const [notional, setNotional] = useState<number | null>(NOTIONAL);
  const [side, setSide] = useState<"Buy" | "Sell">("Buy");
  const [view, setView] = useState<View>("coins");
  const fault = terms === null || notional === null ? null : contractsFault(terms, notional);
  return (
    <RiskPage title={pagesTexts.compare} lead={compareTexts.lead} symbol={symbol}>
      <div className={styles.controls}>
        <FigureField
          label={commonTexts.size}
          unit={compareTexts.sizeUnit}
          value={notional}
          onChange={setNotional}
          write={(value) => figure(value)}
          read={readFigure}
          step={terms?.lotSize ?? 100}
          error={fault}
        />
        <Choice label={commonTexts.side} options={SIDES} value={side} onChange={setSide} />
        <Choice label={compareTexts.viewLabel} options={VIEWS} value={view} onChange={setView} />
      </div>
      {terms === null || mark === null || notional === null || fault !== null ? (
        <p className={text.second}>{fault === null ? riskTexts.contractNotCome : compareTexts.typeSize}</p>
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
                label={compareTexts.curveLabel(ABOUT[kind].name, side === 1 ? commonTexts.longInSentence : commonTexts.shortInSentence)}
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
          <h2 className={styles.name}>{compareTexts.hedgerHeading}</h2>
          <div className={styles.chart}>
            <PaintedCanvas
              name="compare-hedged"
              paint={paintComparison}
              label={compareTexts.hedgerCurveLabel}
              scene={{ mark: entry, range: rangeOf(entry, [hedged, coinsAlone]), main: hedged, other: coinsAlone }}
            />
          </div>
          <p className={text.second}>
            {compareTexts.hedgerAbout(figure(comparison.notional / entry, 4), figure(comparison.notional), figure(hedged(entry)))}
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
  const otherSide = side === 1 ? commonTexts.shortInSentence : commonTexts.longInSentence;
  return (
    <Scroller label={compareTexts.tableLabel} className={styles.table}>
      <table className={table.table}>
        <caption className={text.hidden}>
          {compareTexts.tableCaption(VIEWS.find(({ value }) => value === view)?.label ?? "", figure(comparison.notional))}
        </caption>
        <thead>
          <tr>
            <th scope="col">{riskTexts.move}</th>
            <th scope="col" className={table.figure}>
              {commonTexts.price}
            </th>
            {KINDS.map((kind) => (
              <th key={kind} scope="col" className={table.figure}>
                {ABOUT[kind].name}
              </th>
            ))}
            <th scope="col" className={table.figure}>
              {compareTexts.inverseOf(otherSide)}
            </th>
            <th scope="col" className={table.figure}>
              {compareTexts.hedgerUsd}
            </th>
          </tr>
        </thead>
        <tbody>
          {MOVES.map((move) => {
            const price = entry * (1 + move);
            return (
              <tr key={move}>
                <th scope="row" className={styles.move}>
                  {move === 0 ? compareTexts.entry : `${signed(move * 100)} %`}
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
      <Origins of={compareOrigins(comparison, view)} />
    </Scroller>
  );
}
