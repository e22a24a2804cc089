import { useLocation } from "wouter";
import type { InsuranceRow } from "../../../bff/contract/tables/insurance.ts";
import type { PastLiquidationRow } from "../../../bff/contract/tables/liquidation-report.ts";
import { coins, day, figure, signedCoins, timeOfDay } from "../../market/figures.ts";
import { useInsuranceFund, usePastLiquidations } from "../../rest/liquidations.ts";
import { usePosition } from "../../stores/account.ts";
import { useContract } from "../../stores/terminal.ts";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { MarketChoice } from "./market-choice.tsx";
import { QueueLights } from "./queue-lights.tsx";
import { RiskPage } from "./risk-page.tsx";
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
    <RiskPage
      title={`${symbol}: liquidations and insurance`}
      lead="What was liquidated, what closing it earned the insurance fund or cost it, and who would be deleveraged if the fund could not pay."
    >
      <div className={styles.share}>
        <MarketChoice symbol={symbol} onChange={(next) => navigate(`/risk/${next}`)} />
      </div>
      <div className={styles.columns}>
        <section aria-labelledby="market-queue">
          <h2 id="market-queue" className={styles.head}>
            Your place in the deleveraging queue
          </h2>
          {isHeld ? (
            <QueueLights percentile={position.deleveragePercentile} isLong={position.currentQty > 0} />
          ) : (
            <p className={styles.note}>You hold no position in {symbol}. Lights show here while you do.</p>
          )}
        </section>
        <section aria-labelledby="market-fund">
          <h2 id="market-fund" className={styles.head}>
            Insurance fund
          </h2>
          {fund.isError ? <p className={styles.note}>It cannot be read now: {fund.error.message}</p> : <Fund rows={fund.data ?? []} />}
        </section>
      </div>
      <section aria-labelledby="market-past">
        <h2 id="market-past" className={styles.head}>
          Recent liquidations
        </h2>
        {past.isError ? (
          <p className={styles.note}>They cannot be read now: {past.error.message}</p>
        ) : past.data === undefined ? (
          <p className={styles.note}>Reading …</p>
        ) : past.data.length === 0 ? (
          <p className={styles.note}>Nobody has been liquidated in {symbol}.</p>
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
  if (now === undefined) return <p className={styles.note}>Reading …</p>;
  return (
    <>
      <p className={styles.note}>
        It holds <span className={classNames(text.strong, text.figure)}>{coins(now.walletBalance, 8)} XBT</span> now, for all contracts
        together.
      </p>
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">At noon, UTC</th>
            <th scope="col" className={table.figure}>
              Held, XBT
            </th>
            <th scope="col" className={table.figure}>
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN_NOONS).map(({ timestamp, walletBalance }, i) => (
            <tr key={timestamp}>
              <th scope="row">{i === 0 ? "Now" : day(timestamp)}</th>
              <td className={table.figure}>{coins(walletBalance, 8)}</td>
              <td className={table.figure}>
                {rows[i + 1] === undefined ? "" : signedCoins(walletBalance - (rows[i + 1] as InsuranceRow).walletBalance, 8)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const OUTCOMES: Readonly<Record<string, string>> = {
  Due: "Due",
  LimitLowered: "Kept: risk limit lowered",
  OrdersCancelled: "Kept: orders cancelled",
  Reduced: "Reduced",
  TakenOver: "Taken over",
};

function Past({ rows, decimals }: { readonly rows: readonly PastLiquidationRow[]; readonly decimals: number }) {
  return (
    <Scroller label="Recent liquidations" className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">Time, UTC</th>
            <th scope="col">Side</th>
            <th scope="col" className={table.figure}>
              Contracts
            </th>
            <th scope="col">What was done</th>
            <th scope="col" className={table.figure}>
              Mark
            </th>
            <th scope="col" className={table.figure}>
              Bankruptcy
            </th>
            <th scope="col" className={table.figure}>
              Closed
            </th>
            <th scope="col" className={table.figure}>
              at, on average
            </th>
            <th scope="col" className={table.figure}>
              Deleveraged
            </th>
            <th scope="col" className={table.figure}>
              Fund, XBT
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
              <td className={row.side === "Buy" ? text.buy : text.sell}>{row.side === "Buy" ? "Long" : "Short"}</td>
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
    </Scroller>
  );
}
