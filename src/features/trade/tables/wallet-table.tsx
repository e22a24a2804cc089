import { useMemo } from "react";
import type { TransactionRow } from "../../../../bff/contract/tables/transact.ts";
import { coins, day, MISSING, SATOSHI_DECIMALS, signedCoins, timeOfDay } from "../../../market/figures.ts";
import { useWalletHistory } from "../../../rest/account-history.ts";
import { useOlderTransactions } from "../../../rest/older-rows.ts";
import { useAccount } from "../../../stores/account.ts";
import { useSession } from "../../../stores/session.ts";
import type { Column } from "../../../ui/row-list.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { ChosenList } from "./chosen-list.tsx";
import { oncePerKey } from "./join-fills.ts";

/** Deposits, withdrawals, transfers and what was settled, newest first. */
export function WalletTable() {
  const amount = useAccount(({ margin }) => margin?.amount ?? null);
  const account = useSession(({ session }) => session?.account ?? null);
  const history = useWalletHistory(account, amount);
  const recent = history.data;
  const older = useOlderTransactions(account, recent?.length ?? 0);
  const rows = useMemo(() => oncePerKey([...(recent ?? []), ...older.rows], ({ transactID }) => transactID), [recent, older.rows]);
  if (history.isError && rows.length === 0)
    return <p className={table.empty}>The wallet’s history cannot be read now: {history.error.message}</p>;
  if (rows.length === 0) return <p className={table.empty}>{history.isPending ? "Reading …" : "No deposit yet."}</p>;
  return (
    <ChosenList
      table="wallet"
      label="Wallet history"
      rows={rows}
      columns={COLUMNS}
      keyOf={({ transactID }) => transactID}
      onEnd={older.more}
    />
  );
}

const COLUMNS: readonly Column<TransactionRow>[] = [
  { head: "What", part: "name", sortBy: ({ transactType }) => transactType, cell: ({ transactType }) => transactType },
  {
    head: "Time, UTC",
    sortBy: ({ transactTime }) => transactTime,
    cell: ({ transactTime }) => (
      <>
        <span className={text.third}>{day(transactTime)}</span> {timeOfDay(transactTime)}
      </>
    ),
  },
  { head: "Amount, XBT", isFigure: true, sortBy: ({ amount }) => amount, cell: ({ amount }) => signedCoins(amount, SATOSHI_DECIMALS) },
  { head: "Fee, XBT", isFigure: true, sortBy: ({ fee }) => fee, cell: ({ fee }) => coins(fee, SATOSHI_DECIMALS) },
  {
    head: "Balance, XBT",
    isFigure: true,
    sortBy: ({ walletBalance }) => walletBalance,
    cell: ({ walletBalance }) => coins(walletBalance, SATOSHI_DECIMALS),
  },
  {
    head: "Status",
    sortBy: ({ transactStatus }) => transactStatus,
    cell: ({ transactStatus }) => <span className={text.second}>{transactStatus.toLowerCase()}</span>,
  },
  {
    head: "Address",
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
