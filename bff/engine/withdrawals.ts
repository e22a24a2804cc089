import { ExactSum } from "./exact-sum.ts";
import { Rows } from "./rows.ts";

/** How a withdrawal stands: its coins are taken out of the account, gone for good, or back. */
export const WITHDRAWAL = { reserved: 0, sent: 1, canceled: 2 } as const;

/** All withdrawals that were ever reserved, in that order: who repeats a request finds its first answer. */
export class Withdrawals extends Rows {
  /** The asker's own number. */
  request = this.column("request", Float64Array);
  account = this.column("account", Int32Array);
  sats = this.column("sats", Float64Array);
  feeSats = this.column("feeSats", Float64Array);
  /** One of {@link WITHDRAWAL}. */
  state = this.column("state", Uint8Array);
  transaction = this.column("transaction", Float64Array);
  madeAtMs = this.column("madeAtMs", Float64Array);
  /** Row of a request; derived. */
  private readonly byRequest = new Map<number, number>();

  constructor(capacity = 16) {
    super(capacity);
  }

  /** A fresh row is all zeros: the withdrawal is reserved. */
  add(request: number, account: number, sats: number, feeSats: number, transaction: number, nowMs: number): number {
    const withdrawal = this.append();
    this.request[withdrawal] = request;
    this.account[withdrawal] = account;
    this.sats[withdrawal] = sats;
    this.feeSats[withdrawal] = feeSats;
    this.transaction[withdrawal] = transaction;
    this.madeAtMs[withdrawal] = nowMs;
    this.byRequest.set(request, withdrawal);
    return withdrawal;
  }

  find(request: number): number | undefined {
    return this.byRequest.get(request);
  }

  /** What a withdrawal takes out of its account, satoshis. */
  totalSats(withdrawal: number): number {
    return (this.sats[withdrawal] as number) + (this.feeSats[withdrawal] as number);
  }

  /** Satoshis of all that are reserved and not sent, added up from the rows. */
  openSum(): ExactSum {
    const sum = new ExactSum();
    for (const row of this.handles()) if (this.state[row] === WITHDRAWAL.reserved) sum.add(this.totalSats(row));
    return sum;
  }

  reindex(): void {
    for (const row of this.handles()) this.byRequest.set(this.request[row] as number, row);
  }
}
