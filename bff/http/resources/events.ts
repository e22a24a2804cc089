import { refused, TEXT } from "../../contract/errors.ts";
import {
  announcementGet,
  announcementGetUrgent,
  fundingGet,
  globalNotificationGet,
  insuranceGet,
  liquidationGet,
  settlementGet,
} from "../../contract/operations/events.ts";
import { funding } from "../../contract/tables/funding.ts";
import { insurance } from "../../contract/tables/insurance.ts";
import { liquidation } from "../../contract/tables/liquidation.ts";
import { announcement } from "../../contract/tables/notices.ts";
import { settlement } from "../../contract/tables/settlement.ts";
import { type Handler, handle, handleOwn } from "../handler.ts";
import { readColumnNames, readColumns, selectRows, toListQuery } from "../list-query.ts";
import type { Services } from "../services.ts";

export function eventHandlers({ exchange, history, notices }: Services): readonly Handler[] {
  const { house } = exchange.tables;
  return [
    handle(fundingGet, async ({ params, reply }) => {
      const columns = readColumnNames(funding, params.columns);
      if (params.symbol !== undefined && exchange.tables.catalogue.find(params.symbol) === undefined) throw refused(TEXT.invalidSymbol);
      const rows = await history.listText(toListQuery("funding", funding, null, params), columns);
      const { simulatedUntilMs } = history;
      if (simulatedUntilMs !== null) reply.header("x-fairmark-simulated-until", new Date(simulatedUntilMs).toISOString());
      return rows;
    }),
    handle(settlementGet, async ({ params }) => {
      const columns = readColumnNames(settlement, params.columns);
      return history.listText(toListQuery("settlement", settlement, null, params), columns);
    }),
    handle(liquidationGet, ({ params }) =>
      selectRows(liquidation, house.liquidations(), params).map(readColumns(liquidation, params.columns)),
    ),
    // The fund is nobody's symbol, so that one in the query says nothing.
    handle(insuranceGet, ({ params: { symbol: _none, ...params } }) =>
      selectRows(insurance, house.insurance(), params).map(readColumns(insurance, params.columns)),
    ),
    handle(announcementGet, ({ params }) => notices.announcements().map(readColumns(announcement, params.columns))),
    handleOwn(announcementGetUrgent, () => notices.urgent()),
    handleOwn(globalNotificationGet, ({ principal }) => [...notices.notices(null), ...notices.notices(principal.account)]),
  ];
}
