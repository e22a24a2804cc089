import { STREAMED_TABLES } from "./tables.ts";

/** Commands that the socket understands. */
const SOCKET_COMMANDS = ["authKeyExpires", "cancelAllAfter", "subscribe", "unsubscribe"] as const;

/** Answer to `help` on the socket and to GET `/schema/websocketHelp`. Source: the 2020 shape that clients check topics against. */
export function websocketHelp(origin: string): object {
  const topics = (visibility: "public" | "private") =>
    STREAMED_TABLES.filter((table) => table.visibility === visibility).map((table) => table.name);
  return {
    info: `See ${origin}/api/explorer/swagger.json for the REST API.`,
    usage: 'Send a message in the format: {"op": string, "args": Array<string>}',
    ops: SOCKET_COMMANDS,
    subscribe: 'To subscribe, send: {"op": "subscribe", "args": [subscriptionTopic, ...]}.',
    subscriptionSubjects: { authenticationRequired: topics("private"), public: topics("public") },
  };
}
