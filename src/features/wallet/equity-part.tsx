import type { EquityPointRow } from "../../../bff/contract/operations/withdrawal.ts";
import { coins, day, timeOfDay } from "../../market/figures.ts";
import { useEquity } from "../../rest/wallet.ts";
import { useAccount } from "../../stores/account.ts";
import * as walletTexts from "../../texts/wallet.ts";
import styles from "./account-frame.module.css";
import { Part, Unread } from "./account-frame.tsx";

const WIDTH = 1_000;
const HEIGHT = 160;
const EDGE = 8;

/** What the account was worth, with what is open at the marks, hour by hour, up to this moment. */
export function EquityPart({ account }: { readonly account: number }) {
  const { data, error } = useEquity(account);
  const now = useAccount(({ margin }) => margin?.marginBalance ?? null);
  if (data === undefined) return <Unread error={error} />;
  const points = now === null ? data : [...data, { timestamp: new Date().toISOString(), marginBalance: now }];
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return null;
  const values = points.map(({ marginBalance }) => marginBalance);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const says = walletTexts.equityAbout(
    coins(first.marginBalance, 4),
    day(first.timestamp),
    timeOfDay(first.timestamp),
    coins(last.marginBalance, 4),
    coins(least, 4),
    coins(most, 4),
  );
  return (
    <Part name={walletTexts.equity} about={says}>
      <svg
        className={styles.curve}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={walletTexts.equityLabel(says)}
      >
        <polyline points={curve(points, least, most)} />
      </svg>
    </Part>
  );
}

type Point = Pick<EquityPointRow, "timestamp" | "marginBalance">;

function curve(points: readonly Point[], least: number, most: number): string {
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
