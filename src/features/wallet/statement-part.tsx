import type { StatementDayRow } from "../../../bff/contract/operations/withdrawal.ts";
import { coins, signedCoins } from "../../market/figures.ts";
import { useStatement } from "../../rest/wallet.ts";
import * as commonTexts from "../../texts/common.ts";
import * as walletTexts from "../../texts/wallet.ts";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { Part, Unread } from "./account-frame.tsx";
import { CsvButton } from "./csv-button.tsx";
import { WideTable } from "./wide-table.tsx";

/** The books day by day, newest first, and one line that says whether they explain the balance. */
export function StatementPart({ account }: { readonly account: number }) {
  const { data, error } = useStatement(account);
  return (
    <Part
      name={walletTexts.statement}
      about={walletTexts.statementAbout}
      actions={<CsvButton what={walletTexts.statementFile} rows={data ?? []} />}
    >
      {data === undefined ? (
        <Unread error={error} />
      ) : data.length === 0 ? (
        <p className={styles.note}>{walletTexts.noStatement}</p>
      ) : (
        <>
          <Reconciliation days={data} />
          <WideTable label={walletTexts.statement}>
            <thead>
              <tr>
                <th scope="col">{walletTexts.day}</th>
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
          </WideTable>
        </>
      )}
    </Part>
  );
}

type Column = "opening" | "deposits" | "withdrawals" | "tradingPnl" | "fees" | "funding" | "closing";
const COLUMNS: readonly (readonly [Column, string, boolean])[] = [
  ["opening", walletTexts.opening, false],
  ["deposits", walletTexts.deposits, true],
  ["withdrawals", walletTexts.withdrawals, true],
  ["tradingPnl", walletTexts.trading, true],
  ["fees", walletTexts.fees, true],
  ["funding", commonTexts.funding, true],
  ["closing", walletTexts.closing, false],
];
/** What is paid is shown as what it does to the balance. */
const isPaid = (name: Column) => name === "withdrawals" || name === "fees" || name === "funding";

function Reconciliation({ days }: { readonly days: readonly StatementDayRow[] }) {
  const sum = (name: Column) => days.reduce((total, row) => total + row[name], 0);
  const { balance, difference } = days.at(-1) ?? { balance: null, difference: null };
  const pnl = sum("tradingPnl") - sum("fees") - sum("funding");
  return (
    <p className={styles.note} role="status">
      {walletTexts.explained(
        coins(sum("deposits"), 8),
        coins(sum("withdrawals"), 8),
        signedCoins(pnl, 8),
        coins(sum("deposits") - sum("withdrawals") + pnl, 8),
        coins(balance, 8),
        <strong className={difference === 0 ? text.ok : text.error}>
          {difference === 0 ? walletTexts.allExplained : walletTexts.notExplained(coins(difference, 8))}
        </strong>,
      )}
    </p>
  );
}
