import { NONE } from "./rows.ts";

const NOTED = 1;
const WAITING = 2;

/** The same with room for twice as many, or for more where that is not enough. */
function grown<A extends Int32Array | Uint8Array>(array: A, atLeast = 0): A {
  const larger = new (array.constructor as new (length: number) => A)(Math.max(atLeast, 2 * array.length));
  larger.set(array);
  return larger;
}

/**
 * Rows that the command at hand has changed: each is written once when it is over, in the order of the first change;
 * and each is looked at after its last change, in the order in which they came to wait for it.
 */
export class TouchedRows {
  /** The rows noted, the first `count` elements. */
  noted = new Int32Array(64);
  count = 0;
  private waiting = new Int32Array(64);
  private head = 0;
  private tail = 0;
  /** What each row is to us. */
  private marks = new Uint8Array(64);

  add(row: number): void {
    const mark = this.note(row);
    if ((mark & WAITING) !== 0) return;
    this.marks[row] = NOTED | WAITING;
    if (this.tail === this.waiting.length) this.waiting = grown(this.waiting);
    this.waiting[this.tail++] = row;
  }

  /** Notes a row that is to be written and not to be looked at. @returns what it was before */
  note(row: number): number {
    if (row >= this.marks.length) this.marks = grown(this.marks, row + 1);
    const mark = this.marks[row] as number;
    if ((mark & NOTED) !== 0) return mark;
    this.marks[row] = mark | NOTED;
    if (this.count === this.noted.length) this.noted = grown(this.noted);
    this.noted[this.count++] = row;
    return mark;
  }

  /** The row that has waited longest to be looked at; NONE when none waits. */
  take(): number {
    if (this.head === this.tail) return NONE;
    const row = this.waiting[this.head++] as number;
    this.marks[row] = (this.marks[row] as number) & ~WAITING;
    if (this.head === this.tail) this.head = this.tail = 0;
    return row;
  }

  /** Forgets what was noted; who waits goes on waiting. */
  clear(): void {
    for (let i = 0; i < this.count; i++) {
      const row = this.noted[i] as number;
      this.marks[row] = (this.marks[row] as number) & ~NOTED;
    }
    this.count = 0;
  }
}

/** Price levels that the command at hand has changed, each once, with the side that changed it first: a hash table of places in the list. */
export class TouchedLevels {
  instruments = new Int32Array(64);
  sides = new Uint8Array(64);
  ticks = new Int32Array(64);
  count = 0;
  /** Place in the list plus one; 0 is free. Twice as many as levels at least. */
  private table = new Int32Array(256);

  add(instrument: number, side: number, ticks: number): void {
    const at = this.find(instrument, ticks);
    if (this.table[at] !== 0) return;
    if (this.count === this.ticks.length) this.grow();
    this.instruments[this.count] = instrument;
    this.sides[this.count] = side;
    this.ticks[this.count] = ticks;
    this.count += 1;
    if (4 * this.count > this.table.length) this.rebuild();
    else this.table[at] = this.count;
  }

  clear(): void {
    for (let i = this.count - 1; i >= 0; i--) this.table[this.find(this.instruments[i] as number, this.ticks[i] as number)] = 0;
    this.count = 0;
  }

  private find(instrument: number, ticks: number): number {
    const mask = this.table.length - 1;
    let at = (Math.imul(ticks, 0x9e3779b1) ^ Math.imul(instrument, 0x85ebca6b)) & mask;
    for (let place = this.table[at] as number; place !== 0; place = this.table[at] as number) {
      if (this.ticks[place - 1] === ticks && this.instruments[place - 1] === instrument) break;
      at = (at + 1) & mask;
    }
    return at;
  }

  private grow(): void {
    this.instruments = grown(this.instruments);
    this.sides = grown(this.sides);
    this.ticks = grown(this.ticks);
  }

  private rebuild(): void {
    this.table = new Int32Array(2 * this.table.length);
    for (const [i, ticks] of this.ticks.subarray(0, this.count).entries())
      this.table[this.find(this.instruments[i] as number, ticks)] = i + 1;
  }
}
