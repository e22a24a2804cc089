import { useLocation } from "wouter";
import type { InsuranceRow } from "../../../bff/contract/tables/insurance.ts";
import type { PastLiquidationRow } from "../../../bff/contract/tables/liquidation-report.ts";
import { coins, day, figure, signedCoins, timeOfDay } from "../../market/figures.ts";
import { useInsuranceFund, usePastLiquidations } from "../../rest/liquidations.ts";
import { usePosition } from "../../stores/account.ts";
import { useContract } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as marketRiskTexts from "../../texts/market-risk.ts";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { MarketChoice } from "./market-choice.tsx";
import { Origins } from "./origins.tsx";
import { QueueLights } from "./queue-lights.tsx";
import { RiskPage } from "./risk-page.tsx";
import { fundOrigins, queueOrigins } from "./table-origins.ts";
import styles from "./why-page.module.css";

/** What a market has come to at its edges, for everybody: liquidations, the insurance fund, and one's own place in the queue. */
export function MarketRiskPage({ symbol }: { readonly symbol: string }) {
  const [, navigate] = useLocation();
  const contract = useContract(symbol);
  const past = usePastLiquidations(symbol);
  const fund = useInsuranceFund();
  const position = usePosition(symbol);
  const isHeld = position?.isOpen === true;
  return (
    <RiskPage title={marketRiskTexts.heading(symbol)} lead={marketRiskTexts.lead}>
      <div className={styles.share}>
        <MarketChoice symbol={symbol} onChange={(next) => navigate(`/risk/${next}`)} />
      </div>
      <div className={styles.columns}>
        <section aria-labelledby="market-queue">
          <h2 id="market-queue" className={styles.head}>
            {marketRiskTexts.queueHeading}
          </h2>
          {isHeld ? (
            <>
              <QueueLights percentile={position.deleveragePercentile} isLong={position.currentQty > 0} />
              {contract === null ? null : <Origins of={queueOrigins(position, contract)} />}
            </>
          ) : (
            <p className={styles.note}>{marketRiskTexts.noPosition(symbol)}</p>
          )}
        </section>
        <section aria-labelledby="market-fund">
          <h2 id="market-fund" className={styles.head}>
            {marketRiskTexts.fundHeading}
          </h2>
          {fund.isError ? <p className={styles.note}>{commonTexts.itUnreadable(fund.error.message)}</p> : <Fund rows={fund.data ?? []} />}
        </section>
      </div>
      <section aria-labelledby="market-past">
        <h2 id="market-past" className={styles.head}>
          {marketRiskTexts.liquidationsHeading}
        </h2>
        {past.isError ? (
          <p className={styles.note}>{commonTexts.theyUnreadable(past.error.message)}</p>
        ) : past.data === undefined ? (
          <p className={styles.note}>{commonTexts.reading}</p>
        ) : past.data.length === 0 ? (
          <p className={styles.note}>{marketRiskTexts.noLiquidations(symbol)}</p>
        ) : (
          <Past rows={past.data} decimals={contract?.priceDecimals ?? 1} />
        )}
      </section>
    </RiskPage>
  );
}

const SHOWN_NOONS = 8;

function Fund({ rows }: { readonly rows: readonly InsuranceRow[] }) {
  const [now] = rows;
  if (now === undefined) return <p className={styles.note}>{commonTexts.reading}</p>;
  return (
    <>
      <p className={styles.note}>
        {marketRiskTexts.fundHolds(<span className={classNames(text.strong, text.figure)}>{coins(now.walletBalance, 8)} XBT</span>)}
      </p>
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">{marketRiskTexts.atNoon}</th>
            <th scope="col" className={table.figure}>
              {marketRiskTexts.heldXbt}
            </th>
            <th scope="col" className={table.figure}>
              {marketRiskTexts.change}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN_NOONS).map(({ timestamp, walletBalance }, i) => (
            <tr key={timestamp}>
              <th scope="row">{i === 0 ? marketRiskTexts.now : day(timestamp)}</th>
              <td className={table.figure}>{coins(walletBalance, 8)}</td>
              <td className={table.figure}>
                {rows[i + 1] === undefined ? "" : signedCoins(walletBalance - (rows[i + 1] as InsuranceRow).walletBalance, 8)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Origins of={fundHeld(now, rows[1])} />
    </>
  );
}

const fundHeld = (now: InsuranceRow, before: InsuranceRow | undefined) => [
  {
    name: marketRiskTexts.held,
    formula: marketRiskTexts.heldFormula,
    filled:
      before === undefined
        ? coins(now.walletBalance, 8)
        : `${coins(before.walletBalance, 8)} ${signedCoins(now.walletBalance - before.walletBalance, 8)}`,
    ruleId: "bankruptcy" as const,
  },
];

const OUTCOMES: Readonly<Record<string, string>> = marketRiskTexts.steps;

function Past({ rows, decimals }: { readonly rows: readonly PastLiquidationRow[]; readonly decimals: number }) {
  return (
    <Scroller label={marketRiskTexts.liquidationsLabel} className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">{commonTexts.timeUtc}</th>
            <th scope="col">{commonTexts.side}</th>
            <th scope="col" className={table.figure}>
              {marketRiskTexts.contracts}
            </th>
            <th scope="col">{marketRiskTexts.done}</th>
            <th scope="col" className={table.figure}>
              {commonTexts.mark}
            </th>
            <th scope="col" className={table.figure}>
              {marketRiskTexts.bankruptcy}
            </th>
            <th scope="col" className={table.figure}>
              {marketRiskTexts.closed}
            </th>
            <th scope="col" className={table.figure}>
              {marketRiskTexts.closedAt}
            </th>
            <th scope="col" className={table.figure}>
              {marketRiskTexts.deleveraged}
            </th>
            <th scope="col" className={table.figure}>
              {commonTexts.fundXbt}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: in public they have no name
            <tr key={`${row.timestamp} ${i}`}>
              <th scope="row">
                <span className={text.third}>{day(row.timestamp)}</span> {timeOfDay(row.timestamp)}
              </th>
              <td className={row.side === "Buy" ? text.buy : text.sell}>{row.side === "Buy" ? commonTexts.long : commonTexts.short}</td>
              <td className={table.figure}>{figure(row.size)}</td>
              <td>{OUTCOMES[row.outcome] ?? row.outcome}</td>
              <td className={table.figure}>{figure(row.markPrice, decimals)}</td>
              <td className={table.figure}>{figure(row.bankruptPrice, decimals)}</td>
              <td className={table.figure}>{figure(row.closedQty)}</td>
              <td className={table.figure}>{figure(row.averagePrice, decimals)}</td>
              <td className={table.figure}>{figure(row.deleveragedQty)}</td>
              <td className={classNames(table.figure, row.fundPnl > 0 ? text.buy : row.fundPnl < 0 ? text.sell : undefined)}>
                {signedCoins(row.fundPnl, 8)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Origins of={fundOrigins(rows, () => decimals)} />
    </Scroller>
  );
}
