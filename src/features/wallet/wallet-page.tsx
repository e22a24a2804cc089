import type { ReactNode } from "react";
import type { WithdrawRulesRow } from "../../../bff/contract/operations/withdrawal.ts";
import { coins, moment, signedCoins } from "../../market/figures.ts";
import { useDepositAddress, useWithdrawRules } from "../../rest/wallet.ts";
import { useAccount } from "../../stores/account.ts";
import * as pagesTexts from "../../texts/pages.ts";
import * as walletTexts from "../../texts/wallet.ts";
import { Banner } from "../../ui/banner.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import styles from "./account-frame.module.css";
import { AccountFrame, Part, Unread } from "./account-frame.tsx";
import { AddressPart } from "./address-part.tsx";
import { EquityPart } from "./equity-part.tsx";
import { HistoryPart } from "./history-part.tsx";
import { StatementPart } from "./statement-part.tsx";
import { WithdrawPart } from "./withdraw-part.tsx";
import { WithdrawalsPart } from "./withdrawals-part.tsx";

/** What the account holds, how it came to that, and how coins come and go. */
export function WalletPage() {
  return (
    <AccountFrame title={pagesTexts.wallet} lead={walletTexts.lead}>
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
  const until = rules.holdUntil === null ? null : moment(rules.holdUntil);
  const what = rules.heldAmount === null ? walletTexts.withdrawalsWait(until) : walletTexts.amountHeld(coins(rules.heldAmount), until);
  return (
    <Banner kind="risk" statement={what}>
      {walletTexts.heldBecause(rules.holdReason)}
    </Banner>
  );
}

function Balance({ withdrawable }: { readonly withdrawable: number | null }) {
  const margin = useAccount((state) => state.margin);
  const figures: readonly (readonly [string, ReactNode])[] = [
    [walletTexts.walletBalance, coins(margin?.walletBalance ?? null, 8)],
    [walletTexts.unrealisedPnl, signedCoins(margin?.unrealisedPnl ?? null, 8)],
    [walletTexts.marginBalance, coins(margin?.marginBalance ?? null, 8)],
    [walletTexts.realisedPnl, signedCoins(margin?.realisedPnl ?? null, 8)],
    [walletTexts.onItsWay, coins(margin?.pendingDebit ?? null, 8)],
    [walletTexts.withdrawable, coins(withdrawable, 8)],
  ];
  return (
    <Part name={walletTexts.balance}>
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
  const { data, error } = useDepositAddress(account);
  return (
    <Part name={walletTexts.deposit}>
      <p className={styles.note}>{walletTexts.depositAbout}</p>
      {data === undefined ? (
        <Unread error={error} />
      ) : (
        <p className={styles.row}>
          <span className={styles.code} data-testid="address">
            {data}
          </span>
          <CopyButton text={data} what={walletTexts.addressInSentence} />
        </p>
      )}
    </Part>
  );
}
