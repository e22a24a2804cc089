import { availableParallelism } from "node:os";
import { BusyError, IdentityStoreError } from "./errors.ts";

/**
 * A hash takes 64 MiB and a whole core for a sixth of a second. Half of the cores stay with those who trade, and two of
 * the pool's four threads with DNS and files.
 */
export const HASHES_AT_ONCE: number = Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2)));
/** The last in the queue waits about three seconds. */
export const WAITING_PER_PLACE = 16;

interface Waiting {
  readonly start: () => void;
  readonly refuse: (reason: Error) => void;
}

/** Lets a few jobs run at once and a bounded number wait; beyond that it refuses at once. */
export class HashGate {
  private running = 0;
  private readonly waiting: Waiting[] = [];
  private closed = false;
  private readonly atOnce: number;

  constructor(atOnce: number = HASHES_AT_ONCE) {
    this.atOnce = atOnce;
  }

  /** @throws BusyError when the queue is full */
  async run<T>(job: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await job();
    } finally {
      this.leave();
    }
  }

  /** Refuses those who wait; those who run finish. */
  close(): void {
    this.closed = true;
    for (const { refuse } of this.waiting.splice(0)) refuse(gateClosed());
  }

  private async enter(): Promise<void> {
    if (this.closed) throw gateClosed();
    if (this.running < this.atOnce) {
      this.running++;
      return;
    }
    if (this.waiting.length >= WAITING_PER_PLACE * this.atOnce) throw new BusyError("Too many people are signing in at this moment.");
    await new Promise<void>((start, refuse) => this.waiting.push({ start, refuse }));
  }

  /** The place goes straight to the next in line, so nobody who comes in between can take it. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running--;
    else next.start();
  }
}

const gateClosed = () => new IdentityStoreError("The identity store is closed.");
