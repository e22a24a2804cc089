/** One payment of a batch. */
export interface Payment {
  /** The house's number of the withdrawal. */
  readonly request: number;
  readonly address: string;
  readonly sats: number;
}

/** Payments that leave together. */
export interface Batch {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly madeAtMs: number;
  readonly payments: readonly Payment[];
}

/** A batch that has left. */
export interface SentBatch {
  readonly id: string;
  /** The transaction's id on the network. */
  readonly tx: string;
}

/**
 * What the wallet knows of where coins travel. There are two: the ledger of test coins, which sends at once, and the
 * boundary to signers who sit elsewhere, which hands out a file and waits for another.
 */
export interface CoinNetwork {
  /** As `GET /wallet/networks` names it. */
  readonly name: string;
  isAddress(text: string): boolean;
  /** A new address for deposits. */
  makeAddress(): string;
  /**
   * Hands a batch over. One that was handed over before is not sent twice.
   *
   * @returns null while it is signed elsewhere
   */
  send(batch: Batch): Promise<SentBatch | null>;
  /** Batches that have left since they were handed over. */
  collect(): Promise<readonly SentBatch[]>;
}
