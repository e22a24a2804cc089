import { invalid } from "../../contract/errors.ts";
import { schemaGet, schemaWebsocketHelp } from "../../contract/operations/schema.ts";
import { imageHeader } from "../../contract/table.ts";
import { STREAMED_TABLES } from "../../contract/tables.ts";
import { websocketHelp } from "../../contract/websocket-help.ts";
import { type Handler, handle } from "../handler.ts";
import type { Services } from "../services.ts";

export function schemaHandlers({ settings }: Services): readonly Handler[] {
  return [
    handle(schemaGet, ({ params }) => {
      const { model = "" } = params;
      const chosen = STREAMED_TABLES.filter((table) => model === "" || table.name === model);
      if (chosen.length === 0) throw invalid("table is not valid");
      return Object.fromEntries(chosen.map((table) => [table.name, imageHeader(table)]));
    }),
    handle(schemaWebsocketHelp, () => websocketHelp(settings.origin)),
  ];
}
