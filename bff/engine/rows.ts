/** No row: the end of a list, an absent reference. */
export const NONE = -1;

export type Column =
  | Float64Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

/** How many elements of a column belong to one row; several for fixed-width strings and bit sets. */
type Width = number;

/**
 * Rows kept as one typed array a column. Columns are declared once, in a subclass, by {@link Rows.column};
 * growth, hashing and snapshots then know them all, so that none can be forgotten.
 */
export abstract class Rows {
  /** Rows in use or freed: handles run from 0 to count - 1. */
  count = 0;
  /** Head of the list of freed rows; the link is kept by the subclass. */
  free = NONE;
  protected capacity: number;
  private readonly declared: { readonly name: string; readonly width: Width }[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  protected column<C extends Column>(name: string, make: new (length: number) => C, width: Width = 1): C {
    this.declared.push({ name, width });
    return new make(this.capacity * width);
  }

  /** A fresh row at the end; columns double when they are full. */
  protected append(): number {
    if (this.count === this.capacity) this.resize(this.capacity * 2);
    return this.count++;
  }

  protected resize(capacity: number): void {
    this.capacity = capacity;
    for (const { name, width } of this.declared) {
      const old = this.at(name);
      const grown = new (old.constructor as new (length: number) => Column)(capacity * width);
      grown.set(old);
      this.put(name, grown);
    }
  }

  /** Handles of all rows, freed ones among them; those that are appended on the way come along. */
  *handles(): Generator<number, void> {
    for (let row = 0; row < this.count; row++) yield row;
  }

  /** The first row of which something holds, NONE for none. */
  protected findRow(holds: (row: number) => boolean): number {
    for (const row of this.handles()) if (holds(row)) return row;
    return NONE;
  }

  /** The used part of every column, in the order of declaration. */
  columns(): { readonly name: string; readonly used: Column }[] {
    return this.declared.map(({ name, width }) => ({ name, used: this.at(name).subarray(0, this.count * width) as Column }));
  }

  /** Bytes that {@link columns} hold together. */
  byteLength(): number {
    return this.columns().reduce((sum, { used }) => sum + used.byteLength, 0);
  }

  /** Takes over rows that {@link columns} gave out before. */
  restore(count: number, free: number, columns: ReadonlyMap<string, Column>): void {
    let { capacity } = this;
    while (capacity < count) capacity *= 2;
    if (capacity !== this.capacity) this.resize(capacity);
    this.count = count;
    this.free = free;
    for (const { name } of this.declared) {
      const saved = columns.get(name);
      if (saved === undefined) throw new Error(`snapshot lacks column ${name}`);
      this.at(name).set(saved);
    }
  }

  private at(name: string): Column {
    return (this as unknown as Record<string, Column>)[name] as Column;
  }

  private put(name: string, column: Column): void {
    (this as unknown as Record<string, Column>)[name] = column;
  }
}
