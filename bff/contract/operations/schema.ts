import { Type } from "typebox";
import { defineOperation } from "../operation.ts";

export const schemaWebsocketHelp = defineOperation({
  verb: "GET",
  path: "/schema/websocketHelp",
  id: "Schema.websocketHelp",
  summary: "Commands and topics of the socket at `/realtime`.",
  access: "public",
  params: Type.Object({}),
  returns: null,
  single: true,
});
