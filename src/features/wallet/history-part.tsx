import { coins, day, signedCoins, timeOfDay } from "../../market/figures.ts";
import { transactionKey } from "../../rest/account-history.ts";
import { useWalletHistory } from "../../rest/wallet.ts";
import * as commonTexts from "../../texts/common.ts";
import * as walletTexts from "../../texts/wallet.ts";
import table from "../../ui/table.module.css";
import styles from "./account-frame.module.css";
import { Part, Unread } from "./account-frame.tsx";
import { CsvButton } from "./csv-button.tsx";
import { WideTable } from "./wide-table.tsx";

/** Coins that came and went and what was realised, newest first. */
export function HistoryPart({ account }: { readonly account: number }) {
  const { data, error } = useWalletHistory(account);
  return (
    <Part
      name={walletTexts.historyHeading}
      about={walletTexts.historyAbout}
      actions={<CsvButton what={walletTexts.historyFile} rows={data ?? []} />}
    >
      {data === undefined ? (
        <Unread error={error} />
      ) : data.length === 0 ? (
        <p className={styles.note}>{walletTexts.noHistory}</p>
      ) : (
        <WideTable label={walletTexts.history}>
          <thead>
            <tr>
              <th scope="col">{commonTexts.timeUtc}</th>
              <th scope="col">{walletTexts.what}</th>
              <th scope="col" className={table.figure}>
                XBT
              </th>
              <th scope="col" className={table.figure}>
                {commonTexts.fee}
              </th>
              <th scope="col">{commonTexts.status}</th>
              <th scope="col">{commonTexts.address}</th>
              <th scope="col" className={table.figure}>
                {walletTexts.balanceAfter}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((row) => (
              <tr key={transactionKey(row)}>
                <th scope="row">
                  {row.transactTime === null ? walletTexts.open : `${day(row.transactTime)} ${timeOfDay(row.transactTime)}`}
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
        </WideTable>
      )}
    </Part>
  );
}
