import { REVIVAL_MS } from "../../engine/filled-orders.ts";

/**
 * Orders that filled so lately that an amendment may bring them back, with the command that filled each: whoever began to follow
 * the account's orders later has not got its row.
 */
export class FilledOrders {
  /** By number, the oldest first. */
  private readonly kept = new Map<number, { readonly sequence: number; readonly atMs: number }>();

  add(number: number, sequence: number, atMs: number): void {
    this.kept.delete(number);
    this.kept.set(number, { sequence, atMs });
    for (const [oldest, { atMs: filledAtMs }] of this.kept) {
      if (atMs - filledAtMs <= REVIVAL_MS) return;
      this.kept.delete(oldest);
    }
  }

  /** The command that filled an order; 0 when that was before the program started. */
  sequenceOf(number: number): number {
    return this.kept.get(number)?.sequence ?? 0;
  }
}
