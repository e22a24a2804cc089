import type { Link } from "../stream/stream-client.ts";
import * as shellTexts from "../texts/shell.ts";

/** How the connection stands, in a word or two. */
export function linkWords(link: Link): string {
  switch (link.phase) {
    case "live":
      return shellTexts.live;
    case "idle":
      return shellTexts.notConnected;
    case "connecting":
    case "waiting":
      return link.lostAtMs === null ? shellTexts.connecting : shellTexts.reconnecting(link.attempt);
  }
}
