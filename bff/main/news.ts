import type { Applied, Exchange } from "../exchange/index.ts";
import type { Identity } from "../identity/index.ts";
import type { ActivityHead } from "../identity/store.ts";
import type { Notice, NoticeBoard } from "../notices/notice-board.ts";
import { PRIVATE_TTL_SECONDS } from "../notices/private-notices.ts";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const CONTROL_CHARACTERS = /\p{Cc}+/gu;

/** What a contract's new state means for those who trade it. */
const BY_STATE: Readonly<Record<string, (symbol: string) => Pick<Notice, "title" | "body" | "type">>> = {
  Open: (symbol) => ({ title: `${symbol} is open`, body: `${symbol} can be traded.`, type: "success" }),
  Closed: (symbol) => ({ title: `${symbol} is closed`, body: `Trading in ${symbol} has stopped. Positions stay.`, type: "error" }),
  Settled: (symbol) => ({ title: `${symbol} has settled`, body: `Positions in ${symbol} were settled and are closed.`, type: "info" }),
  Delisted: (symbol) => ({ title: `${symbol} is off the list`, body: `${symbol} is no longer listed.`, type: "info" }),
};

/**
 * Puts on the board what happens: to everybody what becomes of contracts and that trading is halted, to each person that
 * something was done with the account, from the last day of its log on.
 *
 * @returns ends it
 */
export async function tellNews(
  notices: NoticeBoard,
  exchange: Pick<Exchange, "onHalt" | "subscribe" | "tables">,
  identity: Pick<Identity, "user" | "safety">,
  nowMs: number,
): Promise<() => void> {
  const { activity } = identity.safety.desk;
  const tellOwner = (userId: number, { seq, at_ms, category, result }: ActivityHead) => {
    const user = identity.user(userId);
    if (user !== null) notices.tellOwner(user.account, { seq, atMs: at_ms, category, isRefused: result.startsWith("refused") });
  };
  exchange.onHalt(({ message }) =>
    notices.notify({ title: "Trading is halted", body: plain(message), type: "error", ttlSeconds: DAY_SECONDS }),
  );
  const stops = [
    exchange.subscribe((applied) => {
      for (const notice of newsOf(applied, (symbol) => exchange.tables.catalogue.find(symbol)?.index != null)) notices.notify(notice);
    }),
  ];
  // What is added from here on is heard of: the log answers in the order in which it was asked.
  for (const head of await activity.headsSince(nowMs - PRIVATE_TTL_SECONDS * 1_000)) tellOwner(head.user_id, head);
  stops.push(activity.onAdded(tellOwner));
  return () => {
    for (const stop of stops) stop();
  };
}

/** @param isContract whether a symbol is a contract's, and no index's */
function newsOf({ changes }: Pick<Applied, "changes">, isContract: (symbol: string) => boolean): readonly Notice[] {
  const news: Notice[] = [];
  for (const { table, action, symbol, rows } of changes) {
    if (table !== "instrument" || !isContract(symbol)) continue;
    for (const { state } of rows as readonly { readonly state?: string }[]) {
      if (action === "insert")
        news.push({ title: `${symbol} is listed`, body: listed(symbol, state), type: "info", ttlSeconds: HOUR_SECONDS });
      else if (state !== undefined && BY_STATE[state] !== undefined) news.push({ ...BY_STATE[state](symbol), ttlSeconds: HOUR_SECONDS });
    }
  }
  return news;
}

const listed = (symbol: string, state: string | undefined) =>
  state === "Open" ? `${symbol} is a new contract and can be traded.` : `${symbol} is a new contract. It can't be traded yet.`;

const plain = (words: string) => words.replace(CONTROL_CHARACTERS, " ");
