import { invalid } from "../contract/errors.ts";
import type { SentBatch } from "./coin-network.ts";
import { CUT_OFF_MS, lastDailyRun, nextDailyRun } from "./schedule.ts";
import type { Things } from "./things.ts";
import type { WalletOptions } from "./wallet-options.ts";
import type { ExtraRun, Withdrawal } from "./wallet-rows.ts";
import { wordsOf } from "./words.ts";

/** Why withdrawals of an account wait; null while they do not. */
type HoldOf = (withdrawal: Withdrawal) => { readonly sats: number | null } | null;

/** Sends what was confirmed, once a day and at runs that were announced. */
export class Runs {
  private readonly things: Things;
  private readonly options: WalletOptions;
  private readonly holdOf: HoldOf;
  private running: Promise<void> | null = null;

  constructor(things: Things, options: WalletOptions, holdOf: HoldOf) {
    this.things = things;
    this.options = options;
    this.holdOf = holdOf;
  }

  /** The run that comes next, with its notice where it is not the daily one. */
  next(): { readonly atMs: number; readonly cutOffMs: number; readonly notice: string } {
    const nowMs = this.options.now();
    const extra = [...this.things.runs.values()].filter(({ atMs }) => atMs > nowMs).sort((a, b) => a.atMs - b.atMs)[0];
    const daily = nextDailyRun(nowMs);
    const run = extra !== undefined && extra.atMs < daily ? extra : { atMs: daily, notice: "" };
    return { ...run, cutOffMs: run.atMs - CUT_OFF_MS };
  }

  /** Announces a run. @throws ContractError 400 for one that nobody could still confirm for */
  async announce(run: ExtraRun): Promise<void> {
    if (run.atMs < this.options.now() + CUT_OFF_MS) throw invalid("An extra run is announced at least 15 minutes ahead.");
    if (run.notice.trim() === "") throw invalid("An extra run needs a notice.");
    await this.things.putRun(run);
  }

  /** Makes the runs that are due, one after the other, and books what has left meanwhile. */
  tick(nowMs: number): Promise<void> {
    this.running ??= this.catchUp(nowMs).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async catchUp(nowMs: number): Promise<void> {
    await this.resume();
    const due = [...this.things.runs.values()].filter(({ atMs }) => atMs <= nowMs).map(({ atMs }) => atMs);
    for (const atMs of due.sort((a, b) => a - b)) {
      await this.run(atMs);
      await this.things.dropRun(atMs);
    }
    const daily = lastDailyRun(nowMs);
    if (daily > this.things.ranToMs) {
      // Days in which nobody was here have nothing that the last of them would not take along.
      if (this.things.ranToMs !== 0) await this.run(daily);
      await this.things.putRanTo(daily);
    }
    for (const sent of await this.options.network.collect()) await this.book(sent);
  }

  private async run(atMs: number): Promise<void> {
    const due = [...this.things.withdrawals.values()].filter((one) => this.isReady(one, atMs - CUT_OFF_MS));
    if (due.length === 0) return;
    const id = `${new Date(atMs).toISOString().slice(0, 16).replaceAll(/[^\d]/g, "-")}-${due[0]?.request}`;
    // First it is written that they go, all at once: from here on nobody cancels one of them.
    const batch = { id, madeAtMs: atMs, requests: due.map(({ request }) => request) };
    await this.things.putBatch(
      batch,
      due.map((one) => ({ ...one, state: "signing", batch: id })),
    );
    await this.handOver(id);
  }

  private isReady(one: Withdrawal, cutOffMs: number): boolean {
    if (one.state !== "confirmed" || (one.confirmedAtMs ?? Number.POSITIVE_INFINITY) > cutOffMs) return false;
    if (one.sats >= this.options.limits.largeSats && one.approvedBy.length < 2) return false;
    // What a hold on a part leaves was taken care of when the coins were reserved.
    const hold = this.holdOf(one);
    return hold === null || hold.sats !== null;
  }

  /** Batches that a crash left between being made and being booked. */
  private async resume(): Promise<void> {
    for (const id of [...this.things.batches.keys()]) await this.handOver(id);
  }

  private async handOver(id: string): Promise<void> {
    const batch = this.things.batches.get(id);
    if (batch === undefined) return;
    const payments = batch.requests.flatMap((request) => {
      const one = this.things.withdrawals.get(request);
      return one === undefined ? [] : [{ request, address: one.address, sats: one.sats }];
    });
    const sent = await this.options.network.send({ id, madeAtMs: batch.madeAtMs, payments });
    if (sent !== null) await this.book(sent);
  }

  private async book({ id, tx }: SentBatch): Promise<void> {
    const batch = this.things.batches.get(id);
    if (batch === undefined) return;
    const { bank, arrivesAtOnce, people } = this.options;
    for (const request of batch.requests) {
      const one = this.things.withdrawals.get(request);
      if (one === undefined || one.state === "sent") continue;
      await bank.sendWithdrawal(request, arrivesAtOnce ? (this.things.accountsByAddress.get(one.address) ?? null) : null);
      await this.things.putWithdrawal({ ...one, state: "sent", tx });
      await people.tell(one.userId, "withdrawalSent", { ...wordsOf(one), tx });
    }
    await this.things.dropBatch(id);
  }
}
