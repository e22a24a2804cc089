import { accountHandle, accountNumber, HOUSE } from "../engine/accounts.ts";
import { encode } from "../engine/encode.ts";
import { NONE } from "../engine/rows.ts";
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
   * Takes coins out of an account for a withdrawal, if it has them: check and reserve are one step of the engine.
   *
   * @param request the asker's own number, by which a repeated call finds its first answer
   * @param keepSats what has to stay behind because it is held
   * @returns the transaction's id
   * @throws ContractError 400 when less can be withdrawn
   */
  async reserveWithdrawal(account: number, request: number, sats: number, feeSats: number, keepSats: number): Promise<string> {
    const fields = { account: accountHandle(account), request, sats, feeSats, keepSats };
    const reply = await this.exchange.submit((out) => encode.reserveWithdrawal(out, fields));
    return toGuid(GUID_KIND.transaction, reply.detail);
  }

  /** Gives the coins of a withdrawal back. @throws ContractError 400 when it was sent already */
  async cancelWithdrawal(request: number): Promise<void> {
    await this.exchange.submit((out) => encode.cancelWithdrawal(out, request));
  }

  /**
   * The coins of a withdrawal have left.
   *
   * @param to account of this exchange at which they arrive; null for elsewhere
   * @throws ContractError 400 when it was cancelled
   */
  async sendWithdrawal(request: number, to: number | null): Promise<void> {
    await this.exchange.submit((out) => encode.sendWithdrawal(out, request, to === null ? NONE : accountHandle(to)));
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
