import { NONE, Rows } from "./rows.ts";

/** Accounts of the house, opened before all others. */
export const HOUSE = {
  /** Takes fees and pays rebates. */
  fees: 0,
  /** The insurance fund. */
  insurance: 1,
  /** Holds longs that were taken over, until they are sold. */
  takenLongs: 2,
  /** Holds shorts that were taken over, until they are bought back. */
  takenShorts: 3,
} as const;

export const FIRST_CLIENT = 4;

/** Wire number of an account: handles are dense and start at zero. */
const WIRE_OFFSET = 100_000;
export const accountNumber = (handle: number): number => WIRE_OFFSET + handle;
export const accountHandle = (number: number): number => number - WIRE_OFFSET;

/** Money of every account, satoshis. */
export class Accounts extends Rows {
  /** Deposits less withdrawals plus all that was realised. */
  cash = this.column("cash", Float64Array);
  deposited = this.column("deposited", Float64Array);
  /** What is not the account's any more: sent, or reserved to be sent. */
  withdrawn = this.column("withdrawn", Float64Array);
  /** Part of it that may yet come back. */
  reserved = this.column("reserved", Float64Array);
  /** The day (UTC, since 1970) in which its coins last moved, and what it had realised when that began. */
  lastDay = this.column("lastDay", Int32Array);
  dayRealised = this.column("dayRealised", Float64Array);
  /** What the noons have moved to its coins of what it realised, and the last of them alone. */
  settled = this.column("settled", Float64Array);
  previousRealised = this.column("previousRealised", Float64Array);
  /** The last noon at which anything of it had changed, and what had come in and gone out by then. */
  noonAtMs = this.column("noonAtMs", Float64Array);
  noonDeposited = this.column("noonDeposited", Float64Array);
  noonWithdrawn = this.column("noonWithdrawn", Float64Array);
  /** First of its positions; they are linked by `nextOfAccount`. */
  firstPosition = this.column("firstPosition", Int32Array);
  openOrders = this.column("openOrders", Int32Array);
  /** 1 for an account of the exchange's own demo traders. */
  simulated = this.column("simulated", Uint8Array);
  openedAtMs = this.column("openedAtMs", Float64Array);
  /** When it last took a test coin; 0 for never. */
  faucetAtMs = this.column("faucetAtMs", Float64Array);
  /** When its open orders are cancelled, unless it asks again before; 0 for never. */
  cancelAtMs = this.column("cancelAtMs", Float64Array);

  constructor(capacity = 64) {
    super(capacity);
  }

  /** A fresh row is all zeros. */
  open(simulated: number, nowMs: number): number {
    const account = this.append();
    this.firstPosition[account] = NONE;
    this.simulated[account] = simulated;
    this.openedAtMs[account] = nowMs;
    return account;
  }

  /** Profits less losses, fees and funding of all its life, satoshis. */
  realised(account: number): number {
    return (this.cash[account] as number) - (this.deposited[account] as number) + (this.withdrawn[account] as number);
  }

  /** Its coins: deposits less withdrawals and what noons have moved to them, satoshis. What was realised since is beside them. */
  amount(account: number): number {
    return (this.deposited[account] as number) - (this.withdrawn[account] as number) + (this.settled[account] as number);
  }

  /** Handles of all accounts but the house's. */
  *clients(): Generator<number, void> {
    for (const account of this.handles()) if (this.isClient(account)) yield account;
  }

  isClient(account: number): boolean {
    return Number.isInteger(account) && account >= FIRST_CLIENT && account < this.count;
  }
}
