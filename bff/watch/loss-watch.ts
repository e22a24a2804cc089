import type { Exchange } from "../exchange/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Wallet } from "../wallet/wallet.ts";
import { DirectedLosses, LOSS_RULES, type LossRules, type Suspicion } from "./directed-losses.ts";
import { readLosses, writeLosses } from "./loss-file.ts";

/** How long a gain stays, and the loser's withdrawals wait, while somebody looks. */
const HOLD_MS = 24 * 3_600_000;

/** How often what is known is written: a crash loses no more than that of it, an orderly end nothing. */
const WRITE_MS = 60_000;

export interface LossWatchParts {
  /** Where what is known outlives a restart. */
  readonly dataDir: string;
  readonly exchange: Exchange;
  readonly wallet: Wallet;
  readonly identity: Pick<Identity, "userOfAccount">;
  readonly onAlarm: (what: string) => void;
  readonly rules?: LossRules;
}

/**
 * Watches every match for coins that are handed on by trading. Trades stand; what the gainer gained can't be withdrawn
 * for a day, and the loser's withdrawals wait, for it may be somebody else who trades there.
 *
 * @returns ends the watching
 */
export function watchLosses({ dataDir, exchange, wallet, identity, onAlarm, rules = LOSS_RULES }: LossWatchParts): () => Promise<void> {
  const { accounts, marks } = exchange.tables;
  const equityOf = (account: number) => {
    const row = accounts.marginRow(account, marks);
    return Math.max(0, row?.marginBalance ?? 0, row?.amount ?? 0);
  };
  const losses = new DirectedLosses(rules, equityOf, readLosses(dataDir, rules.version));
  let isWritten = true;
  const write = async () => {
    if (isWritten) return;
    isWritten = true;
    await writeLosses(dataDir, losses.state(exchange.tables.timeMs));
  };
  const timer = setInterval(() => void write().catch((error: Error) => onAlarm(error.message)), WRITE_MS);
  timer.unref();
  const endHearing = exchange.onFills((fills) => {
    isWritten = false;
    for (const fill of fills) {
      for (const suspicion of losses.take(fill)) void hold(suspicion).catch((error: Error) => onAlarm(error.message));
    }
  });
  return async () => {
    endHearing();
    clearInterval(timer);
    await write();
  };

  async function hold({ loser, gainer, sats, kind, rules: version }: Suspicion): Promise<void> {
    onAlarm(`Account ${loser} lost ${sats} satoshis to account ${gainer} at prices off the mark (${kind}, rules ${version}).`);
    const untilMs = exchange.tables.timeMs + HOLD_MS;
    const [taker, giver] = [identity.userOfAccount(gainer), identity.userOfAccount(loser)];
    if (taker !== null) {
      const reason = "gains from one account at prices off the mark are looked at";
      await wallet.hold({ account: gainer, reason, untilMs, sats: Math.ceil(sats) }, taker.id);
    }
    if (giver !== null) {
      const reason = "losses to one account at prices off the mark are looked at: was it you who traded?";
      await wallet.hold({ account: loser, reason, untilMs, sats: null }, giver.id);
    }
  }
}
