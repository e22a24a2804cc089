import type { ReactNode } from "react";
import type { WithdrawRulesRow } from "../../../bff/contract/operations/withdrawal.ts";
import { coins, day, signedCoins, timeOfDay } from "../../market/figures.ts";
import { useDepositAddress, useWithdrawRules } from "../../rest/wallet.ts";
import { useAccount } from "../../stores/account.ts";
import { Banner } from "../../ui/banner.tsx";
import styles from "./account-frame.module.css";
import { AccountFrame, Part } from "./account-frame.tsx";
import { AddressPart } from "./address-part.tsx";
import { EquityPart } from "./equity-part.tsx";
import { HistoryPart } from "./history-part.tsx";
import { StatementPart } from "./statement-part.tsx";
import { WithdrawPart } from "./withdraw-part.tsx";
import { WithdrawalsPart } from "./withdrawals-part.tsx";

/** What the account holds, how it came to that, and how coins come and go. */
export function WalletPage() {
  return (
    <AccountFrame
      title="Wallet"
      lead="Test coins: they have no value and travel on a ledger of this exchange alone. Everything else is as it would be with coins of value."
    >
      {(account) => <Wallet account={account} />}
    </AccountFrame>
  );
}

function Wallet({ account }: { readonly account: number }) {
  const { data: rules } = useWithdrawRules(account);
  return (
    <>
      {rules === undefined || rules.holdReason === "" ? null : <Hold rules={rules} />}
      <Balance withdrawable={rules?.withdrawable ?? null} />
      <EquityPart account={account} />
      <div className={styles.columns}>
        <Deposit account={account} />
        <WithdrawPart account={account} rules={rules} />
      </div>
      <WithdrawalsPart account={account} />
      <AddressPart account={account} rules={rules} />
      <StatementPart account={account} />
      <HistoryPart account={account} />
    </>
  );
}

function Hold({ rules }: { readonly rules: WithdrawRulesRow }) {
  const until = rules.holdUntil === null ? "" : ` until ${day(rules.holdUntil)} ${timeOfDay(rules.holdUntil)} UTC`;
  const what = rules.heldAmount === null ? "Withdrawals wait" : `${coins(rules.heldAmount)} XBT can't be withdrawn`;
  return (
    <Banner kind="risk" statement={`${what}${until}`}>
      {rules.holdReason}. Trading goes on.
    </Banner>
  );
}

function Balance({ withdrawable }: { readonly withdrawable: number | null }) {
  const margin = useAccount((state) => state.margin);
  const figures: readonly (readonly [string, ReactNode])[] = [
    ["Wallet balance, XBT", coins(margin?.walletBalance ?? null, 8)],
    ["Unrealised PnL, XBT", signedCoins(margin?.unrealisedPnl ?? null, 8)],
    ["Margin balance, XBT", coins(margin?.marginBalance ?? null, 8)],
    ["Realised PnL, XBT", signedCoins(margin?.realisedPnl ?? null, 8)],
    ["On its way out, XBT", coins(margin?.pendingDebit ?? null, 8)],
    ["Withdrawable, XBT", coins(withdrawable, 8)],
  ];
  return (
    <Part name="Balance">
      <dl className={styles.figures}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function Deposit({ account }: { readonly account: number }) {
  const { data } = useDepositAddress(account);
  return (
    <Part name="Deposit">
      <p className={styles.note}>Coins that are sent to this address of the test ledger arrive in this account.</p>
      <p className={styles.code}>{data ?? "Reading …"}</p>
    </Part>
  );
}
