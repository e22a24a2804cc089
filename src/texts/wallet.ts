// The wallet, its history and withdrawals.

import type { ReactNode } from "react";
import { sentence } from "./sentence.ts";

// Address book
export const addressesAbout = (hours: number) => `A new address waits ${hours} hours before it can be used.`;
export const noAddress = "No address is saved.";
export const addresses = "Address book";
export const usable = "Usable";
export const usableFrom = (when: string) => `from ${when}`;
export const saveAddress = "Save the address";
export const savedAlone = "Send coins to saved addresses alone";
export const loosening = (when: string) => `You asked to loosen this. It counts from ${when}.`;

// Equity
export const equityAbout = (first: string, day: string, time: string, last: string, least: string, most: string) =>
  `From ${first} on ${day} ${time} UTC to ${last} XBT now; least ${least}, most ${most}.`;
export const equityLabel = (about: string) => `Equity. ${about}`;
export const equity = "Equity";

// History
export const historyAbout = "Deposits, withdrawals, and what each contract realised by noon, UTC";
export const noHistory = "No coins have come or gone.";
export const history = "Wallet history";
export const what = "What";
export const balanceAfter = "Balance after";
export const open = "open";
export const historyHeading = "History";
export const historyFile = "wallet-history";

// Statement
export const statementAbout = "Opening plus deposits less withdrawals plus trading less fees less funding is closing. Days are UTC.";
export const noStatement = "Nothing has moved yet.";
export const statement = "Daily statement";
export const day = "Day";
export const opening = "Opening";
export const deposits = "Deposits";
export const withdrawals = "Withdrawals";
export const trading = "Trading";
export const fees = "Fees";
export const closing = "Closing";
export const explained = (
  deposits: ReactNode,
  withdrawals: ReactNode,
  pnl: ReactNode,
  sum: ReactNode,
  balance: ReactNode,
  verdict: ReactNode,
) =>
  sentence`Deposits ${deposits} less withdrawals ${withdrawals} plus PnL ${pnl} is ${sum} XBT; the balance in the books is ${balance}. ${verdict}`;
export const allExplained = "Every satoshi is explained.";
export const notExplained = (amount: string) => `${amount} XBT are not explained.`;
export const statementFile = "statement";

// The page
export const lead =
  "Test coins: they have no value and travel on a ledger of this exchange alone. Everything else is as it would be with coins of value.";
export const withdrawalsWait = (until: string | null) => `Withdrawals wait${until === null ? "" : ` until ${until}`}`;
export const amountHeld = (amount: string, until: string | null) =>
  `${amount} XBT can't be withdrawn${until === null ? "" : ` until ${until}`}`;
export const heldBecause = (reason: string) => `${reason}. Trading goes on.`;
export const walletBalance = "Wallet balance, XBT";
export const unrealisedPnl = "Unrealised PnL, XBT";
export const marginBalance = "Margin balance, XBT";
export const realisedPnl = "Realised PnL, XBT";
export const onItsWay = "On its way out, XBT";
export const withdrawable = "Withdrawable, XBT";
export const depositAbout = "Coins that are sent to this address of the test ledger arrive in this account.";
export const addressInSentence = "the address";
export const balance = "Balance";
export const deposit = "Deposit";

// Withdrawing
export const typeAmount = "Type how many coins should arrive.";
export const toAddress = "To address";
export const amount = "Amount";
export const amountHint = (least: string, left: string, limit: string) => `At least ${least}; ${left} are left of the day’s ${limit}.`;
export const note = "Note to yourself";
export const confirmNow = "Confirm it now";
export const letterOnItsWay = "A letter is on its way. Its link is good for 10 minutes; nothing is sent before you use it.";
export const withdraw = "Withdraw";
export const feeAbout = (fee: string, cutOff: string, run: string, notice: string, large: string) =>
  `The fee is ${fee} XBT on top. What is confirmed by ${cutOff} UTC leaves at ${run}${notice === "" ? "" : ` (${notice})`}. From ${large} XBT on, two operators have to agree.`;

// Withdrawals
export const withdrawalStates = {
  asked: "waits for your letter",
  confirmed: "waits for the next run",
  signing: "is being sent",
  sent: "sent",
  cancelled: "cancelled",
  expired: "not confirmed in time",
};
export const asked = "Asked, UTC";
export const to = "To";
export const howFar = "How far";
export const waitsForOperators = (approvals: number) => `waits for two operators (${approvals} of 2)`;

// One withdrawal
export const noWithdrawal = "This link is for no withdrawal.";
export const withdrawal = "Withdrawal";
export const amountXbt = "Amount, XBT";
export const askedBy = (isKey: boolean, time: string) =>
  `Asked for by ${isKey ? "an API key" : "a signed-in browser"}. Confirm it by ${time} UTC, or nothing is sent.`;
export const confirmed = "It is confirmed and leaves with the next run. Until then it can be cancelled.";
export const isNow = (state: string) => `It is ${state}.`;
export const send = (amount: string) => `Send ${amount} XBT`;
export const cancelIt = "Cancel it";
