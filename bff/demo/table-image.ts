/** A row of a table as it came over the wire. */
export type WireRow = Readonly<Record<string, unknown>>;

/** A frame of a table's stream. */
export interface TableFrame {
  readonly table: string;
  readonly action: string;
  readonly keys?: readonly string[];
  readonly data: readonly WireRow[];
}

/**
 * A table as its frames build it: an image, then changes of rows by key. Of a table without keys, where every change is
 * a row of its own, the newest row stays.
 */
export class TableImage {
  private keys: readonly string[] | null = null;
  private readonly byKey = new Map<string, WireRow>();
  private readonly isOver: (row: WireRow) => boolean;

  /** @param isOver whether a row has come to its end and need not be kept, as an order that is filled */
  constructor(isOver: (row: WireRow) => boolean = () => false) {
    this.isOver = isOver;
  }

  /** Whether the image has come. */
  get isLive(): boolean {
    return this.keys !== null;
  }

  get rows(): readonly WireRow[] {
    return [...this.byKey.values()];
  }

  /** Only row of a table that has one; newest row of one without keys. */
  get row(): WireRow | undefined {
    return this.byKey.values().next().value;
  }

  /** A connection ended: what it told holds no longer. */
  forget(): void {
    this.keys = null;
    this.byKey.clear();
  }

  apply(frame: TableFrame): void {
    if (frame.action === "partial") {
      this.keys = frame.keys ?? [];
      this.byKey.clear();
    }
    const { keys } = this;
    // A change before its image belongs to nothing.
    if (keys === null) return;
    for (const change of frame.data) {
      const key = keys.map((name) => change[name]).join(" ");
      if (frame.action === "delete") {
        this.byKey.delete(key);
        continue;
      }
      const row = frame.action === "update" ? { ...this.byKey.get(key), ...change } : change;
      if (this.isOver(row)) this.byKey.delete(key);
      else this.byKey.set(key, row);
    }
  }
}
