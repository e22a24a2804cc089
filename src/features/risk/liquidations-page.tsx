import { Link } from "wouter";
import type { LiquidationReportRow } from "../../../bff/contract/tables/liquidation-report.ts";
import { day, figure, signedCoins, timeOfDay } from "../../market/figures.ts";
import { useOwnLiquidations } from "../../rest/liquidations.ts";
import { useIsSessionKnown, useSession } from "../../stores/session.ts";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { RiskPage } from "./risk-page.tsx";
import styles from "./why-page.module.css";

/** The account's own liquidations, each of which opens to its story. */
export function LiquidationsPage() {
  const account = useSession(({ session }) => session?.account ?? null);
  const isKnown = useIsSessionKnown();
  const { data, isError, error } = useOwnLiquidations(account);
  return (
    <RiskPage
      title="My liquidations"
      lead="Each with its steps, what the margin was and what was required, and what would have prevented it."
    >
      {account === null ? (
        <p className={text.second}>{isKnown ? "Sign in to read about your own liquidations." : "Reading …"}</p>
      ) : isError ? (
        <p className={text.second}>They cannot be read now: {error.message}</p>
      ) : data === undefined ? (
        <p className={text.second}>Reading …</p>
      ) : data.length === 0 ? (
        <p className={text.second}>None. A liquidation would be explained here, step by step.</p>
      ) : (
        <List rows={data} />
      )}
    </RiskPage>
  );
}

function List({ rows }: { readonly rows: readonly LiquidationReportRow[] }) {
  return (
    <Scroller label="My liquidations" className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">Time, UTC</th>
            <th scope="col">Position</th>
            <th scope="col" className={table.figure}>
              Mark
            </th>
            <th scope="col" className={table.figure}>
              Fund, XBT
            </th>
            <th scope="col">Story</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.liquidationID}>
              <th scope="row">
                <span className={text.third}>{day(row.timestamp)}</span> {timeOfDay(row.timestamp)}
              </th>
              <td>
                <span className={row.side === "Buy" ? text.buy : text.sell}>{row.side === "Buy" ? "Long" : "Short"}</span>{" "}
                {figure(row.size)} {row.symbol}
              </td>
              <td className={table.figure}>{figure(row.markPrice, 1)}</td>
              <td className={table.figure}>{signedCoins(row.fundPnl, 8)}</td>
              <td>
                <Link href={`/liquidation/${row.liquidationID}`} className={text.link}>
                  Why
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
