import { Link } from "wouter";
import type { LiquidationReportRow } from "../../../bff/contract/tables/liquidation-report.ts";
import { day, figure, signedCoins, timeOfDay } from "../../market/figures.ts";
import { useOwnLiquidations } from "../../rest/liquidations.ts";
import { useIsSessionKnown, useSession } from "../../stores/session.ts";
import { usePublished, useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as liquidationsTexts from "../../texts/liquidations.ts";
import * as pagesTexts from "../../texts/pages.ts";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { Origins } from "./origins.tsx";
import { RiskPage } from "./risk-page.tsx";
import { fundOrigins } from "./table-origins.ts";
import styles from "./why-page.module.css";

/** The account's own liquidations, each of which opens to its story. */
export function LiquidationsPage() {
  const account = useSession(({ session }) => session?.account ?? null);
  const isKnown = useIsSessionKnown();
  const { data, isError, error } = useOwnLiquidations(account);
  return (
    <RiskPage title={pagesTexts.liquidations} lead={liquidationsTexts.lead}>
      {account === null ? (
        <p className={text.second}>{isKnown ? liquidationsTexts.signInToRead : commonTexts.reading}</p>
      ) : isError ? (
        <p className={text.second}>{commonTexts.theyUnreadable(error.message)}</p>
      ) : data === undefined ? (
        <p className={text.second}>{commonTexts.reading}</p>
      ) : data.length === 0 ? (
        <p className={text.second}>{liquidationsTexts.none}</p>
      ) : (
        <List rows={data} />
      )}
    </RiskPage>
  );
}

function List({ rows }: { readonly rows: readonly LiquidationReportRow[] }) {
  const contracts = usePublished(useTerminal().contracts);
  return (
    <Scroller label={pagesTexts.liquidations} className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">{commonTexts.timeUtc}</th>
            <th scope="col">{commonTexts.position}</th>
            <th scope="col" className={table.figure}>
              {commonTexts.mark}
            </th>
            <th scope="col" className={table.figure}>
              {commonTexts.fundXbt}
            </th>
            <th scope="col">{liquidationsTexts.story}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.liquidationID}>
              <th scope="row">
                <span className={text.third}>{day(row.timestamp)}</span> {timeOfDay(row.timestamp)}
              </th>
              <td>
                <span className={row.side === "Buy" ? text.buy : text.sell}>
                  {row.side === "Buy" ? commonTexts.long : commonTexts.short}
                </span>{" "}
                {figure(row.size)} {row.symbol}
              </td>
              <td className={table.figure}>{figure(row.markPrice, contracts.get(row.symbol)?.markDecimals ?? 2)}</td>
              <td className={table.figure}>{signedCoins(row.fundPnl, 8)}</td>
              <td>
                <Link href={`/liquidation/${row.liquidationID}`} className={text.link}>
                  {liquidationsTexts.why}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Origins of={fundOrigins(rows, (symbol) => contracts.get(symbol)?.priceDecimals ?? 1)} />
    </Scroller>
  );
}
