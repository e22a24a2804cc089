import { ContractError, invalid, TEXT } from "../contract/errors.ts";
import type { Things } from "./things.ts";
import type { WalletOptions } from "./wallet-options.ts";
import type { SavedAddress, WithdrawRules } from "./wallet-rows.ts";

const HOUR_MS = 3_600_000;
/** How long a new address waits unless its owner wants more. */
const ADDRESS_WAIT_MS = 24 * HOUR_MS;
const LONGEST_WAIT_MS = 30 * 24 * HOUR_MS;
const MOST_ADDRESSES = 100;

export interface NewAddress {
  readonly account: number;
  readonly userId: number;
  readonly address: string;
  readonly name: string;
  readonly note: string;
}

/**
 * Addresses that a person saved, and their rule whether coins go anywhere else. What makes it stricter counts at once,
 * what loosens it after the wait that held before.
 */
export class AddressBook {
  private readonly things: Things;
  private readonly options: WalletOptions;

  constructor(things: Things, options: WalletOptions) {
    this.things = things;
    this.options = options;
  }

  /** An account's addresses, oldest first. */
  of(account: number): readonly SavedAddress[] {
    return [...this.things.addresses.values()].filter((one) => one.account === account).sort((a, b) => a.id - b.id);
  }

  /** What is refused whoever asks for it, before anybody approves it. @throws ContractError 400 */
  check({ account, address, name }: Pick<NewAddress, "account" | "address" | "name">): void {
    if (!this.options.network.isAddress(address)) throw invalid("address is invalid");
    if (name.trim() === "") throw invalid("name is required");
    const own = this.of(account);
    if (own.length >= MOST_ADDRESSES) throw invalid(`You may not save more than ${MOST_ADDRESSES} addresses.`);
    if (own.some((one) => one.address === address)) throw invalid("address is invalid: it is saved already");
  }

  /** @throws ContractError 400 */
  async add(wish: NewAddress): Promise<SavedAddress> {
    this.check(wish);
    const { account, userId, address, name, note } = wish;
    const nowMs = this.options.now();
    const usableFromMs = nowMs + this.rulesOf(account, nowMs).addressWaitMs;
    const saved: SavedAddress = { id: this.things.takeId(), account, address, name: name.trim(), note, addedAtMs: nowMs, usableFromMs };
    await this.things.putAddress(saved);
    await this.options.people.tell(userId, "addressSaved", { name: saved.name, to: address, from: new Date(usableFromMs).toISOString() });
    return saved;
  }

  /** @throws ContractError 404 */
  async remove(account: number, id: number): Promise<SavedAddress> {
    const saved = this.things.addresses.get(id);
    if (saved?.account !== account) throw new ContractError(404, TEXT.notFound);
    await this.things.dropAddress(id);
    return saved;
  }

  rulesOf(account: number, nowMs: number): WithdrawRules {
    const rules = this.things.rules.get(account) ?? { account, savedOnly: false, addressWaitMs: ADDRESS_WAIT_MS, pending: null };
    if (rules.pending === null || rules.pending.fromMs > nowMs) return rules;
    const { savedOnly, addressWaitMs } = rules.pending;
    return { account, savedOnly, addressWaitMs, pending: null };
  }

  /** @throws ContractError 400 for a wait that is too short or too long */
  async setRules(account: number, wish: { readonly savedOnly: boolean; readonly addressWaitMs: number }): Promise<WithdrawRules> {
    const nowMs = this.options.now();
    const { savedOnly, addressWaitMs } = wish;
    if (!Number.isSafeInteger(addressWaitMs) || addressWaitMs < ADDRESS_WAIT_MS || addressWaitMs > LONGEST_WAIT_MS)
      throw invalid("addressWaitHours is invalid: from 24 to 720");
    const now = this.rulesOf(account, nowMs);
    const strict = { savedOnly: now.savedOnly || savedOnly, addressWaitMs: Math.max(now.addressWaitMs, addressWaitMs) };
    const loosens = strict.savedOnly !== savedOnly || strict.addressWaitMs !== addressWaitMs;
    const pending = loosens ? { savedOnly, addressWaitMs, fromMs: nowMs + now.addressWaitMs } : null;
    const rules = { account, ...strict, pending };
    await this.things.putRules(rules);
    return rules;
  }

  /** @throws ContractError 403 for an address that coins can't be sent to yet */
  requireUsable(account: number, address: string, nowMs: number): void {
    const saved = this.of(account).find((one) => one.address === address);
    if (saved !== undefined && saved.usableFromMs > nowMs)
      throw new ContractError(403, `This address is new: it can be used from ${new Date(saved.usableFromMs).toISOString()}`);
    if (saved === undefined && this.rulesOf(account, nowMs).savedOnly)
      throw new ContractError(403, "Coins of this account go to saved addresses alone.");
  }
}
