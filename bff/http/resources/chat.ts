import { CHANNELS } from "../../chat/chat-room.ts";
import { aliasOf } from "../../contract/alias.ts";
import { ContractError, invalid, TEXT } from "../../contract/errors.ts";
import { chatGet, chatGetChannels, chatGetConnected, chatNew } from "../../contract/operations/chat.ts";
import { type Handler, handle, handleOwn } from "../handler.ts";
import type { Services } from "../services.ts";

export function chatHandlers({ chat, presence }: Services): readonly Handler[] {
  const known = (channelID: number) => {
    if (!chat.isChannel(channelID)) throw invalid("channelID is invalid");
    return channelID;
  };
  return [
    handle(chatGet, ({ params }) => {
      const { channelID, start = 0, count = 100, reverse = true } = params;
      return chat.list({ channelID: channelID === undefined ? null : known(channelID), start, count, reverse });
    }),

    handleOwn(chatNew, ({ params, principal, reply }) => {
      const channelID = known(params.channelID ?? 1);
      const text = params.message.trim();
      if (text === "") throw invalid("message is invalid");
      const seconds = chat.waitSeconds(principal.account);
      if (seconds > 0) {
        reply.header("retry-after", seconds);
        throw new ContractError(429, TEXT.rateLimited(seconds), "RateLimitError");
      }
      const fromBot = principal.origin === "key";
      return chat.post(principal.account, { user: aliasOf(principal.account), text, fromBot, channelID });
    }),

    handle(chatGetChannels, () => CHANNELS),
    handle(chatGetConnected, () => presence.row()),
  ];
}
