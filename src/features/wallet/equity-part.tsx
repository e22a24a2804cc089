import type { EquityPointRow } from "../../../bff/contract/operations/withdrawal.ts";
import { coins, day, timeOfDay } from "../../market/figures.ts";
import { useEquity } from "../../rest/wallet.ts";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";

const WIDTH = 1_000;
const HEIGHT = 160;
const EDGE = 8;

/** What the account was worth, with what is open at the marks, hour by hour. */
export function EquityPart({ account }: { readonly account: number }) {
  const { data = [] } = useEquity(account);
  const first = data[0];
  const last = data.at(-1);
  if (first === undefined || last === undefined || data.length < 2) return null;
  const values = data.map(({ marginBalance }) => marginBalance);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const says = `From ${coins(first.marginBalance, 4)} on ${day(first.timestamp)} ${timeOfDay(first.timestamp)} to ${coins(last.marginBalance, 4)} XBT now; least ${coins(least, 4)}, most ${coins(most, 4)}.`;
  return (
    <Part name="Equity" about={says}>
      <svg className={styles.curve} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`Equity. ${says}`}>
        <polyline points={curve(data, least, most)} />
      </svg>
    </Part>
  );
}

function curve(points: readonly EquityPointRow[], least: number, most: number): string {
  const times = points.map(({ timestamp }) => Date.parse(timestamp));
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 1];
  return points
    .map(({ marginBalance }, i) => {
      const x = (((times[i] ?? from) - from) / Math.max(1, to - from)) * WIDTH;
      const y = most === least ? HEIGHT / 2 : HEIGHT - EDGE - ((marginBalance - least) / (most - least)) * (HEIGHT - 2 * EDGE);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}
