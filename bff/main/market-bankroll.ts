import type { Bank, Exchange } from "../exchange/index.ts";
import type { Account } from "./market-accounts.ts";

const SATS = 100_000_000;
/** What the insurance fund of a simulated market begins with. */
const FUND_XBT = 1_000;

/** Sees to it that simulated traders can go on: fees and liquidations eat up their money, and the house gives them more. */
export class Bankroll {
  private readonly exchange: Exchange;
  private readonly bank: Bank;
  private readonly accounts: readonly Account[];

  constructor(exchange: Exchange, bank: Bank, accounts: readonly Account[]) {
    this.exchange = exchange;
    this.bank = bank;
    this.accounts = accounts;
  }

  /** Gives the insurance fund something to pay with, where it has nothing: a market that has just begun deleverages at every gap. */
  async endow(): Promise<void> {
    const fundSats = this.exchange.tables.house.insurance().at(-1)?.walletBalance ?? 0;
    if (fundSats === 0) await this.bank.endowFund(FUND_XBT * SATS);
  }

  /** Gives everybody who has less than the floor what is missing to the full sum, in the order of the roster. */
  async topUp(): Promise<void> {
    const { tables } = this.exchange;
    for (const { account, post } of this.accounts) {
      const balanceSats = tables.accounts.marginRow(account, tables.marks)?.marginBalance ?? 0;
      if (balanceSats >= post.floorXbt * SATS) continue;
      await this.bank.deposit(account, Math.round(post.fundsXbt * SATS) - balanceSats);
    }
  }
}
