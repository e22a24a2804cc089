import { Rows } from "./rows.ts";

/** A sample a slot: the last publication of the source in each five seconds. */
const SLOT_MS = 5_000;
/** Half an hour, as `.BXBT30M` has it. */
const SLOTS = 360;

/** The last half hour of indices that others are averaged from. */
export class IndexAverages extends Rows {
  /** Handle of the average. */
  instrument = this.column("instrument", Int32Array);
  /** Number of the five seconds since 1970 that each sample is of, and the sample; a ring. */
  slot = this.column("slot", Float64Array, SLOTS);
  points = this.column("points", Float64Array, SLOTS);

  constructor(capacity = 8) {
    super(capacity);
  }

  make(instrument: number): number {
    const average = this.append();
    this.instrument[average] = instrument;
    return average;
  }

  /** Takes a publication of the source in. @returns the average now, rounded half up */
  sample(instrument: number, points: number, nowMs: number): number {
    const first = this.instrument.subarray(0, this.count).indexOf(instrument) * SLOTS;
    const slot = Math.floor(nowMs / SLOT_MS);
    this.slot[first + (slot % SLOTS)] = slot;
    this.points[first + (slot % SLOTS)] = points;
    let [sum, count] = [0, 0];
    for (let i = first; i < first + SLOTS; i++) {
      if ((this.slot[i] as number) <= slot - SLOTS) continue;
      sum += this.points[i] as number;
      count += 1;
    }
    return Math.floor((2 * sum + count) / (2 * count));
  }
}
