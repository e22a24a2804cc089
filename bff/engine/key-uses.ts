import { NONE, Rows } from "./rows.ts";

/** What keys with caps have used up of the day (UTC). The rows of a day are forgotten with it. */
export class KeyUses extends Rows {
  /** The key's own number. */
  key = this.column("key", Float64Array);
  day = this.column("day", Int32Array);
  /** Value of the orders that it has placed, satoshis. */
  placedSats = this.column("placedSats", Float64Array);

  constructor(capacity = 16) {
    super(capacity);
  }

  placedOn(day: number, key: number): number {
    const row = this.find(day, key);
    return row === NONE ? 0 : (this.placedSats[row] as number);
  }

  add(day: number, key: number, sats: number): void {
    // Keys that trade are few: their rows are looked through one by one.
    if (this.day[0] !== day) this.count = 0;
    const known = this.find(day, key);
    const row = known === NONE ? this.open(day, key) : known;
    this.placedSats[row] = (this.placedSats[row] as number) + sats;
  }

  private find(day: number, key: number): number {
    return this.findRow((row) => this.key[row] === key && this.day[row] === day);
  }

  private open(day: number, key: number): number {
    const row = this.append();
    this.key[row] = key;
    this.day[row] = day;
    this.placedSats[row] = 0;
    return row;
  }
}
