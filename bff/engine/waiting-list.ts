/** An order and the price that it waits for, turned so that it is reached from below. */
interface Entry {
  readonly key: number;
  readonly number: number;
  readonly order: number;
}

/**
 * Orders that wait for one price to come from one side, the nearest first: who asks at every trade looks at the first
 * entry alone. What follows from the rows: it is rebuilt from them after a restart.
 */
export class WaitingList {
  private readonly sign: 1 | -1;
  private readonly entries: Entry[] = [];

  /** @param isRising whether orders go off at their price or above, rather than at it or below */
  constructor(isRising: boolean) {
    this.sign = isRising ? 1 : -1;
  }

  add(points: number, number: number, order: number): void {
    const entry = { key: this.sign * points, number, order };
    this.entries.splice(this.placeOf(entry), 0, entry);
  }

  /** @throws Error when the order does not wait here: rows and list have come apart */
  remove(points: number, number: number): void {
    const at = this.placeOf({ key: this.sign * points, number });
    if (this.entries[at]?.number !== number) throw new Error(`order ${number} does not wait for ${points}`);
    this.entries.splice(at, 1);
  }

  isReached(stopPoints: number, points: number): boolean {
    return this.sign * stopPoints <= this.sign * points;
  }

  /** Takes out the orders whose price has come, nearest first. */
  takeReached(points: number): readonly { readonly number: number; readonly order: number }[] {
    const { entries, sign } = this;
    let count = 0;
    while (count < entries.length && (entries[count] as Entry).key <= sign * points) count += 1;
    return count === 0 ? NOBODY : entries.splice(0, count);
  }

  /** Where an entry stands or would stand. */
  private placeOf(wanted: Pick<Entry, "key" | "number">): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.entries[middle] as Entry;
      if (entry.key < wanted.key || (entry.key === wanted.key && entry.number < wanted.number)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const NOBODY: readonly never[] = [];
