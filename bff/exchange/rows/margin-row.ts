import { valueSats } from "../../contract/pricing/value.ts";
import type { MarginRow } from "../../contract/tables/margin.ts";
import type { WalletRow } from "../../contract/tables/wallet.ts";
import { CURRENCY } from "../../contract/vocabulary.ts";
import { accountNumber } from "../../engine/accounts.ts";
import type { AccountFacts, MarkedPosition } from "../account-view.ts";
import { openingOf } from "./position-row.ts";

/** Account-wide bound of risk, satoshis: 10,000 XBT. Source: published margin rows. */
const ACCOUNT_RISK_LIMIT_SATS = 1_000_000_000_000;

const share = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000);

/** Deposits less withdrawals and what noons have moved of profits and losses, satoshis: `amount` on the wire. */
const amountOf = (account: AccountFacts): number => account.depositedSats - account.withdrawnSats + account.settledSats;

/** An account at the marks as a row of the wire. Every column follows section 7.4 of the contract. */
export function marginRow(account: AccountFacts, positions: readonly MarkedPosition[], timeMs: number): MarginRow {
  const sum = (of: (position: MarkedPosition) => number) => positions.reduce((total, position) => total + of(position), 0);
  const markValueOf = ({ held, markPoints }: MarkedPosition) =>
    held.contracts === 0 || markPoints === 0 ? 0 : Math.abs(valueSats(held.listed.terms, held.contracts, markPoints));
  const amount = amountOf(account);
  const unrealisedPnl = sum((position) => position.unrealisedPnlSats);
  const marginBalance = account.cashSats + unrealisedPnl;
  const initMargin = sum((position) => position.orderMarginSats);
  const maintMargin = sum((position) => position.posMargin + position.unrealisedPnlSats);
  const excessMargin = marginBalance - initMargin - maintMargin;
  const grossMarkValue = sum(markValueOf);
  const grossOpenCost = sum(({ held }) => held.buys.valueSats + held.sells.valueSats);
  return {
    account: accountNumber(account.handle),
    currency: CURRENCY,
    riskLimit: ACCOUNT_RISK_LIMIT_SATS,
    prevState: "",
    state: "",
    action: "",
    amount,
    pendingCredit: 0,
    pendingDebit: account.reservedSats,
    confirmedDebit: 0,
    prevRealisedPnl: account.previousRealisedSats,
    prevUnrealisedPnl: 0,
    grossComm: sum(({ held }) => held.feesSats - held.movedFeesSats),
    grossOpenCost,
    grossOpenPremium: sum(({ held }) => held.buys.premiumSats + held.sells.premiumSats),
    grossExecCost: sum(({ held }) => {
      const opening = openingOf(held, timeMs);
      return Math.abs(held.boughtCostSats - opening.boughtCostSats) + Math.abs(held.soldCostSats - opening.soldCostSats);
    }),
    grossMarkValue,
    riskValue: grossMarkValue + grossOpenCost,
    taxableMargin: 0,
    initMargin,
    maintMargin,
    sessionMargin: 0,
    targetExcessMargin: 0,
    varMargin: 0,
    realisedPnl: account.cashSats - amount,
    unrealisedPnl,
    indicativeTax: 0,
    unrealisedProfit: 0,
    syntheticMargin: 0,
    walletBalance: account.cashSats,
    marginBalance,
    marginBalancePcnt: share(marginBalance, account.cashSats),
    marginLeverage: marginBalance <= 0 ? 0 : grossMarkValue / marginBalance,
    marginUsedPcnt: share(initMargin + maintMargin, marginBalance),
    excessMargin,
    excessMarginPcnt: share(excessMargin, marginBalance),
    availableMargin: Math.max(0, excessMargin),
    withdrawableMargin: Math.max(0, Math.min(excessMargin, account.cashSats - initMargin - maintMargin)),
    timestamp: new Date(timeMs).toISOString(),
    grossLastValue: grossMarkValue,
    commission: 0,
  };
}

/** Shared by all rows, so that comparing two of them finds no change in it. */
const NO_LOCKS: string[] = [];

/**
 * An account's coins as a row of the wire.
 *
 * @param timeMs when coins last came in or went out, or a noon counted them
 */
export function walletRow(account: AccountFacts, timeMs: number): WalletRow {
  const amount = amountOf(account);
  const prevAmount = account.noonDepositedSats - account.noonWithdrawnSats + account.settledSats;
  return {
    account: accountNumber(account.handle),
    currency: CURRENCY,
    prevDeposited: account.noonDepositedSats,
    prevWithdrawn: account.noonWithdrawnSats,
    prevTransferIn: 0,
    prevTransferOut: 0,
    prevAmount,
    prevTimestamp: account.noonAtMs === 0 ? null : new Date(account.noonAtMs).toISOString(),
    deltaDeposited: account.depositedSats - account.noonDepositedSats,
    deltaWithdrawn: account.withdrawnSats - account.noonWithdrawnSats,
    deltaTransferIn: 0,
    deltaTransferOut: 0,
    deltaAmount: amount - prevAmount,
    deposited: account.depositedSats,
    withdrawn: account.withdrawnSats,
    transferIn: 0,
    transferOut: 0,
    amount,
    pendingCredit: 0,
    pendingDebit: account.reservedSats,
    confirmedDebit: 0,
    timestamp: new Date(timeMs).toISOString(),
    addr: "",
    script: "",
    withdrawalLock: NO_LOCKS,
  };
}
