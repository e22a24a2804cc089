import { EXEC, ORDER_CHANGE, STATUS } from "../records.ts";
import type { ExecutionRecord, OrderRecord } from "./read-records.ts";

interface Filled {
  readonly contracts: number;
  readonly ticks: number;
}

const NOTHING: Filled = { contracts: 0, ticks: 0 };

/** What orders have come to, from their fills alone, and when their rows have to say that they changed. */
export class NaiveOrders {
  private readonly filled = new Map<number, Filled>();

  /** An execution, with the order as it was right after. */
  execution(row: ExecutionRecord, nowMs: number): void {
    if (row.type === EXEC.funding || row.type === EXEC.settlement) return;
    const known = this.filled.get(row.order);
    const isFirst = row.type === EXEC.new || (row.type === EXEC.rejected && known === undefined);
    if (isFirst !== (known === undefined)) throw new Error(`order ${row.order} is told with an execution of type ${row.type}`);
    const before = known ?? NOTHING;
    this.filled.set(row.order, before);
    if (row.type === EXEC.trade)
      this.filled.set(row.order, {
        contracts: before.contracts + row.lastQuantity,
        ticks: before.ticks + row.lastQuantity * row.lastTicks,
      });
    this.check(row, row.order, nowMs);
  }

  /** The first row of an order comes before its first execution. */
  row(row: OrderRecord, nowMs: number): void {
    const isKnown = this.filled.has(row.number);
    if ((row.change === ORDER_CHANGE.insert) === isKnown) throw new Error(`a row of order ${row.number} is told as change ${row.change}`);
    this.check(row, row.number, nowMs);
  }

  private check(row: OrderRecord | ExecutionRecord, number: number, nowMs: number): void {
    const { quantity, leaves, filled, filledTicks, status, changedAtMs } = row;
    const { contracts, ticks } = this.filled.get(number) ?? NOTHING;
    const has = [filled, filledTicks].join();
    if (has !== [contracts, ticks].join()) throw new Error(`order ${number} says it has filled ${has}, not ${contracts} at ${ticks}`);
    const isOver = status === STATUS.canceled || status === STATUS.rejected;
    if (leaves !== (isOver ? 0 : quantity - filled)) throw new Error(`order ${number} of ${quantity}, ${filled} filled, leaves ${leaves}`);
    const due = leaves === 0 && quantity !== 0 ? STATUS.filled : filled === 0 ? STATUS.new : STATUS.partiallyFilled;
    if (!isOver && status !== due) throw new Error(`order ${number} of ${quantity}, ${filled} filled, is told with status ${status}`);
    if (changedAtMs !== nowMs) throw new Error(`order ${number} changed at ${nowMs} and says ${changedAtMs}`);
  }
}
