import type { ReactNode } from "react";
import { Link } from "wouter";
import { averageTrueRange, type DailyMove, daysThatMoved } from "../../market/daily-moves.ts";
import { deltaSats, exposureSats, gammaSats, marginLeftSats, marginNeededSats } from "../../market/exposure.ts";
import { coins, figure, MISSING, signed, signedCoins } from "../../market/figures.ts";
import { pnlSats, type Stake } from "../../market/stake.ts";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { criticalFrom, exposureFrom, gainFrom, requiredFrom, unrealisedSats } from "./figures-from.ts";
import styles from "./figures-table.module.css";
import { Swatch } from "./legend.tsx";
import { type RuleId, ruleHref, ruleTitle } from "./rules.ts";

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
  /** Where it comes from: in words, with the live inputs in it, and the rule; none for what is only counted. */
  readonly from?: (stake: Stake) => { readonly formula: string; readonly filled: string; readonly ruleId: RuleId };
}

/** Exposure and its slope, margin, and how far liquidation is: in per cent, in daily ranges, and in days that went as far. */
export function FiguresTable({ mark, now, withOrder, days }: FiguresTableProps) {
  const columns = [
    { key: "now", head: "Position", stake: now } as const,
    { key: "order", head: "With order", stake: withOrder } as const,
  ].flatMap(({ key, head, stake }) => (stake === null ? [] : [{ key, head, stake }]));
  const lead = columns.at(-1)?.stake;
  return (
    <Scroller label="Exposure and distance to liquidation" className={styles.room}>
      <table className={classNames(table.table, table.dense, styles.table)}>
        <thead>
          <tr>
            <th scope="col">At the mark, {figure(mark, 1)}</th>
            {columns.map(({ key, head }) => (
              <th key={key} scope="col" className={table.figure}>
                <Swatch of={key} /> {head}
              </th>
            ))}
            <th scope="col">Unit</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(mark, days).map(({ name, unit, cell, from }) => (
            <tr key={name}>
              <th scope="row">{from === undefined || lead === undefined ? name : <Opening name={name} of={from(lead)} />}</th>
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
    { name: "Exposure", unit: "XBT", cell: (stake) => coins(exposureSats(stake, mark), 6), from: (stake) => exposureFrom(stake, mark) },
    {
      name: "Delta: PnL for 1 %, by the slope",
      unit: "XBT",
      cell: (stake) => signedCoins(deltaSats(stake, mark), 6),
      from: (stake) => ({ formula: "exposure / 100", filled: `${coins(exposureSats(stake, mark), 6)} / 100`, ruleId: "exposure" }),
    },
    {
      name: "PnL for 1 % up",
      unit: "XBT",
      cell: (stake) => <Signed sats={gain(stake, 0.01)} />,
      from: (stake) => gainFrom(stake, mark, 0.01),
    },
    {
      name: "PnL for 1 % down",
      unit: "XBT",
      cell: (stake) => <Signed sats={gain(stake, -0.01)} />,
      from: (stake) => gainFrom(stake, mark, -0.01),
    },
    {
      name: "Gamma: change of exposure for 1 % up",
      unit: "XBT",
      cell: (stake) => signedCoins(gammaSats(stake, mark), 6),
      from: (stake) => ({
        formula: stake.terms.isInverse ? "−exposure / 100" : "exposure / 100",
        filled: `${stake.terms.isInverse ? "−" : ""}(${coins(exposureSats(stake, mark), 6)}) / 100`,
        ruleId: "exposure",
      }),
    },
    {
      name: "Margin left",
      unit: "XBT",
      cell: (stake) => coins(marginLeftSats(stake, mark), 6),
      from: (stake) => ({
        formula: stake.leverage === 0 ? "wallet, less what other positions lock + PnL" : "margin of the position + PnL",
        filled: `${coins(stake.collateralSats, 6)} + ${signedCoins(unrealisedSats(stake, mark), 6)}`,
        ruleId: "margin",
      }),
    },
    {
      name: "Margin required",
      unit: "XBT",
      cell: (stake) => coins(marginNeededSats(stake, mark), 6),
      from: (stake) => requiredFrom(stake, mark),
    },
    {
      name: "Liquidation price",
      unit: "",
      cell: (stake) => (stake.contracts === 0 ? MISSING : stake.liquidation === null ? "none" : figure(stake.liquidation, 1)),
      from: (stake) => criticalFrom(stake, "liquidation"),
    },
    {
      name: "Bankruptcy price",
      unit: "",
      cell: (stake) => (stake.contracts === 0 ? MISSING : stake.bankruptcy === null ? "none" : figure(stake.bankruptcy, 1)),
      from: (stake) => criticalFrom(stake, "bankruptcy"),
    },
    {
      name: "Distance to liquidation",
      unit: "%",
      cell: (stake) => {
        const far = distance(stake);
        return far === null ? MISSING : <span className={text.risk}>{signed(far * 100, 2)}</span>;
      },
      from: (stake) => ({
        formula: "liquidation price / mark − 1",
        filled: `${figure(stake.liquidation, 1)} / ${figure(mark, 2)} − 1`,
        ruleId: "liquidation",
      }),
    },
    {
      name: "Distance in average true ranges of a day",
      unit: "ranges",
      cell: (stake) => {
        const far = distance(stake);
        return far === null || range === null ? MISSING : figure(Math.abs(far * mark) / range, 1);
      },
    },
    {
      name: daysWords(days),
      unit: "times",
      cell: (stake) => {
        const far = distance(stake);
        return far === null || days === null || days === undefined || span === 0 ? MISSING : figure(daysThatMoved(days, far));
      },
    },
  ];
}

/** A name that opens to its formula, the live inputs in it. */
function Opening({ name, of: { formula, filled, ruleId } }: { readonly name: string; readonly of: ReturnType<NonNullable<Row["from"]>> }) {
  return (
    <details>
      <summary className={styles.summary}>{name}</summary>
      <p>= {formula}</p>
      <p className={text.figure}>= {filled}</p>
      <p>
        <Link href={ruleHref(ruleId)} className={text.link}>
          Rule: {ruleTitle(ruleId)}
        </Link>
      </p>
    </details>
  );
}

/** Names the span that there is, where it is shorter. */
function daysWords(days: readonly DailyMove[] | null | undefined): string {
  if (days === null) return "Moved this far within a day: the history did not come";
  if (days === undefined || days.length === 0) return "Moved this far within a day: no history yet";
  return days.length === 1 ? "Moved this far within the one day there is" : `In the last ${days.length} days moved this far within a day`;
}

function Signed({ sats }: { readonly sats: number }) {
  const words = signedCoins(sats, 6);
  return <span className={words.startsWith("+") ? text.buy : words.startsWith("−") ? text.sell : undefined}>{words}</span>;
}
