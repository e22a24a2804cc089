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

/** Tells transactions apart, those among them that are pending and have no id of their own. */
export const transactionKey = ({ transactID, transactType, address }: TransactionRow): string => transactID + transactType + address;

/**
 * Deposits, withdrawals and what was settled, newest first, behind what is pending.
 *
 * @param stand coins, and coins with what was realised: read again when either changes
 */
export const useWalletHistory = (account: number | null, stand: string | null) =>
  useQuery({
    queryKey: ["walletHistory", account, stand],
    placeholderData: keepPreviousData,
    queryFn: () => call<typeof userGetWalletHistory.params, TransactionRow[]>(userGetWalletHistory, { count: ROWS }),
    enabled: account !== null,
  });
