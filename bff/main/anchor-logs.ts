import type { Exchange } from "../exchange/index.ts";
import type { Identity } from "../identity/index.ts";

const HOUR_MS = 3_600_000;

/**
 * Has the journal hold, every hour and at an orderly end, what all people's logs have come to: who changes one of them
 * later would have to change the journal too.
 *
 * @returns ends it, after a last time
 */
export function anchorLogs(exchange: Exchange, identity: Identity, onAlarm: (what: string) => void): () => Promise<void> {
  let anchored = 0;
  const anchor = async () => {
    try {
      const { entries, hash } = await identity.safety.desk.activity.chain();
      if (entries === anchored) return;
      await exchange.anchor(entries, hash);
      anchored = entries;
    } catch (error) {
      onAlarm(`The logs were not anchored: ${(error as Error).message}`);
    }
  };
  const timer = setInterval(() => void anchor(), HOUR_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await anchor();
  };
}
