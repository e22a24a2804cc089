import type { ReactNode } from "react";
import { averageTrueRange, type DailyMove, daysThatMoved } from "../../market/daily-moves.ts";
import { deltaSats, exposureSats, gammaSats, marginLeftSats, marginNeededSats } from "../../market/exposure.ts";
import { coins, figure, MISSING, signed, signedCoins } from "../../market/figures.ts";
import { priceWords } from "../../market/price-words.ts";
import { pnlSats, type Stake } from "../../market/stake.ts";
import * as commonTexts from "../../texts/common.ts";
import * as formulasTexts from "../../texts/formulas.ts";
import * as riskTexts from "../../texts/risk.ts";
import * as riskPanelTexts from "../../texts/risk-panel.ts";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { criticalFrom, distanceFrom, exposureFrom, gainFrom, requiredFrom, unrealisedSats } from "./figures-from.ts";
import styles from "./figures-table.module.css";
import { Swatch } from "./legend.tsx";
import { type From, Opening } from "./origins.tsx";

interface FiguresTableProps {
  readonly mark: number;
  readonly now: Stake | null;
  readonly withOrder: Stake | null;
  /** Undefined until they have come, null when they did not. */
  readonly days: readonly DailyMove[] | null | undefined;
}

interface Row {
  readonly name: string;
  readonly unit: string;
  readonly cell: (stake: Stake) => ReactNode;
  /** Where it comes from: in words, with the live inputs in it, and the rule. */
  readonly from: (stake: Stake) => From;
}

/** Exposure and its slope, margin, and how far liquidation is: in per cent, in daily ranges, and in days that went as far. */
export function FiguresTable({ mark, now, withOrder, days }: FiguresTableProps) {
  const columns = [
    { key: "now", head: commonTexts.position, stake: now } as const,
    { key: "order", head: riskTexts.withOrder, stake: withOrder } as const,
  ].flatMap(({ key, head, stake }) => (stake === null ? [] : [{ key, head, stake }]));
  const lead = columns.at(-1)?.stake;
  return (
    <Scroller label={riskPanelTexts.figuresLabel} className={styles.room}>
      <table className={classNames(table.table, table.dense, styles.table)}>
        <thead>
          <tr>
            <th scope="col">{riskPanelTexts.atMark(lead === undefined ? MISSING : priceWords(lead.terms, mark))}</th>
            {columns.map(({ key, head }) => (
              <th key={key} scope="col" className={table.figure}>
                <Swatch of={key} /> {head}
              </th>
            ))}
            <th scope="col">{riskPanelTexts.unit}</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(mark, days).map(({ name, unit, cell, from }) => (
            <tr key={name}>
              <th scope="row">{lead === undefined ? name : <Opening name={name} of={from(lead)} />}</th>
              {columns.map(({ key, stake }) => (
                <td key={key} className={table.figure}>
                  {cell(stake)}
                </td>
              ))}
              <td className={text.third}>{unit}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function rowsOf(mark: number, days: readonly DailyMove[] | null | undefined): readonly Row[] {
  const gain = (stake: Stake, move: number) => pnlSats(stake, mark * (1 + move)) - pnlSats(stake, mark);
  const distance = ({ liquidation, contracts }: Stake) => (liquidation === null || contracts === 0 ? null : liquidation / mark - 1);
  const range = days === null || days === undefined ? null : averageTrueRange(days);
  const span = days?.length ?? 0;
  return [
    {
      name: commonTexts.exposure,
      unit: "XBT",
      cell: (stake) => coins(exposureSats(stake, mark), 6),
      from: (stake) => exposureFrom(stake, mark),
    },
    {
      name: riskPanelTexts.delta,
      unit: "XBT",
      cell: (stake) => signedCoins(deltaSats(stake, mark), 6),
      from: (stake) => ({
        formula: riskPanelTexts.deltaFormula,
        filled: `${coins(exposureSats(stake, mark), 6)} / 100`,
        ruleId: "exposure",
      }),
    },
    {
      name: riskPanelTexts.pnlUp,
      unit: "XBT",
      cell: (stake) => <Signed sats={gain(stake, 0.01)} />,
      from: (stake) => gainFrom(stake, mark, 0.01),
    },
    {
      name: riskPanelTexts.pnlDown,
      unit: "XBT",
      cell: (stake) => <Signed sats={gain(stake, -0.01)} />,
      from: (stake) => gainFrom(stake, mark, -0.01),
    },
    {
      name: riskPanelTexts.gamma,
      unit: "XBT",
      cell: (stake) => signedCoins(gammaSats(stake, mark), 6),
      from: (stake) => ({
        formula: stake.terms.isInverse ? riskPanelTexts.gammaFormulas.inverse : riskPanelTexts.gammaFormulas.linear,
        filled: `${stake.terms.isInverse ? "−" : ""}(${coins(exposureSats(stake, mark), 6)}) / 100`,
        ruleId: "exposure",
      }),
    },
    {
      name: commonTexts.marginLeft,
      unit: "XBT",
      cell: (stake) => coins(marginLeftSats(stake, mark), 6),
      from: (stake) => ({
        formula: stake.leverage === 0 ? formulasTexts.leftCross : formulasTexts.leftIsolated,
        filled: `${coins(stake.collateralSats, 6)} + ${signedCoins(unrealisedSats(stake, mark), 6)}`,
        ruleId: "margin",
      }),
    },
    {
      name: riskPanelTexts.marginRequired,
      unit: "XBT",
      cell: (stake) => coins(marginNeededSats(stake, mark), 6),
      from: (stake) => requiredFrom(stake, mark),
    },
    {
      name: commonTexts.liquidationPrice,
      unit: "",
      cell: (stake) =>
        stake.contracts === 0 ? MISSING : stake.liquidation === null ? commonTexts.none : priceWords(stake.terms, stake.liquidation),
      from: (stake) => criticalFrom(stake, "liquidation"),
    },
    {
      name: commonTexts.bankruptcyPrice,
      unit: "",
      cell: (stake) =>
        stake.contracts === 0 ? MISSING : stake.bankruptcy === null ? commonTexts.none : priceWords(stake.terms, stake.bankruptcy),
      from: (stake) => criticalFrom(stake, "bankruptcy"),
    },
    {
      name: riskPanelTexts.distance,
      unit: "%",
      cell: (stake) => {
        const far = distance(stake);
        return far === null ? MISSING : <span className={text.risk}>{signed(far * 100, 2)}</span>;
      },
      from: (stake) => distanceFrom(stake, mark),
    },
    {
      name: riskPanelTexts.distanceInRanges,
      unit: riskPanelTexts.ranges,
      cell: (stake) => {
        const far = distance(stake);
        return far === null || range === null ? MISSING : figure(Math.abs(far * mark) / range, 1);
      },
      from: (stake) => ({
        formula: riskPanelTexts.distanceInRangesFormula,
        filled: `${priceWords(stake.terms, Math.abs((stake.liquidation ?? mark) - mark))} / ${priceWords(stake.terms, range)}`,
        ruleId: "moves",
      }),
    },
    {
      name: daysWords(days),
      unit: riskPanelTexts.times,
      cell: (stake) => {
        const far = distance(stake);
        return far === null || days === null || days === undefined || span === 0 ? MISSING : figure(daysThatMoved(days, far));
      },
      from: (stake) => {
        const far = distance(stake) ?? 0;
        return {
          formula: riskPanelTexts.movedFarFormula(far < 0),
          filled: riskPanelTexts.movedFarFilled(figure(span), far < 0, figure(Math.abs(far) * 100, 2)),
          ruleId: "moves",
        };
      },
    },
  ];
}

/** Names the span that there is, where it is shorter. */
function daysWords(days: readonly DailyMove[] | null | undefined): string {
  if (days === null) return riskPanelTexts.movedFarUnread;
  if (days === undefined || days.length === 0) return riskPanelTexts.movedFarNoHistory;
  return days.length === 1 ? riskPanelTexts.movedFarOneDay : riskPanelTexts.movedFar(days.length);
}

function Signed({ sats }: { readonly sats: number }) {
  const words = signedCoins(sats, 6);
  return <span className={words.startsWith("+") ? text.buy : words.startsWith("−") ? text.sell : undefined}>{words}</span>;
}
