import { useMemo } from "react";
import type { TransactionRow } from "../../../../bff/contract/tables/transact.ts";
import { coins, day, MISSING, SATOSHI_DECIMALS, signedCoins, timeOfDay } from "../../../market/figures.ts";
import { transactionKey, useWalletHistory } from "../../../rest/account-history.ts";
import { useOlderTransactions } from "../../../rest/older-rows.ts";
import { useAccount } from "../../../stores/account.ts";
import { useSession } from "../../../stores/session.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import type { Column } from "../../../ui/row-list.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { ChosenList } from "./chosen-list.tsx";
import { oncePerKey } from "./join-fills.ts";

/** Deposits, withdrawals, transfers and what was settled, newest first. */
export function WalletTable() {
  const stand = useAccount(({ margin }) => (margin === null ? null : `${margin.amount} ${margin.walletBalance}`));
  const account = useSession(({ session }) => session?.account ?? null);
  const history = useWalletHistory(account, stand);
  const recent = history.data;
  const older = useOlderTransactions(account, recent?.length ?? 0);
  const rows = useMemo(() => oncePerKey([...(recent ?? []), ...older.rows], transactionKey), [recent, older.rows]);
  if (history.isError && rows.length === 0) return <p className={table.empty}>{tablesTexts.walletUnreadable(history.error.message)}</p>;
  if (rows.length === 0) return <p className={table.empty}>{history.isPending ? commonTexts.reading : tablesTexts.noDeposit}</p>;
  return (
    <ChosenList table="wallet" label={tablesTexts.walletHistory} rows={rows} columns={COLUMNS} keyOf={transactionKey} onEnd={older.more} />
  );
}

const COLUMNS: readonly Column<TransactionRow>[] = [
  {
    id: "transaction",
    head: tablesTexts.transaction,
    part: "name",
    sortBy: ({ transactType }) => transactType,
    cell: ({ transactType }) => transactType,
  },
  {
    id: "timeUtc",
    head: commonTexts.timeUtc,
    sortBy: ({ transactTime }) => transactTime,
    cell: ({ transactTime }) =>
      transactTime === null ? (
        <span className={text.third}>{MISSING}</span>
      ) : (
        <>
          <span className={text.third}>{day(transactTime)}</span> {timeOfDay(transactTime)}
        </>
      ),
  },
  {
    id: "amountXbt",
    head: tablesTexts.amountXbt,
    isFigure: true,
    sortBy: ({ amount }) => amount,
    cell: ({ amount }) => signedCoins(amount, SATOSHI_DECIMALS),
  },
  { id: "feeXbt", head: commonTexts.feeXbt, isFigure: true, sortBy: ({ fee }) => fee, cell: ({ fee }) => coins(fee, SATOSHI_DECIMALS) },
  {
    id: "balanceXbt",
    head: tablesTexts.balanceXbt,
    isFigure: true,
    sortBy: ({ walletBalance }) => walletBalance,
    cell: ({ walletBalance }) => coins(walletBalance, SATOSHI_DECIMALS),
  },
  {
    id: "status",
    head: commonTexts.status,
    sortBy: ({ transactStatus }) => transactStatus,
    cell: ({ transactStatus }) => <span className={text.second}>{transactStatus.toLowerCase()}</span>,
  },
  {
    id: "address",
    head: commonTexts.address,
    sortBy: ({ address }) => address,
    cell: ({ address }) =>
      address === "" ? (
        <span className={text.third}>{MISSING}</span>
      ) : (
        <span className={text.second} title={address}>
          {address.length > 20 ? `${address.slice(0, 8)}…${address.slice(-6)}` : address}
        </span>
      ),
  },
];
