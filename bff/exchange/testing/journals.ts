import { Journal, type JournalEnd } from "../journal.ts";
import { FIRST_CHAIN, HEADER_BYTES, readRecord } from "../journal-format.ts";
import { recover } from "../recovery.ts";
import { START_MS } from "./drill.ts";
import type { MemoryDisk } from "./memory-disk.ts";

/** Journals written and read without an engine: records that hold their own number. */

export const FOLDER = "/data/journal";
const VERSION = "1";

/** Where a record lies: bytes of a segment. */
interface Place {
  readonly segment: string;
  readonly from: number;
  readonly to: number;
  readonly sequence: number;
}

const commandOf = (sequence: number, slots: number) => new Float64Array(slots).fill(sequence);

const START: JournalEnd = { chain: FIRST_CHAIN, open: null };

/** @param batches slots of each batch's commands */
export function writeJournal(
  disk: MemoryDisk,
  batches: readonly (readonly number[])[],
  segmentBytes: number,
  firstSequence = 1,
  end = START,
): void {
  const journal = new Journal({ disk: disk.disk, folder: FOLDER, engineVersion: VERSION, segmentBytes }, end);
  let sequence = firstSequence;
  for (const batch of batches) {
    for (const slots of batch) {
      journal.append(sequence, START_MS + sequence, commandOf(sequence, slots));
      sequence += 1;
    }
    journal.commit();
  }
  journal.close();
}

/** Where the records lie, found without the program's own way through the segments. */
export function placesOf(disk: MemoryDisk): readonly Place[] {
  return segmentsOf(disk).flatMap((segment) => {
    const bytes = disk.read(`${FOLDER}/${segment}`);
    const places = [];
    for (let from = HEADER_BYTES; ; ) {
      const record = readRecord(bytes, from);
      if (record === null) return places;
      places.push({ segment, from, to: from + record.size, sequence: record.sequence });
      from += record.size;
    }
  });
}

/** Sequences that a recovery applies, and where the journal then goes on. */
export function recoverSequences(
  disk: MemoryDisk,
  options: { readonly afterSequence?: number; readonly durableSequence?: number; readonly engineVersion?: string } = {},
): { readonly sequences: readonly number[]; readonly end: JournalEnd } {
  const { afterSequence = 0, engineVersion = VERSION } = options;
  const sequences: number[] = [];
  const end = recover({
    disk: disk.disk,
    folder: FOLDER,
    engineVersion,
    afterSequence,
    durableSequence: options.durableSequence ?? afterSequence,
    apply: ({ sequence, timeMs, command }) => {
      if (timeMs !== START_MS + sequence || command.some((slot) => slot !== sequence))
        throw new Error(`record ${sequence} holds something else`);
      sequences.push(sequence);
    },
  });
  return { sequences, end };
}

export const segmentsOf = (disk: MemoryDisk): string[] =>
  disk
    .list(FOLDER)
    .filter((name) => name.endsWith(".segment"))
    .sort();

/** Files beside the segments that keep what was cut off. */
export const tornFiles = (disk: MemoryDisk): string[] => disk.list(FOLDER).filter((name) => name.includes(".torn"));

/** Changes bytes of a segment, as a failing medium does. */
export function tamper(disk: MemoryDisk, segment: string, change: (bytes: Uint8Array) => void): void {
  const path = `${FOLDER}/${segment}`;
  const bytes = disk.read(path);
  change(bytes);
  disk.put(path, bytes);
}

export const upTo = (last: number, first = 1): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);
