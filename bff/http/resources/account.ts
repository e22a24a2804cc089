import { ContractError, refused, TEXT } from "../../contract/errors.ts";
import {
  userCheckReferralCode,
  userGetAffiliateStatus,
  userGetCommission,
  userGetExecutionHistory,
  userGetWalletSummary,
  userMinWithdrawalFee,
} from "../../contract/operations/account.ts";
import { noAffiliates } from "../../contract/tables/affiliate.ts";
import type { TransactionRow } from "../../contract/tables/transact.ts";
import { CURRENCY, NO_GUID } from "../../contract/vocabulary.ts";
import { type Handler, handle, handleOwn } from "../handler.ts";
import { readCurrency } from "../read-currency.ts";
import type { Services } from "../services.ts";

const DAY_MS = 86_400_000;
const MAX_EXECUTIONS = 1_000;

export function accountHandlers({ exchange, history, wallet }: Services): readonly Handler[] {
  const { tables } = exchange;
  const factsOf = (account: number) => {
    const facts = tables.accounts.facts(account);
    if (facts === undefined) throw new ContractError(404, TEXT.notFound);
    return facts;
  };
  return [
    handleOwn(userGetCommission, () =>
      Object.fromEntries(
        tables.markets
          .rows()
          .filter(({ takerFee }) => takerFee !== null)
          .map(({ symbol, makerFee, takerFee, settlementFee }) => [symbol, { makerFee, takerFee, settlementFee, maxFee: takerFee }]),
      ),
    ),

    handleOwn(userGetAffiliateStatus, ({ principal }) =>
      noAffiliates(principal.account, new Date(factsOf(principal.account).openedAtMs).toISOString()),
    ),

    handle(userCheckReferralCode, () => 0),

    handle(userMinWithdrawalFee, ({ params }) => {
      readCurrency(params.currency);
      return { currency: CURRENCY, fee: wallet.limits.feeSats, minFee: wallet.limits.feeSats };
    }),

    handleOwn(userGetWalletSummary, ({ params, principal }) => {
      readCurrency(params.currency);
      const { cashSats, depositedSats, withdrawnSats, changedAtMs } = factsOf(principal.account);
      const row = (transactType: string, amount: number) => summaryRow(principal.account, transactType, amount, cashSats, changedAtMs);
      return [
        row("Deposit", depositedSats),
        row("Withdrawal", 0 - withdrawnSats),
        row("RealisedPNL", cashSats - depositedSats + withdrawnSats),
        row("Total", cashSats),
      ];
    }),

    handleOwn(userGetExecutionHistory, ({ params, principal }) => {
      if (tables.catalogue.find(params.symbol) === undefined) throw refused(TEXT.invalidSymbol);
      const startMs = Math.floor(Date.parse(params.timestamp) / DAY_MS) * DAY_MS;
      return history.list({
        table: "execution",
        account: principal.account,
        filter: { symbol: [params.symbol] },
        startMs,
        endMs: startMs + DAY_MS - 1,
        count: MAX_EXECUTIONS,
        start: 0,
        reverse: false,
      });
    }),
  ];
}

/** A sum, in the shape of a transaction that never was. */
function summaryRow(account: number, transactType: string, amount: number, walletBalance: number, timeMs: number): TransactionRow {
  const timestamp = new Date(timeMs).toISOString();
  return {
    transactID: NO_GUID,
    account,
    currency: CURRENCY,
    transactType,
    amount,
    fee: 0,
    transactStatus: "Completed",
    address: "",
    tx: "",
    text: "",
    transactTime: timestamp,
    timestamp,
    walletBalance,
    marginBalance: null,
  };
}
