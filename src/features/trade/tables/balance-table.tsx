import type { MarginRow } from "../../../../bff/contract/tables/margin.ts";
import type { TransactionRow } from "../../../../bff/contract/tables/transact.ts";
import { coins, day, SATOSHI_DECIMALS, signedCoins, timeOfDay } from "../../../market/figures.ts";
import { useWalletHistory } from "../../../rest/account-history.ts";
import { useAccount } from "../../../stores/account.ts";
import { useSession } from "../../../stores/session.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Scroller } from "../../../ui/scroller.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import styles from "./balance-table.module.css";

type Line = readonly [name: string, sats: (margin: MarginRow) => number, isSigned?: boolean];

const LINES: readonly Line[] = [
  ["Wallet balance", ({ walletBalance }) => walletBalance],
  ["Unrealised PnL", ({ unrealisedPnl }) => unrealisedPnl, true],
  ["Margin balance", ({ marginBalance }) => marginBalance],
  ["In positions", ({ maintMargin }) => maintMargin],
  ["In orders", ({ initMargin }) => initMargin],
  ["Available", ({ availableMargin }) => availableMargin],
];

export function BalanceTable() {
  const margin = useAccount((account) => account.margin);
  const account = useSession(({ session }) => session?.account ?? null);
  const history = useWalletHistory(account, margin?.amount ?? null);
  return (
    <Scroller label="Balance">
      <div className={styles.columns}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Balance</th>
              <th scope="col" className={table.figure}>
                XBT
              </th>
            </tr>
          </thead>
          <tbody>
            {LINES.map(([name, sats, isSigned]) => (
              <tr key={name}>
                <td>{name}</td>
                <td className={table.figure}>
                  {(isSigned === true ? signedCoins : coins)(margin === null ? null : sats(margin), SATOSHI_DECIMALS)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Time, UTC</th>
              <th scope="col">What</th>
              <th scope="col" className={table.figure}>
                Amount, XBT
              </th>
            </tr>
          </thead>
          <tbody>
            {(history.data ?? []).map((row) => (
              <TransactionLine key={row.transactID} row={row} />
            ))}
            {history.data?.length === 0 ? (
              <tr>
                <td colSpan={3} className={text.second}>
                  No deposit yet.
                </td>
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
      {history.isError ? <p className={table.empty}>Deposits cannot be read now: {history.error.message}</p> : null}
    </Scroller>
  );
}

function TransactionLine({ row }: { readonly row: TransactionRow }) {
  return (
    <tr>
      <td>
        <span className={text.third}>{day(row.transactTime)}</span> {timeOfDay(row.transactTime)}
      </td>
      <td className={classNames(text.second)}>{row.transactType}</td>
      <td className={table.figure}>{signedCoins(row.amount, SATOSHI_DECIMALS)}</td>
    </tr>
  );
}
