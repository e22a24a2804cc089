import { join } from "node:path";
import { type Disk, makeFolder } from "./disk.ts";
import { Journal } from "./journal.ts";
import { FIRST_CHAIN, HEADER_BYTES, RECORD_HEAD_SLOTS, SLOT_BYTES } from "./journal-format.ts";

/** What stands before each command: its own slots, its sequence and its moment. */
const HEAD_SLOTS = 3;

/** Commands one behind the other. */
class Run {
  slots = new Float64Array(1 << 12);
  used = 0;
  count = 0;

  add(sequence: number, timeMs: number, command: Float64Array): void {
    const end = this.used + HEAD_SLOTS + command.length;
    if (end > this.slots.length) {
      const grown = new Float64Array(Math.max(end, 2 * this.slots.length));
      grown.set(this.slots);
      this.slots = grown;
    }
    this.slots[this.used] = command.length;
    this.slots[this.used + 1] = sequence;
    this.slots[this.used + 2] = timeMs;
    this.slots.set(command, this.used + HEAD_SLOTS);
    this.used = end;
    this.count += 1;
  }

  *read() {
    for (let at = 0; at < this.used; ) {
      const from = at + HEAD_SLOTS;
      const to = from + (this.slots[at] as number);
      yield { sequence: this.slots[at + 1] as number, timeMs: this.slots[at + 2] as number, command: this.slots.subarray(from, to) };
      at = to;
    }
  }
}

/**
 * The last commands that were taken, also those of a batch that the journal will never hold because one of them broke
 * the books: what is being looked for may be among them.
 */
export class RecentCommands {
  private readonly kept: number;
  private before = new Run();
  private taken = new Run();

  /** @param kept how many are kept aside; up to twice as many are in memory */
  constructor(kept: number) {
    this.kept = kept;
  }

  add(sequence: number, timeMs: number, command: Float64Array): void {
    if (this.taken.count === this.kept) {
      const spare = this.before;
      spare.used = 0;
      spare.count = 0;
      this.before = this.taken;
      this.taken = spare;
    }
    this.taken.add(sequence, timeMs, command);
  }

  /**
   * Writes them to a folder below one, as a journal of their own that reads like any other.
   *
   * @returns how many there are, and the folder's name
   * @throws what the disk throws
   */
  keepAside(disk: Disk, below: string, engineVersion: string): { readonly count: number; readonly name: string } {
    const last = [...this.before.read(), ...this.taken.read()].slice(-this.kept);
    const name = `commands-${last[0]?.sequence ?? 0}-${last.at(-1)?.sequence ?? 0}`;
    const slots = last.reduce((sum, { command }) => sum + RECORD_HEAD_SLOTS + command.length, 0);
    const options = { disk, folder: join(below, name), engineVersion, segmentBytes: HEADER_BYTES + slots * SLOT_BYTES };
    makeFolder(disk, below);
    const journal = new Journal(options, { chain: FIRST_CHAIN, open: null });
    for (const { sequence, timeMs, command } of last) journal.append(sequence, timeMs, command);
    journal.commit();
    journal.close();
    return { count: last.length, name };
  }
}
