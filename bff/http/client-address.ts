import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

export const isLoopback = (address: string): boolean => address === "127.0.0.1" || address === "::1" || address === "::ffff:127.0.0.1";

/**
 * The address that a request comes from, by which it is counted. Behind a proxy on this machine it is the one that the
 * proxy says it heard: the last of its list, because whoever asked may have written the ones before.
 *
 * @param isBehindProxy whether the exchange has a public origin, which only a proxy in front of it can serve
 */
export function clientAddress(request: IncomingMessage, isBehindProxy: boolean): string {
  const peer = request.socket.remoteAddress ?? "";
  if (!isBehindProxy || !isLoopback(peer)) return peer;
  const forwarded = request.headers["x-forwarded-for"];
  const last = (Array.isArray(forwarded) ? forwarded.at(-1) : forwarded)?.split(",").at(-1)?.trim() ?? "";
  return isIP(last) === 0 ? peer : last;
}
