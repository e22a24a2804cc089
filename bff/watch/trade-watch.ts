import { setTimeout as sleep } from "node:timers/promises";
import type { Exchange } from "../exchange/index.ts";
import type { History } from "../history/index.ts";
import type { Identity } from "../identity/index.ts";
import { HOUSE } from "../identity/whence.ts";
import { inWords, TRADE_RULES, type TradeRules, type TradeSign, TradeSigns } from "./trade-signs.ts";

/** History may have too much to do for a moment: then it is asked again, each time twice as late. */
const MOST_TRIES = 6;
const FIRST_WAIT_MS = 500;

export interface TradeWatchParts {
  readonly exchange: Pick<Exchange, "onFills" | "tables">;
  readonly history: Pick<History, "lookUp">;
  readonly identity: Pick<Identity, "userOfAccount" | "safety">;
  readonly onAlarm: (what: string) => void;
  readonly rules?: TradeRules;
  readonly pause?: (ms: number) => Promise<unknown>;
}

const unhurried = (ms: number) => sleep(ms, undefined, { ref: false });

type Thin = Extract<TradeSign, { kind: "thin" }>;

/**
 * Tells the logs of accounts which of their trades may be a stranger's, where the watch of takeovers reads it beside what
 * was done with the account. @returns ends the watching
 */
export function watchTrades({ exchange, history, identity, onAlarm, rules = TRADE_RULES, pause = unhurried }: TradeWatchParts): () => void {
  const signs = new TradeSigns(rules, (symbol) => exchange.tables.markets.row(symbol)?.turnover24h ?? 0);
  return exchange.onFills((fills) => {
    for (const fill of fills)
      for (const sign of signs.take(fill)) void tell(sign).catch((error: Error) => onAlarm(`A trade was not judged: ${error.message}`));
  });

  async function tell(sign: TradeSign): Promise<void> {
    const user = identity.userOfAccount(sign.account);
    if (user === null) return;
    // Somebody's very first trade is a first one everywhere.
    if (sign.kind === "thin" && !(await isFirstThere(sign))) return;
    await identity.safety.desk.activity.add(user.id, { category: "trading", what: inWords(sign), whence: HOUSE });
  }

  async function isFirstThere(sign: Thin): Promise<boolean> {
    for (let tries = 1; ; tries++) {
      try {
        return !(await hasTraded(sign, [sign.symbol])) && (await hasTraded(sign, null));
      } catch (error) {
        if (tries === MOST_TRIES) throw error;
        await pause(FIRST_WAIT_MS * 2 ** tries);
      }
    }
  }

  async function hasTraded({ account, beforeMs }: Thin, symbols: readonly string[] | null): Promise<boolean> {
    const filter = { execType: ["Trade"], ...(symbols === null ? {} : { symbol: symbols }) };
    const page = { startMs: null, endMs: beforeMs - 1, count: 1, start: 0, reverse: true };
    return (await history.lookUp({ table: "execution", account, filter, ...page })).length > 0;
  }
}
