import { coins, day, signedCoins, timeOfDay } from "../../market/figures.ts";
import { useWalletHistory } from "../../rest/wallet.ts";
import table from "../../ui/table.module.css";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { CsvButton } from "./csv-button.tsx";

/** Coins that came and went, newest first. */
export function HistoryPart({ account }: { readonly account: number }) {
  const { data = [] } = useWalletHistory(account);
  return (
    <Part name="History" about="Deposits and withdrawals" actions={<CsvButton what="wallet-history" rows={data} />}>
      {data.length === 0 ? (
        <p className={styles.note}>No coins have come or gone.</p>
      ) : (
        <div className={styles.wide}>
          <table className={table.table} aria-label="Wallet history">
            <thead>
              <tr>
                <th scope="col">Time, UTC</th>
                <th scope="col">What</th>
                <th scope="col" className={table.figure}>
                  XBT
                </th>
                <th scope="col" className={table.figure}>
                  Fee
                </th>
                <th scope="col">Status</th>
                <th scope="col">Address</th>
                <th scope="col" className={table.figure}>
                  Balance after
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((row) => (
                <tr key={row.transactID}>
                  <th scope="row">
                    {day(row.transactTime)} {timeOfDay(row.transactTime)}
                  </th>
                  <td>{row.transactType}</td>
                  <td className={table.figure}>{signedCoins(row.amount, 8)}</td>
                  <td className={table.figure}>{coins(row.fee, 8)}</td>
                  <td>{row.transactStatus}</td>
                  <td className={styles.code}>{row.address}</td>
                  <td className={table.figure}>{coins(row.walletBalance, 8)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Part>
  );
}
