import { executionGet, executionGetTradeHistory } from "../../contract/operations/execution.ts";
import { execution } from "../../contract/tables/execution.ts";
import { type Handler, handleOwn } from "../handler.ts";
import { type HistoryParams, readColumnNames, toListQuery } from "../list-query.ts";
import type { Services } from "../services.ts";

export function executionHandlers({ history }: Services): readonly Handler[] {
  const list = async (account: number, params: HistoryParams, more: Record<string, readonly string[]>) => {
    const columns = readColumnNames(execution, params.columns);
    const query = toListQuery("execution", execution, account, params);
    return history.listText({ ...query, filter: { ...query.filter, ...more } }, columns);
  };
  return [
    handleOwn(executionGet, ({ params, principal }) => list(principal.account, params, {})),
    handleOwn(executionGetTradeHistory, ({ params, principal }) => list(principal.account, params, { execType: ["Trade", "Funding"] })),
  ];
}
