import {
  liquidationGetHistory,
  userGetLiquidationFills,
  userGetLiquidationSteps,
  userGetLiquidations,
} from "../../contract/operations/liquidation-history.ts";
import type { Table } from "../../contract/table.ts";
import { liquidationFill, liquidationReport, liquidationStep, pastLiquidation } from "../../contract/tables/liquidation-report.ts";
import type { ListQuery } from "../../history/index.ts";
import { type Handler, handle, handleOwn } from "../handler.ts";
import { type HistoryParams, readColumns, toListQuery } from "../list-query.ts";
import type { Services } from "../services.ts";

/** What became of liquidations: to everybody without a word of whose they were, to their owner step by step. */
export function liquidationHandlers({ history }: Services): readonly Handler[] {
  const list = async (kept: ListQuery["table"], table: Table, account: number | null, params: HistoryParams) => {
    const pick = readColumns(table, params.columns);
    return (await history.list(toListQuery(kept, table, account, params))).map(pick);
  };
  const inPublic = (row: object) =>
    Object.fromEntries(pastLiquidation.columnNames.map((name) => [name, (row as Readonly<Record<string, unknown>>)[name]]));
  return [
    handle(liquidationGetHistory, async ({ params }) => {
      const pick = readColumns(pastLiquidation, params.columns);
      const rows = await history.list(toListQuery("liquidationReport", pastLiquidation, null, params));
      return rows.map((row) => pick(inPublic(row)));
    }),
    handleOwn(userGetLiquidations, ({ params, principal }) => list("liquidationReport", liquidationReport, principal.account, params)),
    handleOwn(userGetLiquidationSteps, ({ params, principal }) => list("liquidationStep", liquidationStep, principal.account, params)),
    handleOwn(userGetLiquidationFills, ({ params, principal }) => list("liquidationFill", liquidationFill, principal.account, params)),
  ];
}
