import type { EquityPoint, ExtraRun, Item, SavedAddress, Withdrawal, WithdrawHold, WithdrawRules } from "./wallet-rows.ts";
import type { WalletStoreClient } from "./wallet-store-client.ts";

/** A batch that was handed to the network and has not left yet. */
export interface OpenBatch {
  readonly id: string;
  readonly madeAtMs: number;
  readonly requests: readonly number[];
}

/**
 * Everything that the wallet keeps, answered from memory and written behind it: who changes something waits until it is
 * on the disk.
 */
export class Things {
  readonly withdrawals = new Map<number, Withdrawal>();
  readonly addresses = new Map<number, SavedAddress>();
  readonly rules = new Map<number, WithdrawRules>();
  readonly holds = new Map<string, WithdrawHold>();
  readonly runs = new Map<number, ExtraRun>();
  readonly batches = new Map<string, OpenBatch>();
  /** Deposit address of an account, and the account behind one. */
  readonly depositAddresses = new Map<number, string>();
  readonly accountsByAddress = new Map<string, number>();
  readonly equity = new Map<number, EquityPoint[]>();
  /** The last daily run that was made. */
  ranToMs = 0;
  private lastId = 0;
  private readonly store: WalletStoreClient;

  private constructor(store: WalletStoreClient) {
    this.store = store;
  }

  static async load(store: WalletStoreClient): Promise<Things> {
    const things = new Things(store);
    for (const item of await store.load()) things.read(item);
    return things;
  }

  /** A number that nothing else of the wallet has had. */
  takeId(): number {
    return ++this.lastId;
  }

  putWithdrawal(withdrawal: Withdrawal): Promise<void> {
    this.withdrawals.set(withdrawal.request, withdrawal);
    return this.write("withdrawal", withdrawal.request, withdrawal);
  }

  putAddress(address: SavedAddress): Promise<void> {
    this.addresses.set(address.id, address);
    return this.write("address", address.id, address);
  }

  dropAddress(id: number): Promise<void> {
    this.addresses.delete(id);
    return this.store.write([{ kind: "address", id: String(id), json: null }]);
  }

  putRules(rules: WithdrawRules): Promise<void> {
    this.rules.set(rules.account, rules);
    return this.write("rules", rules.account, rules);
  }

  /** A hold for the same reason is replaced. */
  putHold(hold: WithdrawHold): Promise<void> {
    const id = `${hold.account} ${hold.reason}`;
    this.holds.set(id, hold);
    return this.write("hold", id, hold);
  }

  dropHold(id: string): Promise<void> {
    this.holds.delete(id);
    return this.store.write([{ kind: "hold", id, json: null }]);
  }

  putRun(run: ExtraRun): Promise<void> {
    this.runs.set(run.atMs, run);
    return this.write("run", run.atMs, run);
  }

  dropRun(atMs: number): Promise<void> {
    this.runs.delete(atMs);
    return this.store.write([{ kind: "run", id: String(atMs), json: null }]);
  }

  /** A batch and the withdrawals that go with it, in one step: none of them is in between for anybody, or after a crash. */
  putBatch(batch: OpenBatch, withdrawals: readonly Withdrawal[]): Promise<void> {
    this.batches.set(batch.id, batch);
    for (const withdrawal of withdrawals) this.withdrawals.set(withdrawal.request, withdrawal);
    return this.store.write([
      { kind: "batch", id: batch.id, json: JSON.stringify(batch) },
      ...withdrawals.map((one) => ({ kind: "withdrawal" as const, id: String(one.request), json: JSON.stringify(one) })),
    ]);
  }

  dropBatch(id: string): Promise<void> {
    this.batches.delete(id);
    return this.store.write([{ kind: "batch", id, json: null }]);
  }

  putDepositAddress(account: number, address: string): Promise<void> {
    this.noteDepositAddress(account, address);
    return this.write("deposit", account, address);
  }

  putEquity(points: readonly EquityPoint[]): Promise<void> {
    for (const point of points) this.noteEquity(point);
    return this.store.write(points.map((point) => ({ kind: "equity", id: `${point.account} ${point.atMs}`, json: JSON.stringify(point) })));
  }

  putRanTo(ranToMs: number): Promise<void> {
    this.ranToMs = ranToMs;
    return this.write("meta", "ranToMs", ranToMs);
  }

  close(): Promise<void> {
    return this.store.close();
  }

  private write(kind: Item["kind"], id: string | number, thing: unknown): Promise<void> {
    return this.store.write([{ kind, id: String(id), json: JSON.stringify(thing) }]);
  }

  private noteDepositAddress(account: number, address: string): void {
    this.depositAddresses.set(account, address);
    this.accountsByAddress.set(address, account);
  }

  private noteEquity(point: EquityPoint): void {
    const known = this.equity.get(point.account);
    if (known === undefined) this.equity.set(point.account, [point]);
    else known.push(point);
  }

  private read({ kind, id, json }: Item): void {
    const thing = JSON.parse(json ?? "null");
    switch (kind) {
      case "withdrawal":
        this.withdrawals.set(Number(id), thing);
        this.lastId = Math.max(this.lastId, Number(id));
        break;
      case "address":
        this.addresses.set(Number(id), thing);
        this.lastId = Math.max(this.lastId, Number(id));
        break;
      case "rules":
        this.rules.set(Number(id), thing);
        break;
      case "hold":
        this.holds.set(id, thing);
        break;
      case "run":
        this.runs.set(Number(id), thing);
        break;
      case "batch":
        this.batches.set(id, thing);
        break;
      case "deposit":
        this.noteDepositAddress(Number(id), thing);
        break;
      case "equity":
        this.noteEquity(thing);
        break;
      default:
        this.ranToMs = thing;
    }
  }
}
