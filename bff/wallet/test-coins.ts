import { createHash } from "node:crypto";
import type { Batch, CoinNetwork, SentBatch } from "./coin-network.ts";
import { isTestAddress, makeTestAddress } from "./test-address.ts";

/** The default network: a ledger of test coins, where a batch has arrived as soon as it is sent. */
export class TestCoins implements CoinNetwork {
  readonly name = "btc";
  private readonly random: (bytes: number) => Buffer;

  constructor(random: (bytes: number) => Buffer) {
    this.random = random;
  }

  isAddress(text: string): boolean {
    return isTestAddress(text);
  }

  makeAddress(): string {
    return makeTestAddress(this.random(32));
  }

  /** A batch sent again has the same transaction. */
  async send(batch: Batch): Promise<SentBatch> {
    return { id: batch.id, tx: createHash("sha256").update(JSON.stringify(batch)).digest("hex") };
  }

  async collect(): Promise<readonly SentBatch[]> {
    return [];
  }
}
