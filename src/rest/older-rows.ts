import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { executionGetTradeHistory } from "../../bff/contract/operations/execution.ts";
import { orderGet } from "../../bff/contract/operations/order.ts";
import { userGetWalletHistory } from "../../bff/contract/operations/user.ts";
import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { OrderRow } from "../../bff/contract/tables/order.ts";
import type { TransactionRow } from "../../bff/contract/tables/transact.ts";
import { call } from "./call.ts";

/** As many rows as come in one answer. */
const PAGE = 500;

/** Rows of before those that are read at first, page after page as somebody scrolls to their end. */
export interface OlderRows<T> {
  readonly rows: readonly T[];
  readonly more: () => void;
}

/**
 * @param after rows that are read otherwise: the pages begin behind them
 * @param read a page from a row on; rows that come meanwhile push the others on, so that one may come twice
 */
function useOlder<T>(what: string, account: number | null, after: number, read: (start: number) => Promise<readonly T[]>): OlderRows<T> {
  const [isWanted, setWanted] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ["older", what, account],
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: after,
    getNextPageParam: (last, pages) => (last.length < PAGE ? undefined : after + pages.length * PAGE),
    enabled: isWanted && account !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  return {
    rows: data?.pages.flat() ?? [],
    more: () => {
      if (!isWanted) setWanted(true);
      else if (hasNextPage && !isFetching) void fetchNextPage();
    },
  };
}

export const useOlderFills = (account: number | null, after: number): OlderRows<ExecutionRow> =>
  useOlder("fills", account, after, (start) =>
    call<typeof executionGetTradeHistory.params, ExecutionRow[]>(executionGetTradeHistory, { reverse: true, count: PAGE, start }),
  );

export const useOlderOrders = (account: number | null, after: number): OlderRows<OrderRow> =>
  useOlder("orders", account, after, (start) => call<typeof orderGet.params, OrderRow[]>(orderGet, { reverse: true, count: PAGE, start }));

export const useOlderTransactions = (account: number | null, after: number): OlderRows<TransactionRow> =>
  useOlder("transactions", account, after, (start) =>
    call<typeof userGetWalletHistory.params, TransactionRow[]>(userGetWalletHistory, { count: PAGE, start }),
  );
