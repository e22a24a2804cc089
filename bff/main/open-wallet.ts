import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { Bank, Exchange } from "../exchange/index.ts";
import type { Limits } from "../http/limits.ts";
import { Equity } from "../wallet/equity.ts";
import { TestCoins } from "../wallet/test-coins.ts";
import { Wallet } from "../wallet/wallet.ts";
import type { WalletPeople } from "../wallet/wallet-options.ts";

/** How often it is looked whether something is due: runs, ends of waits, the hour's worth of accounts. */
const TICK_MS = 500;

interface WalletSurroundings {
  readonly dataDir: string;
  readonly bank: Bank;
  readonly exchange: Exchange;
  readonly people: WalletPeople;
  readonly limits: Limits;
  readonly log: Logger;
}

export interface OpenWallet {
  readonly wallet: Wallet;
  readonly equity: Equity;
  close(): Promise<void>;
}

/** The wallet on the ledger of test coins, with its clockwork: it keeps the exchange's own time. */
export async function openWallet({ dataDir, bank, exchange, people, limits, log }: WalletSurroundings): Promise<OpenWallet> {
  const { tables } = exchange;
  const wallet = await Wallet.open({
    dataDir,
    bank,
    people,
    network: new TestCoins(randomBytes),
    arrivesAtOnce: true,
    limits: limits.withdrawals,
    now: () => tables.timeMs,
    onAlarm: (what) => log.error({ part: "wallet" }, what),
  });
  const equity = new Equity(wallet.things, function* () {
    for (const account of tables.accounts.numbers()) {
      const facts = tables.accounts.facts(account);
      if (facts === undefined || facts.isSimulated || facts.depositedSats === 0) continue;
      const row = tables.accounts.marginRow(account, tables.marks);
      if (row !== null) yield { account, balanceSats: row.walletBalance, equitySats: row.marginBalance };
    }
  });
  let ticking: Promise<void> | null = null;
  const tick = async () => {
    await wallet.tick();
    await equity.tick(tables.timeMs);
  };
  const clockwork = setInterval(() => {
    ticking ??= tick()
      // Nothing is lost by a step that failed: the next one finds what it left.
      .catch((error: unknown) => log.error({ part: "wallet", err: error }, "a step of the wallet failed"))
      .finally(() => {
        ticking = null;
      });
  }, TICK_MS);
  clockwork.unref();
  return {
    wallet,
    equity,
    async close() {
      clearInterval(clockwork);
      await ticking;
      await wallet.close();
    },
  };
}
