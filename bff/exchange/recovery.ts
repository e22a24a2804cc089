import { join } from "node:path";
import { type Disk, readAll } from "./disk.ts";
import { type Chain, decodeHeader, FIRST_CHAIN, HEADER_BYTES, type JournalRecord, nextChain, readRecord, recordChecksum, SLOT_BYTES } from "./journal-format.ts";
import type { JournalEnd } from "./journal.ts";

/** The data folder can't be used as it is; the message is the one sentence that its owner needs. */
export class RecoveryRefusal extends Error {}

/** How far beyond a record that does not read whole ones are looked for, to tell a torn tail from damage. */
const SCAN_BYTES = 64 << 10;

export interface Recovery {
  readonly disk: Disk;
  readonly folder: string;
  readonly engineVersion: string;
  /** Records up to this one are in the state already. */
  readonly afterSequence: number;
  /** Chain after that record; null when it isn't known, and the segment's own word is taken. */
  readonly apply: (record: JournalRecord) => void;
}

/** Segments of a journal, oldest first, by the sequence of their first record. */
export function listSegments(disk: Disk, folder: string): { readonly name: string; readonly firstSequence: number }[] {
  if (!disk.existsSync(folder)) return [];
  return (disk.readdirSync(folder) as string[])
    .filter((name) => name.endsWith(".segment"))
    .sort()
    .map((name) => ({ name, firstSequence: Number.parseInt(name, 10) }));
}

/**
 * Reads the journal from `afterSequence` on and applies every record, in order. A torn record at the very end was never
 * acknowledged: it is cut off and kept aside. Anything else that does not fit is damage, and refused by name and place.
 */
export function recover(recovery: Recovery): JournalEnd & { readonly lastSequence: number; readonly lastTimeMs: number } {
  const { disk, folder, afterSequence } = recovery;
  const segments = listSegments(disk, folder);
  const start = Math.max(0, segments.findLastIndex((segment) => segment.firstSequence <= afterSequence + 1));
  let lastSequence = afterSequence;
  let lastTimeMs = 0;
  let chain: Chain | null = null;
  let open: JournalEnd["open"] = null;
  for (let i = start; i < segments.length; i++) {
    const { name, firstSequence } = segments[i] as { name: string; firstSequence: number };
    const bytes = readAll(disk, join(folder, name));
    const isLast = i === segments.length - 1;
    const header = decodeHeader(bytes);
    if (header === null || header.firstSequence !== firstSequence) throw new RecoveryRefusal(`The journal segment ${name} has no readable header.`);
    if (firstSequence > lastSequence + 1) {
      throw new RecoveryRefusal(`The journal lacks records ${lastSequence + 1} to ${firstSequence - 1}, before segment ${name}.`);
    }
    if (chain !== null && (chain.a !== header.chain.a || chain.b !== header.chain.b)) {
      throw new RecoveryRefusal(`The journal segment ${name} does not continue the one before it.`);
    }
    chain = header.chain;
    let offset = HEADER_BYTES;
    for (let expected = firstSequence; ; expected++) {
      const record: JournalRecord | null = readRecord(bytes, offset);
      if (record === null || !continues(bytes, offset, record, chain, expected)) {
        endOrRefuse(recovery, name, bytes, offset, isLast);
        break;
      }
      chain = record.chain;
      if (record.sequence > afterSequence) {
        if (header.engineVersion !== recovery.engineVersion) {
          throw new RecoveryRefusal(
            `The journal segment ${name} was written by engine version ${header.engineVersion} and holds commands after the last snapshot; ` +
              `engine version ${recovery.engineVersion} does not replay it. Start that version once and stop it cleanly.`,
          );
        }
        recovery.apply(record);
      }
      lastSequence = Math.max(lastSequence, record.sequence);
      lastTimeMs = record.timeMs;
      offset += record.size;
    }
    open = header.engineVersion === recovery.engineVersion ? { name, offset } : null;
  }
  return { chain: chain ?? FIRST_CHAIN, open, lastSequence, lastTimeMs };
}

function continues(bytes: Uint8Array, offset: number, record: JournalRecord, chain: Chain, expected: number): boolean {
  const checksum = recordChecksum(bytes.subarray(offset, offset + record.size));
  const due = nextChain(chain, checksum, record.size / SLOT_BYTES);
  return record.sequence === expected && record.chain.a === due.a && record.chain.b === due.b;
}

/** No record reads here: the end of the segment, a torn tail, or damage. */
function endOrRefuse(recovery: Recovery, name: string, bytes: Uint8Array, offset: number, isLast: boolean): void {
  const { disk, folder } = recovery;
  const isBlank = bytes.subarray(offset, offset + SLOT_BYTES).every((byte) => byte === 0);
  for (let at = offset + SLOT_BYTES; at < Math.min(bytes.length, offset + SCAN_BYTES); at += SLOT_BYTES) {
    if (readRecord(bytes, at) !== null) {
      throw new RecoveryRefusal(`The journal segment ${name} is damaged at byte ${offset}: whole records lie behind it. Restore it from a copy.`);
    }
  }
  const rest = bytes.subarray(offset);
  const used = rest.findLastIndex((byte) => byte !== 0) + 1;
  if (used === 0) return;
  if (!isLast) throw new RecoveryRefusal(`The journal segment ${name} is damaged at byte ${offset}. Restore it from a copy.`);
  if (isBlank && used > SCAN_BYTES) {
    throw new RecoveryRefusal(`The journal segment ${name} is damaged at byte ${offset}: data lies behind a gap. Restore it from a copy.`);
  }
  cutTail(disk, folder, name, offset, rest.subarray(0, used));
}

/** Keeps a torn tail aside and clears it, so that new records do not lie before old bytes. */
function cutTail(disk: Disk, folder: string, name: string, offset: number, tail: Uint8Array): void {
  const aside = disk.openSync(join(folder, `${name}.${offset}.torn`), "w");
  disk.writeSync(aside, tail, 0, tail.length, 0);
  disk.fsyncSync(aside);
  disk.closeSync(aside);
  const file = disk.openSync(join(folder, name), "r+");
  disk.writeSync(file, new Uint8Array(tail.length), 0, tail.length, offset);
  disk.fsyncSync(file);
  disk.closeSync(file);
}
