import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { ContractError, invalid, TEXT } from "../contract/errors.ts";
import { isSameSecret } from "../identity/tokens.ts";
import { AddressBook } from "./address-book.ts";
import { Runs } from "./runs.ts";
import { Things } from "./things.ts";
import type { WalletOptions, WithdrawLimits } from "./wallet-options.ts";
import type { Withdrawal, WithdrawHold } from "./wallet-rows.ts";
import { WalletStoreClient } from "./wallet-store-client.ts";
import { coins, wordsOf } from "./words.ts";

const DATABASE_NAME = "wallet.sqlite";
const DAY_MS = 24 * 3_600_000;
/** How long the letter of a withdrawal is good. Source: ASVS 6.5.5. */
const CONFIRM_MS = 10 * 60_000;
const TOKEN_BYTES = 32;
const MAX_TEXT_LENGTH = 500;

export interface WithdrawalWish {
  readonly account: number;
  readonly userId: number;
  readonly sats: number;
  readonly address: string;
  readonly text: string;
  readonly origin: "key" | "session";
}

/** Deposits and withdrawals: who may send how much where and when. The coins themselves are the engine's. */
export class Wallet {
  readonly book: AddressBook;
  readonly runs: Runs;
  readonly things: Things;
  private readonly options: WalletOptions;
  private readonly random: (bytes: number) => Buffer;
  private readonly addressesBeingMade = new Map<number, Promise<string>>();

  private constructor(options: WalletOptions, things: Things) {
    this.options = options;
    this.things = things;
    this.random = options.random ?? randomBytes;
    this.book = new AddressBook(things, options);
    this.runs = new Runs(things, options, (withdrawal) => this.holdOf(withdrawal.account, withdrawal.userId));
  }

  /** @throws Error when its file can't be read */
  static async open(options: WalletOptions): Promise<Wallet> {
    const things = await Things.load(new WalletStoreClient(join(options.dataDir, DATABASE_NAME)));
    const wallet = new Wallet(options, things);
    await wallet.finishWhatWasCut();
    return wallet;
  }

  close(): Promise<void> {
    return this.things.close();
  }

  get limits(): WithdrawLimits {
    return this.options.limits;
  }

  /** The address at which an account takes deposits, the same one for ever. */
  async depositAddress(account: number): Promise<string> {
    const known = this.things.depositAddresses.get(account);
    if (known !== undefined) return known;
    const underWay = this.addressesBeingMade.get(account);
    if (underWay !== undefined) return underWay;
    const making = this.makeAddress(account);
    this.addressesBeingMade.set(account, making);
    try {
      return await making;
    } finally {
      this.addressesBeingMade.delete(account);
    }
  }

  isAddress(text: string): boolean {
    return this.options.network.isAddress(text);
  }

  /**
   * Asks for a withdrawal: reserves its coins and writes the letter that has to be answered.
   *
   * @throws ContractError 400 for what can't be sent, 403 while withdrawals wait
   */
  async request(wish: WithdrawalWish): Promise<Withdrawal> {
    const { bank, limits, now, people } = this.options;
    const { account, userId, sats, address, text, origin } = wish;
    const nowMs = now();
    const heldSats = this.check(wish);
    const token = this.random(TOKEN_BYTES).toString("base64url");
    const asked: Withdrawal = {
      request: this.things.takeId(),
      account,
      userId,
      sats,
      feeSats: limits.feeSats,
      address,
      text,
      origin,
      state: "asked",
      askedAtMs: nowMs,
      confirmBeforeMs: nowMs + CONFIRM_MS,
      confirmedAtMs: null,
      tokenHash: hashOf(token),
      approvedBy: [],
      transactID: "",
      batch: null,
      tx: "",
    };
    await this.things.putWithdrawal(asked);
    let transactID: string;
    try {
      transactID = await bank.reserveWithdrawal(account, asked.request, sats, asked.feeSats, heldSats);
    } catch (error) {
      await this.things.putWithdrawal({ ...asked, state: "cancelled" });
      throw error;
    }
    const reserved = { ...asked, transactID };
    await this.things.putWithdrawal(reserved);
    await people.tell(userId, "withdrawalAsked", { ...wordsOf(reserved), token });
    return reserved;
  }

  /**
   * What can be said before anything is reserved.
   *
   * @returns what has to stay behind because it is held, satoshis
   * @throws ContractError like {@link Wallet.request}
   */
  check({ account, userId, sats, address, text }: WithdrawalWish): number {
    const { limits, now } = this.options;
    const nowMs = now();
    if (sats < 0) throw invalid(TEXT.negativeWithdrawal);
    if (!Number.isSafeInteger(sats) || sats < limits.minSats) throw invalid(`${TEXT.invalidWithdrawal}: at least ${limits.minSats} XBt`);
    if (!this.isAddress(address)) throw invalid("address is invalid");
    if (address === this.things.depositAddresses.get(account)) throw invalid("address is invalid: it is this account's own");
    if (text.length > MAX_TEXT_LENGTH) throw invalid("text is invalid");
    const hold = this.holdOf(account, userId);
    if (hold !== null && hold.sats === null) throw heldError(hold.reason, hold.untilMs);
    this.book.requireUsable(account, address, nowMs);
    const used = this.usedWithin(account, nowMs - DAY_MS);
    if (used + sats > limits.dailySats)
      throw invalid(
        `${TEXT.invalidWithdrawal}: ${Math.max(0, limits.dailySats - used)} XBt are left of what may be withdrawn within 24 hours`,
      );
    return hold?.sats ?? 0;
  }

  /** The withdrawal that a letter's token is for, as it stands. @throws ContractError 404 */
  byToken(token: string): Withdrawal {
    const hash = hashOf(token);
    for (const withdrawal of this.things.withdrawals.values()) if (isSameSecret(withdrawal.tokenHash, hash)) return withdrawal;
    throw new ContractError(404, TEXT.notFound);
  }

  /** What the letter asked for. @throws ContractError 404 for no token, 400 for one that is too late */
  async confirm(token: string): Promise<Withdrawal> {
    const withdrawal = this.byToken(token);
    if (withdrawal.state === "confirmed") return withdrawal;
    if (withdrawal.state !== "asked" || withdrawal.transactID === "") throw endedError(withdrawal);
    const nowMs = this.options.now();
    if (nowMs >= withdrawal.confirmBeforeMs) {
      await this.end(withdrawal, "expired");
      throw invalid("token is invalid: it was good for 10 minutes; the coins are back");
    }
    const confirmed: Withdrawal = { ...withdrawal, state: "confirmed", confirmedAtMs: nowMs };
    await this.things.putWithdrawal(confirmed);
    return confirmed;
  }

  /** Takes a withdrawal back that was not sent. @throws ContractError 400 when it was */
  async cancel(withdrawal: Withdrawal): Promise<Withdrawal> {
    if (withdrawal.state === "cancelled") return withdrawal;
    if (withdrawal.state !== "asked" && withdrawal.state !== "confirmed") throw endedError(withdrawal);
    const cancelled = await this.end(withdrawal, "cancelled");
    await this.options.people.tell(withdrawal.userId, "withdrawalCancelled", wordsOf(withdrawal));
    return cancelled;
  }

  /** A withdrawal of an account by its transaction. @throws ContractError 404 */
  ofAccount(account: number, transactID: string): Withdrawal {
    for (const withdrawal of this.things.withdrawals.values())
      if (withdrawal.account === account && withdrawal.transactID !== "" && withdrawal.transactID === transactID) return withdrawal;
    throw new ContractError(404, TEXT.notFound);
  }

  /** Withdrawals of an account, newest first. */
  listOf(account: number): readonly Withdrawal[] {
    return [...this.things.withdrawals.values()]
      .filter((one) => one.account === account && one.transactID !== "")
      .sort((a, b) => b.request - a.request);
  }

  isLarge({ sats }: Pick<Withdrawal, "sats">): boolean {
    return sats >= this.options.limits.largeSats;
  }

  /** One operator's word for a large withdrawal; it takes two. @throws ContractError */
  async approve(request: number, operator: string): Promise<Withdrawal> {
    const withdrawal = this.things.withdrawals.get(request);
    if (withdrawal === undefined) throw new ContractError(404, TEXT.notFound);
    if (withdrawal.state !== "confirmed")
      throw invalid(`Withdrawal ${request} is ${withdrawal.state}: only one that its owner has confirmed is approved.`);
    if (withdrawal.approvedBy.includes(operator))
      throw invalid(`${operator} has approved withdrawal ${request} already: another operator has to.`);
    const approved = { ...withdrawal, approvedBy: [...withdrawal.approvedBy, operator] };
    await this.things.putWithdrawal(approved);
    return approved;
  }

  /** What was or may yet be sent since a moment, satoshis. */
  usedWithin(account: number, sinceMs: number): number {
    let sats = 0;
    for (const one of this.things.withdrawals.values()) {
      const counts = one.account === account && one.askedAtMs > sinceMs && one.state !== "cancelled" && one.state !== "expired";
      if (counts) sats += one.sats;
    }
    return sats;
  }

  /** Why withdrawals wait: what the owner's safety or the watch asks for. Where both hold a part, the larger part. */
  holdOf(
    account: number,
    userId: number,
  ): { readonly reason: string; readonly untilMs: number | null; readonly sats: number | null } | null {
    const person = this.options.people.holdOf(userId);
    if (person !== null) return { ...person, sats: null };
    const nowMs = this.options.now();
    const standing = [...this.things.holds.values()].filter((hold) => hold.account === account && hold.untilMs > nowMs);
    return standing.toSorted((a, b) => (b.sats ?? Number.MAX_VALUE) - (a.sats ?? Number.MAX_VALUE))[0] ?? null;
  }

  /** Whether withdrawals of an account wait for this very reason. */
  isHeldFor(account: number, reason: string): boolean {
    const nowMs = this.options.now();
    return [...this.things.holds.values()].some((hold) => hold.account === account && hold.reason === reason && hold.untilMs > nowMs);
  }

  /** Has withdrawals of an account wait, and tells its owner. One for a reason that holds already makes that neither smaller nor shorter. */
  async hold(wanted: WithdrawHold, userId: number): Promise<void> {
    const { account, reason } = wanted;
    const nowMs = this.options.now();
    const known = [...this.things.holds.values()].find((one) => one.account === account && one.reason === reason && one.untilMs > nowMs);
    const hold: WithdrawHold = known === undefined ? wanted : { ...wanted, ...stricterOf(wanted, known) };
    await this.things.putHold(hold);
    const until = new Date(hold.untilMs).toISOString();
    const what = hold.sats === null ? "Withdrawals wait" : `${coins(hold.sats)} XBT can't be withdrawn`;
    await this.options.people.tell(userId, "withdrawalHeld", { what, reason: hold.reason, until });
  }

  /** What time brings: letters that were not answered, rules that loosen, runs. To be called whenever it has gone on. */
  async tick(): Promise<void> {
    const nowMs = this.options.now();
    for (const withdrawal of this.things.withdrawals.values()) {
      if (withdrawal.state === "asked" && withdrawal.transactID !== "" && nowMs >= withdrawal.confirmBeforeMs)
        await this.end(withdrawal, "expired");
    }
    for (const [id, hold] of this.things.holds) if (hold.untilMs <= nowMs) await this.things.dropHold(id);
    await this.runs.tick(nowMs);
  }

  private async end(withdrawal: Withdrawal, state: "cancelled" | "expired"): Promise<Withdrawal> {
    const ended: Withdrawal = { ...withdrawal, state };
    // Said first, so that no run takes it along; a crash in between is made good at the next start.
    await this.things.putWithdrawal(ended);
    await this.options.bank.cancelWithdrawal(withdrawal.request);
    return ended;
  }

  private async makeAddress(account: number): Promise<string> {
    const address = this.options.network.makeAddress();
    await this.things.putDepositAddress(account, address);
    return address;
  }

  /**
   * What a crash cut off: a request before its answer was never promised to anybody, and coins of one that had ended
   * may not be back yet. Cancelling again is no error.
   */
  private async finishWhatWasCut(): Promise<void> {
    const recentMs = this.options.now() - 2 * DAY_MS;
    for (const withdrawal of this.things.withdrawals.values()) {
      const { state, transactID, request } = withdrawal;
      if (withdrawal.askedAtMs < recentMs && state !== "asked") continue;
      const isCut = state === "asked" && transactID === "";
      if (!isCut && state !== "cancelled" && state !== "expired") continue;
      try {
        await this.options.bank.cancelWithdrawal(request);
      } catch (error) {
        // The engine may never have heard of it.
        if (!(error instanceof ContractError) || error.status !== 404) throw error;
      }
      if (isCut) await this.things.putWithdrawal({ ...withdrawal, state: "cancelled" });
    }
  }
}

const stricterOf = (a: WithdrawHold, b: WithdrawHold): Pick<WithdrawHold, "untilMs" | "sats"> => ({
  untilMs: Math.max(a.untilMs, b.untilMs),
  sats: a.sats === null || b.sats === null ? null : Math.max(a.sats, b.sats),
});

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

const heldError = (reason: string, untilMs: number | null) =>
  new ContractError(403, `Withdrawals wait${untilMs === null ? "" : ` until ${new Date(untilMs).toISOString()}`}: ${reason}`);

const endedError = ({ state }: Withdrawal) => invalid(`This withdrawal is ${state === "signing" ? "being sent" : state} already`);
