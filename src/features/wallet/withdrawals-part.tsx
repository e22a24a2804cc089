import type { WithdrawalRow } from "../../../bff/contract/operations/withdrawal.ts";
import { coins, day, timeOfDay } from "../../market/figures.ts";
import { useCancelWithdrawal, useWithdrawals } from "../../rest/wallet.ts";
import * as commonTexts from "../../texts/common.ts";
import * as walletTexts from "../../texts/wallet.ts";
import { Button } from "../../ui/button.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { useApproved } from "./use-approved.tsx";
import { WideTable } from "./wide-table.tsx";

const STATES: Readonly<Record<string, string>> = walletTexts.withdrawalStates;

/** Withdrawals and how far they are; none where there was never one. */
export function WithdrawalsPart({ account }: { readonly account: number }) {
  const { data } = useWithdrawals(account);
  if (data === undefined || data.length === 0) return null;
  return (
    <Part name={walletTexts.withdrawals}>
      <WideTable label={walletTexts.withdrawals}>
        <thead>
          <tr>
            <th scope="col">{walletTexts.asked}</th>
            <th scope="col" className={table.figure}>
              XBT
            </th>
            <th scope="col" className={table.figure}>
              {commonTexts.fee}
            </th>
            <th scope="col">{walletTexts.to}</th>
            <th scope="col">{walletTexts.howFar}</th>
            <th scope="col">
              <span className={text.hidden}>{commonTexts.whatToDo}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.map((row) => (
            <Line key={row.transactID} row={row} />
          ))}
        </tbody>
      </WideTable>
    </Part>
  );
}

function Line({ row }: { readonly row: WithdrawalRow }) {
  const cancel = useCancelWithdrawal();
  const { run, failure, dialog } = useApproved();
  const isOpen = row.state === "asked" || row.state === "confirmed";
  const waits = row.state === "confirmed" && row.isLarge && row.approvals < 2;
  return (
    <tr>
      <th scope="row">
        {day(row.asked)} {timeOfDay(row.asked)}
      </th>
      <td className={table.figure}>{coins(row.amount, 8)}</td>
      <td className={table.figure}>{coins(row.fee, 8)}</td>
      <td className={styles.code}>{row.address}</td>
      <td className={isOpen ? text.risk : undefined}>
        {waits ? walletTexts.waitsForOperators(row.approvals) : (STATES[row.state] ?? row.state)}
        {failure === null ? null : <div className={text.error}>{failure}</div>}
      </td>
      <td>
        {isOpen ? (
          <Button kind="quiet" size="small" onClick={() => run(() => cancel.mutateAsync(row.transactID))}>
            {commonTexts.cancel}
          </Button>
        ) : null}
        {dialog}
      </td>
    </tr>
  );
}
