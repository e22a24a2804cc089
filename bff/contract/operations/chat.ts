import { Type } from "typebox";
import { Name, ShortCount } from "../columns.ts";
import { decimal, defineOperation, flag, integer, type Model, optional, text } from "../operation.ts";
import { chat, connected } from "../tables/chat.ts";

/** Longest message, in characters. */
const MAX_MESSAGE_LENGTH = 512;

/** Source: the BitMEX API v1 `ChatChannel` model, 2019 shape. */
const channel = {
  model: "ChatChannel",
  description: "A room to talk in.",
  schema: Type.Object({ id: ShortCount, name: Name }),
} satisfies Model;

export type ChannelRow = Type.Static<typeof channel.schema>;

export const chatGet = defineOperation({
  verb: "GET",
  path: "/chat",
  id: "Chat.get",
  summary:
    "Messages of one channel or of all, newest first unless `reverse` is false. The last 1,000 of each channel are kept until a restart.",
  access: "public",
  isHeavy: true,
  params: Type.Object({
    count: optional(integer("Number of rows.", { default: 100, minimum: 1, maximum: 500 })),
    start: optional(integer("Message to start from, by id.", { default: 0, minimum: 0, maximum: 2_147_483_647 })),
    reverse: optional(flag("Newest first.", { default: true })),
    channelID: optional(decimal("Channel; all of them where none is named.")),
  }),
  returns: chat,
});

export const chatNew = defineOperation({
  verb: "POST",
  path: "/chat",
  id: "Chat.new",
  summary: "Says something, as plain text: at most five messages in ten seconds.",
  access: "account",
  params: Type.Object({
    message: text("What you say.", { maxLength: MAX_MESSAGE_LENGTH }),
    channelID: optional(decimal("Channel.", { default: 1 })),
  }),
  returns: chat,
  single: true,
});

export const chatGetChannels = defineOperation({
  verb: "GET",
  path: "/chat/channels",
  id: "Chat.getChannels",
  summary: "Rooms to talk in.",
  access: "public",
  params: Type.Object({}),
  returns: channel,
});

export const chatGetConnected = defineOperation({
  verb: "GET",
  path: "/chat/connected",
  id: "Chat.getConnected",
  summary: "How many sockets are open: of people, and of programs that signed in with a key. Counted every few seconds.",
  access: "public",
  params: Type.Object({}),
  returns: connected,
  single: true,
});
