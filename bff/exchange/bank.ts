import { accountHandle, accountNumber, HOUSE } from "../engine/accounts.ts";
import { encode } from "../engine/commands.ts";
import type { Exchange } from "./exchange.ts";
import { GUID_KIND, toGuid } from "./guids.ts";

/** Opens accounts and brings coins in. */
export class Bank {
  private readonly exchange: Exchange;

  constructor(exchange: Exchange) {
    this.exchange = exchange;
  }

  /**
   * @param isSimulated for the exchange's own demo traders, whose history need not be kept for ever
   * @returns wire number of the new account
   */
  async openAccount(isSimulated: boolean): Promise<number> {
    const reply = await this.exchange.submit((out) => encode.openAccount(out, isSimulated ? 1 : 0));
    return accountNumber(reply.detail);
  }

  /** @returns the transaction's id */
  async deposit(account: number, sats: number): Promise<string> {
    const reply = await this.exchange.admission.follow(account, () =>
      this.exchange.submit((out) => encode.deposit(out, accountHandle(account), sats)),
    );
    return toGuid(GUID_KIND.transaction, reply.detail);
  }

  /** Puts coins of the house into the insurance fund. */
  async endowFund(sats: number): Promise<void> {
    await this.exchange.submit((out) => encode.deposit(out, HOUSE.insurance, sats));
  }

  /**
   * A test coin, once a day.
   *
   * @returns the transaction's id
   * @throws ContractError 403 when it is too soon
   */
  async faucet(account: number, sats: number): Promise<string> {
    const reply = await this.exchange.admission.follow(account, () =>
      this.exchange.submit((out) => encode.faucet(out, accountHandle(account), sats)),
    );
    return toGuid(GUID_KIND.transaction, reply.detail);
  }
}
