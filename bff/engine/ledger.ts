import type { Accounts } from "./accounts.ts";
import { ExactSum, sumAt } from "./exact-sum.ts";
import type { Instruments } from "./instruments.ts";
import type { Positions } from "./positions.ts";

/** How far a recomputation of the sums from the rows has come. */
export class Counted {
  accounts = 0;
  positions = 0;
  cash = new ExactSum();
  deposited = new ExactSum();
  withdrawn = new ExactSum();
  reserved = new ExactSum();
  cost = new ExactSum();
  /** Of each instrument: all contracts, and those held long. */
  contracts: ExactSum[] = [];
  long: ExactSum[] = [];
}

/**
 * The only hand that moves money and contracts. It keeps the sums that the audit compares after every command, and
 * the partial sums of the rolling audit, which recomputes them from the rows.
 *
 * With V the value and c the cost of a position and w the cash of an account, equity is w + V − c. A fill of d
 * contracts at value x changes c − w of either party by ±x, which cancels; so Σw − Σc changes by deposits and
 * withdrawals alone, whatever the mark.
 */
export class Ledger {
  private readonly accounts: Accounts;
  private readonly positions: Positions;
  private readonly instruments: Instruments;
  /** Sums over all rows, satoshis. */
  cash = 0;
  cost = 0;
  deposited = 0;
  withdrawn = 0;
  reserved = 0;
  /** The day (UTC, since 1970) of the moment at hand; told by the engine. */
  day = 0;
  /** Σ contracts of each instrument: zero, always. */
  readonly contracts: number[] = [];
  /** Rows before these were counted in the running recomputation, and must be followed as they change. */
  counted = new Counted();

  constructor(accounts: Accounts, positions: Positions, instruments: Instruments) {
    this.accounts = accounts;
    this.positions = positions;
    this.instruments = instruments;
  }

  addCash(account: number, sats: number): void {
    if (this.accounts.lastDay[account] !== this.day) this.beginDay(account);
    this.accounts.cash[account] = (this.accounts.cash[account] as number) + sats;
    this.cash += sats;
    if (account < this.counted.accounts) this.counted.cash.add(sats);
  }

  deposit(account: number, sats: number): void {
    this.addCash(account, sats);
    this.accounts.deposited[account] = (this.accounts.deposited[account] as number) + sats;
    this.deposited += sats;
    if (account < this.counted.accounts) this.counted.deposited.add(sats);
  }

  /** Takes coins out of an account that are to be sent. */
  reserve(account: number, sats: number): void {
    this.withdraw(account, sats);
    this.addReserved(account, sats);
  }

  /** They did not leave. */
  giveBack(account: number, sats: number): void {
    this.withdraw(account, -sats);
    this.addReserved(account, -sats);
  }

  /** They have left. */
  send(account: number, sats: number): void {
    this.addReserved(account, -sats);
  }

  /** What an account has realised since midnight (UTC), satoshis. */
  realisedToday(account: number): number {
    const { accounts } = this;
    return accounts.lastDay[account] === this.day ? accounts.realised(account) - (accounts.dayRealised[account] as number) : 0;
  }

  private beginDay(account: number): void {
    this.accounts.lastDay[account] = this.day;
    this.accounts.dayRealised[account] = this.accounts.realised(account);
  }

  private withdraw(account: number, sats: number): void {
    this.addCash(account, 0 - sats);
    this.accounts.withdrawn[account] = (this.accounts.withdrawn[account] as number) + sats;
    this.withdrawn += sats;
    if (account < this.counted.accounts) this.counted.withdrawn.add(sats);
  }

  private addReserved(account: number, sats: number): void {
    this.accounts.reserved[account] = (this.accounts.reserved[account] as number) + sats;
    this.reserved += sats;
    if (account < this.counted.accounts) this.counted.reserved.add(sats);
  }

  addCost(position: number, sats: number): void {
    this.positions.cost[position] = (this.positions.cost[position] as number) + sats;
    this.cost += sats;
    if (position < this.counted.positions) this.counted.cost.add(sats);
  }

  addContracts(position: number, contracts: number): void {
    const instrument = this.positions.instrument[position] as number;
    const before = this.positions.quantity[position] as number;
    const after = before + contracts;
    const long = Math.max(0, after) - Math.max(0, before);
    this.positions.quantity[position] = after;
    this.contracts[instrument] = (this.contracts[instrument] ?? 0) + contracts;
    this.instruments.openInterest[instrument] = (this.instruments.openInterest[instrument] as number) + long;
    if (position < this.counted.positions) {
      sumAt(this.counted.contracts, instrument).add(contracts);
      sumAt(this.counted.long, instrument).add(long);
    }
  }

  /** What the books are off by, satoshis: Σw − Σc − (deposits − withdrawals). */
  differenceSats(): number {
    return this.cash - this.cost - (this.deposited - this.withdrawn);
  }
}
