import { ContractError, TEXT } from "../../contract/errors.ts";
import {
  userFaucet,
  userGet,
  userGetMargin,
  userGetWallet,
  userGetWalletHistory,
  userLogout,
  userSession,
} from "../../contract/operations/user.ts";
import { type TransactionRow, transact } from "../../contract/tables/transact.ts";
import { type Handler, handle, handleOwn } from "../handler.ts";
import { readCurrency } from "../read-currency.ts";
import type { Services } from "../services.ts";
import { clearSessionCookie } from "../session-cookie.ts";
import { doneTransaction } from "./done-transaction.ts";
import { pendingTransactions } from "./pending-transactions.ts";
import { sessionRow, userRow } from "./session-row.ts";
import { withDestinations } from "./withdrawal.ts";

/** One test coin. */
const FAUCET_SATS = 100_000_000;

export function userHandlers(services: Services): readonly Handler[] {
  const { bank, exchange, history, identity, settings } = services;
  const { accounts, marks } = exchange.tables;

  const own = <T>(row: T | null): T => {
    if (row === null) throw new ContractError(404, TEXT.notFound);
    return row;
  };

  return [
    handleOwn(userGet, ({ principal }) => {
      const user = own(identity.user(principal.userId));
      return userRow(services, user);
    }),

    handleOwn(userGetMargin, ({ params, principal }) => {
      const row = own(accounts.marginRow(principal.account, marks));
      return readCurrency(params.currency) === "all" ? [row] : row;
    }),

    handleOwn(userGetWallet, ({ params, principal }) => {
      const row = own(accounts.walletRow(principal.account));
      return readCurrency(params.currency) === "all" ? [row] : row;
    }),

    handleOwn(userGetWalletHistory, async ({ params, principal }) => {
      readCurrency(params.currency);
      const { count = 100, start = 0 } = params;
      const { account } = principal;
      for (;;) {
        const noonMs = accounts.facts(account)?.noonAtMs;
        // What is to come stands before what has been, and is counted with it.
        const pending = pendingTransactions(exchange.tables, account);
        const shown = pending.slice(start, start + count);
        const rows = await history.list({
          table: "transact",
          account,
          filter: {},
          startMs: null,
          endMs: null,
          count: count - shown.length,
          start: Math.max(0, start - pending.length),
          reverse: true,
        });
        // A noon that came meanwhile has made transactions of what was pending.
        if (accounts.facts(account)?.noonAtMs === noonMs) return [...shown, ...withDestinations(services, account, rows)];
      }
    }),

    handle(userSession, ({ principal }) => {
      const user = principal?.origin === "session" ? identity.user(principal.userId) : null;
      return sessionRow(services, user);
    }),

    handle(userLogout, async ({ principal, reply }) => {
      if (principal?.sessionToken != null) await identity.endSession(principal.sessionToken);
      clearSessionCookie(reply, settings);
      return null;
    }),

    handleOwn(userFaucet, async ({ principal }) => {
      const transactID = await bank.faucet(principal.account, FAUCET_SATS);
      const row = await doneTransaction(history, principal.account, transactID);
      return Object.fromEntries(transact.columnNames.map((name) => [name, row[name as keyof TransactionRow]]));
    }),
  ];
}
