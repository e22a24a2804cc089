import { Channel, Flag, Name, ShortCount, Text, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** What people say to each other. Source: the BitMEX API v1 `chat` table, 2019 shape. */
export const chat = defineTable({
  name: "chat",
  model: "Chat",
  description: "What people say to each other. `html` is the message with what HTML would take for markup escaped.",
  visibility: "public",
  keys: ["id"],
  required: ["date", "user", "message", "html"],
  foreignKeys: {},
  attributes: { id: "sorted" },
  columns: { id: ShortCount, date: Timestamp, user: Name, message: Text, html: Text, fromBot: Flag, channelID: Channel },
});

export type ChatRow = Row<typeof chat>;

/** Who is connected. Source: the BitMEX API v1 `connected` table; the socket's rows need a key. */
export const connected = defineTable({
  name: "connected",
  model: "ConnectedUsers",
  description: "How many sockets are open: of people, and of programs that signed in with a key.",
  visibility: "public",
  keys: ["id"],
  required: [],
  foreignKeys: {},
  attributes: {},
  columns: { users: ShortCount, bots: ShortCount, id: ShortCount },
});

export type ConnectedRow = Row<typeof connected>;
