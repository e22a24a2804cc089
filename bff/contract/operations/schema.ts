import { Type } from "typebox";
import { defineOperation, optional, text } from "../operation.ts";

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

export const schemaGet = defineOperation({
  verb: "GET",
  path: "/schema",
  id: "Schema.get",
  summary: "Keys, types, foreign keys and attributes of every table, as images announce them; or of one.",
  access: "public",
  params: Type.Object({ model: optional(text("Name of a table.", { maxLength: 40 })) }),
  returns: null,
  single: true,
});
