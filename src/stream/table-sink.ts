import type { StreamRow } from "./messages.ts";

/**
 * Where the rows of a table go. The store in front of it lets a delta through only after an image, so a sink has to
 * know nothing of connections; a row that fits nothing is counted in what `update` and `remove` answer, and means
 * that the image no longer is the exchange's.
 */
export interface TableSink {
  /**
   * Replaces what is held.
   *
   * @param symbol the contract that the image was narrowed to; undefined for the whole table
   * @param keys columns that name a row
   */
  image(rows: readonly StreamRow[], symbol: string | undefined, keys: readonly string[]): void;
  insert(rows: readonly StreamRow[]): void;
  /** @returns rows that are not held */
  update(rows: readonly StreamRow[]): number;
  /** @returns rows that are not held */
  remove(rows: readonly StreamRow[]): number;
}
