import { schemaWebsocketHelp } from "../../contract/operations/schema.ts";
import { websocketHelp } from "../../contract/websocket-help.ts";
import { type Handler, handle } from "../handler.ts";
import type { Services } from "../services.ts";

export function schemaHandlers({ settings }: Services): readonly Handler[] {
  return [handle(schemaWebsocketHelp, () => websocketHelp(settings.origin))];
}
