import { executionGetTradeHistory } from "../../bff/contract/operations/execution.ts";
import { orderGet } from "../../bff/contract/operations/order.ts";
import { userGetWalletHistory } from "../../bff/contract/operations/user.ts";
import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { OrderRow } from "../../bff/contract/tables/order.ts";
import type { TransactionRow } from "../../bff/contract/tables/transact.ts";
import { transactionKey } from "./account-history.ts";
import { call } from "./call.ts";

/** As many rows as come in one answer. */
const PAGE = 500;
/** Pages read for one export; more would be a load on the exchange that nobody asked for. */
const MOST_PAGES = 20;

export interface AllRows<T> {
  /** Newest first. */
  readonly rows: readonly T[];
  /** Whether that is all there is. */
  readonly isWhole: boolean;
}

/** Reads page after page. Rows that come meanwhile push the others on, so one may come twice; it is kept once. */
async function readAll<T>(read: (start: number) => Promise<readonly T[]>, keyOf: (row: T) => string): Promise<AllRows<T>> {
  const byKey = new Map<string, T>();
  for (let page = 0; page < MOST_PAGES; page++) {
    const rows = await read(page * PAGE);
    for (const row of rows) byKey.set(keyOf(row), row);
    if (rows.length < PAGE) return { rows: [...byKey.values()], isWhole: true };
  }
  return { rows: [...byKey.values()], isWhole: false };
}

export const readAllFills = (): Promise<AllRows<ExecutionRow>> =>
  readAll(
    (start) =>
      call<typeof executionGetTradeHistory.params, ExecutionRow[]>(executionGetTradeHistory, { reverse: true, count: PAGE, start }),
    ({ execID }) => execID,
  );

export const readAllOrders = (): Promise<AllRows<OrderRow>> =>
  readAll(
    (start) => call<typeof orderGet.params, OrderRow[]>(orderGet, { reverse: true, count: PAGE, start }),
    ({ orderID }) => orderID,
  );

export const readAllTransactions = (): Promise<AllRows<TransactionRow>> =>
  readAll(
    (start) => call<typeof userGetWalletHistory.params, TransactionRow[]>(userGetWalletHistory, { count: PAGE, start }),
    transactionKey,
  );
