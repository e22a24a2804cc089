import { instrumentGet, instrumentGetActive } from "../../contract/operations/instrument.ts";
import { instrument } from "../../contract/tables/instrument.ts";
import { type Handler, handle } from "../handler.ts";
import { readColumns, selectRows } from "../list-query.ts";
import type { Services } from "../services.ts";

export function instrumentHandlers({ exchange }: Services): readonly Handler[] {
  return [
    handle(instrumentGet, ({ params }) => {
      const pick = readColumns(instrument, params.columns);
      return selectRows(instrument, exchange.tables.instrumentRows(), params).map(pick);
    }),
    handle(instrumentGetActive, () => exchange.tables.instrumentRows().filter((row) => row.state === "Open")),
  ];
}
