import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { executionGetTradeHistory } from "../../bff/contract/operations/execution.ts";
import { orderGet } from "../../bff/contract/operations/order.ts";
import { userGetWalletHistory } from "../../bff/contract/operations/user.ts";
import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { OrderRow } from "../../bff/contract/tables/order.ts";
import type { TransactionRow } from "../../bff/contract/tables/transact.ts";
import { call } from "./call.ts";

const ROWS = 100;

/** The last fills of the account whose session this is, newest first. */
export const useFillHistory = (account: number | null) =>
  useQuery({
    queryKey: ["fills", account],
    queryFn: () => call<typeof executionGetTradeHistory.params, ExecutionRow[]>(executionGetTradeHistory, { reverse: true, count: ROWS }),
    enabled: account !== null,
  });

/**
 * The last orders of the account, newest first.
 *
 * @param newest what happened last to any order: read again when it changes
 */
export const useOrderHistory = (account: number | null, newest: string | null) =>
  useQuery({
    queryKey: ["orders", account, newest],
    placeholderData: keepPreviousData,
    queryFn: () => call<typeof orderGet.params, OrderRow[]>(orderGet, { reverse: true, count: ROWS }),
    enabled: account !== null,
  });

/**
 * Deposits, withdrawals and what was settled, newest first.
 *
 * @param amountSats what came in less what went out: read again when it changes
 */
export const useWalletHistory = (account: number | null, amountSats: number | null) =>
  useQuery({
    queryKey: ["walletHistory", account, amountSats],
    placeholderData: keepPreviousData,
    queryFn: () => call<typeof userGetWalletHistory.params, TransactionRow[]>(userGetWalletHistory, { count: ROWS }),
    enabled: account !== null,
  });
