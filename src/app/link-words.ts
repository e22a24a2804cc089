import type { Link } from "../stream/stream-client.ts";

/** How the connection stands, in a word or two. */
export function linkWords(link: Link): string {
  switch (link.phase) {
    case "live":
      return "Live";
    case "idle":
      return "Not connected";
    case "connecting":
    case "waiting":
      return link.lostAtMs === null ? "Connecting" : `Reconnecting, try ${link.attempt}`;
  }
}
