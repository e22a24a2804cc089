import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { ContractError } from "../../contract/errors.ts";
import type { CoinNetwork } from "../coin-network.ts";
import { makeTestAddress } from "../test-address.ts";
import { TestCoins } from "../test-coins.ts";
import { Wallet } from "../wallet.ts";
import type { WalletLetter, WalletOptions } from "../wallet-options.ts";

/** A noon, an hour before the daily run. */
export const NOON_MS = Date.UTC(2020, 2, 13, 12);
export const ADDRESS = makeTestAddress(new Uint8Array(32));
export const LIMITS = { minSats: 1_000, feeSats: 100, dailySats: 1_000_000, largeSats: 500_000 };

/** A wallet in a folder of its own, with books that know balances alone, letters that can be read, and a clock that stands. */
export class WalletDesk {
  readonly folder: string;
  nowMs = NOON_MS;
  hold: { readonly reason: string; readonly untilMs: number | null } | null = null;
  readonly letters: { readonly letter: WalletLetter; readonly params: Readonly<Record<string, string>> }[] = [];
  readonly balances = new Map<number, number>([[1, 10_000_000]]);
  /** What the books hold of each request. */
  readonly reserved = new Map<number, { readonly account: number; readonly sats: number; state: "reserved" | "sent" | "back" }>();
  readonly alarms: string[] = [];

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "fairmark-wallet-"));
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  async open(network: CoinNetwork = new TestCoins((bytes) => Buffer.alloc(bytes, this.reserved.size + 1))): Promise<Wallet> {
    const bank: WalletOptions["bank"] = {
      reserveWithdrawal: async (account, request, sats, feeSats, keepSats) => {
        const free = (this.balances.get(account) ?? 0) - keepSats;
        if (sats + feeSats > free) throw new ContractError(400, "Account has insufficient Withdrawable Balance");
        this.add(account, -sats - feeSats);
        this.reserved.set(request, { account, sats: sats + feeSats, state: "reserved" });
        return `transaction ${request}`;
      },
      cancelWithdrawal: async (request) => {
        const one = this.reserved.get(request);
        if (one === undefined) throw new ContractError(404, "Not Found");
        if (one.state === "reserved") this.add(one.account, one.sats);
        one.state = "back";
      },
      sendWithdrawal: async (request, to) => {
        const one = this.reserved.get(request);
        if (one?.state !== "reserved") return;
        one.state = "sent";
        if (to !== null) this.add(to, one.sats - LIMITS.feeSats);
      },
    };
    const wallet = await Wallet.open({
      dataDir: this.folder,
      bank,
      network,
      arrivesAtOnce: network instanceof TestCoins,
      people: {
        holdOf: () => this.hold,
        tell: async (_user, letter, params) => {
          this.letters.push({ letter, params });
        },
      },
      limits: LIMITS,
      now: () => this.nowMs,
      onAlarm: (what) => this.alarms.push(what),
    });
    onTestFinished(() => wallet.close());
    return wallet;
  }

  /** The token of the last letter. */
  get token(): string {
    return this.letters.findLast(({ letter }) => letter === "withdrawalAsked")?.params["token"] ?? "";
  }

  private add(account: number, sats: number): void {
    this.balances.set(account, (this.balances.get(account) ?? 0) + sats);
  }
}
