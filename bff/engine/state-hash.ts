import type { Column } from "./rows.ts";
import type { State } from "./state.ts";

/**
 * Two lanes of 32 bits, mixed word by word. It tells states apart; it is no defence against somebody who wants two
 * states to look alike.
 */
export class Hasher {
  private a = 0x9e3779b9 | 0;
  private b = 0x85ebca6b | 0;
  private readonly scratch = new Float64Array(1);
  private readonly scratchWords = new Int32Array(this.scratch.buffer);

  word(value: number): void {
    this.a = Math.imul(this.a ^ value, 0x01000193);
    this.a ^= this.a >>> 15;
    this.b = Math.imul((this.b << 13) | (this.b >>> 19), 5) + (value ^ 0x5bd1e995);
    this.b ^= Math.imul(this.a, 0x27d4eb2f);
  }

  number(value: number): void {
    this.scratch[0] = value;
    this.word(this.scratchWords[0] as number);
    this.word(this.scratchWords[1] as number);
  }

  text(value: string): void {
    this.word(value.length);
    for (const unit of value.split("")) this.word(unit.charCodeAt(0));
  }

  column(column: Column): void {
    this.word(column.length);
    if (column.byteLength % 4 === 0 && column.byteOffset % 4 === 0) {
      const words = new Int32Array(column.buffer, column.byteOffset, column.byteLength / 4);
      for (const word of words) this.word(word);
    } else {
      for (const element of column) this.word(element);
    }
  }

  /** 16 hexadecimal digits. */
  digest(): string {
    const lane = (value: number) => (value >>> 0).toString(16).padStart(8, "0");
    return lane(this.a) + lane(this.b);
  }
}

/** Hash of everything that the state is: every column, every free list, every queue, every counter and string. */
export function stateHash(state: State): string {
  const hasher = new Hasher();
  for (const value of Object.values(state.scalars) as number[]) hasher.number(value);
  const { cash, cost, deposited, withdrawn, contracts } = state.ledger;
  for (const sum of [cash, cost, deposited, withdrawn, ...contracts]) hasher.number(sum ?? 0);
  for (const { rows } of state.tables()) {
    hasher.word(rows.count);
    hasher.word(rows.free);
    for (const { used } of rows.columns()) hasher.column(used);
  }
  const texts = state.texts.save();
  for (const text of texts.strings) hasher.text(text);
  for (const number of [...texts.references, ...texts.freed]) hasher.word(number);
  return hasher.digest();
}
