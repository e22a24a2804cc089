/**
 * Packed records: 8-byte slots, each a number or four UTF-16 code units. Commands come in and row changes go out
 * as such records, so that a batch crosses threads as one buffer and no object is made per row.
 *
 * The first slot of a record holds its kind and its length in slots.
 */

/** A string of n code units takes one slot for n and as many slots as hold the units. */
const UNITS_PER_SLOT = 4;

const slotsFor = (units: number): number => (units + UNITS_PER_SLOT - 1) >> 2;

export const stringSlots = (length: number): number => 1 + slotsFor(length);

export class SlotWriter {
  private numbers: Float64Array<ArrayBuffer>;
  private words: Uint32Array<ArrayBuffer>;
  private units: Uint16Array<ArrayBuffer>;
  /** Slots written. */
  length = 0;
  private recordStart = 0;

  constructor(capacity = 4_096) {
    this.numbers = new Float64Array(capacity);
    this.words = new Uint32Array(this.numbers.buffer);
    this.units = new Uint16Array(this.numbers.buffer);
  }

  /** Opens a record; its length is filled in by {@link end}. */
  begin(kind: number): void {
    this.recordStart = this.room(1);
    this.words[2 * this.recordStart] = kind;
  }

  end(): void {
    this.words[2 * this.recordStart + 1] = this.length - this.recordStart;
  }

  /** A whole record of so many numbers, which the caller writes itself into {@link slots}. @returns the first one's place */
  record(kind: number, count: number): number {
    const at = this.room(1 + count);
    this.words[2 * at] = kind;
    this.words[2 * at + 1] = 1 + count;
    return at + 1;
  }

  /** Has a whole record written as the last field of the one at hand. */
  nest(write: () => void): void {
    const outer = this.recordStart;
    write();
    this.recordStart = outer;
  }

  number(value: number): void {
    if (this.length === this.numbers.length) this.reserve(1);
    this.numbers[this.length++] = value;
  }

  /** Room for so many numbers of the record at hand, which the caller writes itself into {@link slots}. @returns the first one's place */
  room(count: number): number {
    this.reserve(count);
    const at = this.length;
    this.length += count;
    return at;
  }

  /** Where numbers are written; another array after any call that makes room. */
  get slots(): Float64Array {
    return this.numbers;
  }

  text(value: string): void {
    const { length } = value;
    if (length === 0) {
      this.number(0);
      return;
    }
    const from = this.openText(length);
    const { units } = this;
    for (let i = 0; i < length; i++) units[from + i] = value.charCodeAt(i);
  }

  /** A string that lies as code units in a column. */
  textOf(column: Uint16Array, at: number, length: number): void {
    if (length === 0) {
      this.number(0);
      return;
    }
    const from = this.openText(length);
    const { units } = this;
    for (let i = 0; i < length; i++) units[from + i] = column[at + i] as number;
  }

  /** Makes room for a string, the rest of its last slot cleared. @returns where its units begin */
  private openText(length: number): number {
    const at = this.room(stringSlots(length));
    this.numbers[at] = length;
    this.numbers[this.length - 1] = 0;
    return (at + 1) * UNITS_PER_SLOT;
  }

  /** The records written so far, in a buffer of their own; the writer is empty afterwards. */
  take(): Float64Array<ArrayBuffer> {
    const taken = this.numbers.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  /** The records written so far, without copying; valid until the next write. */
  view(): Float64Array<ArrayBuffer> {
    return this.numbers.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  private reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.numbers.length) return;
    const grown = new Float64Array(Math.max(needed, this.numbers.length * 2));
    grown.set(this.numbers.subarray(0, this.length));
    this.numbers = grown;
    this.words = new Uint32Array(grown.buffer);
    this.units = new Uint16Array(grown.buffer);
  }
}

/** An array for each length of a short string. */
const scratch = Array.from({ length: 64 }, (_, length) => new Array<number>(length).fill(0));

/** Reads records from slots; fields are addressed by their place after the first slot, strings in sequence. */
export class SlotReader {
  private readonly numbers: Float64Array;
  private readonly words: Uint32Array;
  private readonly units: Uint16Array;
  /** First slot of the record being read. */
  at = 0;

  constructor(slots: Float64Array) {
    this.numbers = slots;
    this.words = new Uint32Array(slots.buffer, slots.byteOffset, slots.length * 2);
    this.units = new Uint16Array(slots.buffer, slots.byteOffset, slots.length * UNITS_PER_SLOT);
  }

  get done(): boolean {
    return this.at >= this.numbers.length;
  }

  get kind(): number {
    return this.words[2 * this.at] as number;
  }

  /** Slots of the record, its first one included. */
  get slots(): number {
    return this.words[2 * this.at + 1] as number;
  }

  /** Field n of the record, counted from 1. */
  number(field: number): number {
    return this.numbers[this.at + field] as number;
  }

  /** The string whose length stands at field n. */
  text(field: number): string {
    const length = this.number(field);
    const from = (this.at + field + 1) * UNITS_PER_SLOT;
    if (length === 0) return "";
    if (length >= scratch.length) return String.fromCharCode.apply(null, this.units.subarray(from, from + length) as unknown as number[]);
    // Ids and remarks are short: an array that lies ready costs less than a view of its own.
    const units = scratch[length] as number[];
    for (let i = 0; i < length; i++) units[i] = this.units[from + i] as number;
    return String.fromCharCode.apply(null, units);
  }

  /** The field that follows the string at field n. */
  after(field: number): number {
    return field + stringSlots(this.number(field));
  }

  next(): void {
    this.at += this.slots;
  }
}
