import type { TransactionRow } from "../../contract/tables/transact.ts";
import type { History, ListQuery } from "../../history/index.ts";

/**
 * The row of a transaction that has just been made or changed. It is waited for however far history is behind: 503 would
 * say that nothing was done.
 *
 * @param account wire number
 */
export async function doneTransaction(history: History, account: number, transactID: string): Promise<TransactionRow> {
  const query: ListQuery = {
    table: "transact",
    account,
    filter: { transactID: [transactID] },
    startMs: null,
    endMs: null,
    count: 1,
    start: 0,
    reverse: true,
  };
  const [row] = await history.lookUp(query, null);
  if (row === undefined) throw new Error(`the transaction ${transactID} is not in history`);
  return row as unknown as TransactionRow;
}
