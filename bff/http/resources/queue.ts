import { queueGet } from "../../contract/operations/queue.ts";
import { queue } from "../../contract/tables/queue.ts";
import { type Handler, handle } from "../handler.ts";
import { readColumns, selectRows } from "../list-query.ts";
import type { Services } from "../services.ts";

export function queueHandlers({ exchange }: Services): readonly Handler[] {
  return [handle(queueGet, ({ params }) => selectRows(queue, exchange.tables.queueRows(), params).map(readColumns(queue, params.columns)))];
}
