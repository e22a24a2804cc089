import type { StatementDayRow } from "../../../bff/contract/operations/withdrawal.ts";
import { coins, signedCoins } from "../../market/figures.ts";
import { useStatement } from "../../rest/wallet.ts";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { CsvButton } from "./csv-button.tsx";

/** The books day by day, newest first, and one line that says whether they explain the balance. */
export function StatementPart({ account }: { readonly account: number }) {
  const { data, error } = useStatement(account);
  return (
    <Part
      name="Daily statement"
      about="Opening plus deposits less withdrawals plus trading less fees less funding is closing. Days are UTC."
      actions={<CsvButton what="statement" rows={data ?? []} />}
    >
      {error !== null && data === undefined ? (
        <p className={styles.note}>It cannot be read now: {error.message}</p>
      ) : data === undefined ? (
        <p className={styles.note}>Reading …</p>
      ) : data.length === 0 ? (
        <p className={styles.note}>Nothing has moved yet.</p>
      ) : (
        <>
          <Reconciliation days={data} />
          <div className={styles.wide}>
            <table className={table.table} aria-label="Daily statement">
              <thead>
                <tr>
                  <th scope="col">Day</th>
                  {COLUMNS.map(([, label]) => (
                    <th key={label} scope="col" className={table.figure}>
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.toReversed().map((row) => (
                  <tr key={row.date}>
                    <th scope="row">{row.date}</th>
                    {COLUMNS.map(([name, label, isSigned]) => (
                      <td key={label} className={table.figure}>
                        {isSigned ? signedCoins(isPaid(name) ? 0 - row[name] : row[name], 8) : coins(row[name], 8)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Part>
  );
}

type Column = "opening" | "deposits" | "withdrawals" | "tradingPnl" | "fees" | "funding" | "closing";
const COLUMNS: readonly (readonly [Column, string, boolean])[] = [
  ["opening", "Opening", false],
  ["deposits", "Deposits", true],
  ["withdrawals", "Withdrawals", true],
  ["tradingPnl", "Trading", true],
  ["fees", "Fees", true],
  ["funding", "Funding", true],
  ["closing", "Closing", false],
];
/** What is paid is shown as what it does to the balance. */
const isPaid = (name: Column) => name === "withdrawals" || name === "fees" || name === "funding";

function Reconciliation({ days }: { readonly days: readonly StatementDayRow[] }) {
  const sum = (name: Column) => days.reduce((total, row) => total + row[name], 0);
  const { balance, difference } = days.at(-1) ?? { balance: null, difference: null };
  const pnl = sum("tradingPnl") - sum("fees") - sum("funding");
  return (
    <p className={styles.note} role="status">
      Deposits {coins(sum("deposits"), 8)} less withdrawals {coins(sum("withdrawals"), 8)} plus PnL {signedCoins(pnl, 8)} is{" "}
      {coins(sum("deposits") - sum("withdrawals") + pnl, 8)} XBT; the balance in the books is {coins(balance, 8)}.{" "}
      <strong className={difference === 0 ? text.ok : text.error}>
        {difference === 0 ? "Every satoshi is explained." : `${coins(difference, 8)} XBT are not explained.`}
      </strong>
    </p>
  );
}
