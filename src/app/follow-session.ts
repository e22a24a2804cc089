import type { QueryClient } from "@tanstack/react-query";
import { callLog } from "../rest/call-log.ts";
import { readSession } from "../rest/people.ts";
import { RestError } from "../rest/rest-error.ts";
import { useSession } from "../stores/session.ts";
import type { TerminalParts } from "./create-terminal.ts";

/** After no answer, the session is asked for again. */
const RETRY_MS = 2_000;
const UNAUTHORIZED = 401;

/**
 * Keeps the stream as whoever is signed in: asks who that is at the start and whenever the exchange says that it is
 * nobody any more, and connects anew when it changes, since a socket belongs to the cookie of its handshake.
 */
export function followSession({ stream, showAccount, forgetAccount, terminal }: TerminalParts, queries: QueryClient): void {
  const { setSession } = useSession.getState();
  const ask = async (): Promise<void> => {
    try {
      setSession(await readSession());
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      setTimeout(() => void ask(), RETRY_MS);
    }
  };

  useSession.subscribe(({ session }, { session: before }) => {
    const isSignedIn = session?.user !== null && session?.user !== undefined;
    const changed = before !== null && session?.account !== before.account;
    if (changed) {
      forgetAccount();
      if (before.user !== null) callLog.forget();
      queries.clear();
    }
    showAccount(isSignedIn);
    if (changed) stream.restart();
  });
  stream.onRefused = (_topics, status) => {
    if (status === UNAUTHORIZED) void ask();
  };
  // What happened while nobody listened is in the histories.
  let wasLive = false;
  const { link } = terminal.get();
  link.subscribe(() => {
    const isLive = link.get().phase === "live";
    if (isLive && !wasLive) void queries.invalidateQueries();
    wasLive = isLive;
  });
  void ask();
}
