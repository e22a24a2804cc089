import { join } from "node:path";
import { type Disk, readAll, syncFolder, writeAll } from "./disk.ts";
import type { JournalEnd } from "./journal.ts";
import {
  type Chain,
  decodeHeader,
  FIRST_CHAIN,
  HEADER_BYTES,
  type JournalRecord,
  nextChain,
  readRecord,
  recordChecksum,
  SLOT_BYTES,
} from "./journal-format.ts";

/** The data folder can't be used as it is; the message is the one sentence that its owner needs. */
export class RecoveryRefusal extends Error {}

export interface Recovery {
  readonly disk: Disk;
  readonly folder: string;
  readonly engineVersion: string;
  /** Records up to this one are in the state already. */
  readonly afterSequence: number;
  /** Records up to this one are known to have been durable: a journal that ends before is damaged, not torn. */
  readonly durableSequence: number;
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
 * Reads the journal from `afterSequence` on and applies every record, in order. A torn batch at the very end was never
 * acknowledged: it is cut off and kept aside. Anything else that does not fit is damage, and refused by name and place.
 */
export function recover(recovery: Recovery): JournalEnd {
  const { disk, folder, afterSequence } = recovery;
  const segments = listSegments(disk, folder);
  const start = Math.max(
    0,
    segments.findLastIndex((segment) => segment.firstSequence <= afterSequence + 1),
  );
  /** Last record that the journal is known to hold. */
  let lastSequence = 0;
  let chain: Chain | null = null;
  let open: JournalEnd["open"] = null;
  /** The last batch, where it lies. */
  let last: { readonly name: string; readonly offset: number; readonly bytes: Uint8Array } | null = null;
  for (let i = start; i < segments.length; i++) {
    const { name, firstSequence } = segments[i] as { name: string; firstSequence: number };
    const bytes = readAll(disk, join(folder, name));
    const isLast = i === segments.length - 1;
    const header = decodeHeader(bytes);
    if (header === null || header.firstSequence !== firstSequence)
      throw new RecoveryRefusal(`The journal segment ${name} has no readable header.`);
    const before = i === start ? afterSequence : lastSequence;
    if (firstSequence > before + 1) {
      throw new RecoveryRefusal(`The journal lacks records ${before + 1} to ${firstSequence - 1}, before segment ${name}.`);
    }
    if (chain !== null && (chain.a !== header.chain.a || chain.b !== header.chain.b)) {
      throw new RecoveryRefusal(`The journal segment ${name} does not continue the one before it.`);
    }
    chain = header.chain;
    lastSequence = firstSequence - 1;
    let offset = HEADER_BYTES;
    for (let expected = firstSequence; ; expected++) {
      const record: JournalRecord | null = readRecord(bytes, offset);
      if (record === null || !continues(bytes, offset, record, chain, expected)) {
        endOrRefuse(recovery, name, bytes, offset, expected, isLast);
        break;
      }
      chain = record.chain;
      const from: number = record.startsBatch || last?.name !== name ? offset : last.offset;
      last = { name, offset: from, bytes: bytes.subarray(from, offset + record.size) };
      if (record.sequence > afterSequence) {
        if (header.engineVersion !== recovery.engineVersion) {
          throw new RecoveryRefusal(
            `The journal segment ${name} was written by engine version ${header.engineVersion} and holds commands after the last snapshot; ` +
              `engine version ${recovery.engineVersion} does not replay it. Start that version once and stop it cleanly.`,
          );
        }
        recovery.apply(record);
      }
      lastSequence = record.sequence;
      offset += record.size;
    }
    open = header.engineVersion === recovery.engineVersion ? { name, offset } : null;
  }
  if (lastSequence < recovery.durableSequence) {
    throw new RecoveryRefusal(
      `The journal ends with record ${lastSequence}, but record ${recovery.durableSequence} was durable. Restore it from a copy.`,
    );
  }
  if (last !== null) {
    overwrite(disk, join(folder, last.name), "r+", last.bytes, last.offset);
    syncFolder(disk, folder);
  }
  return { chain: chain ?? FIRST_CHAIN, open };
}

function continues(bytes: Uint8Array, offset: number, record: JournalRecord, chain: Chain, expected: number): boolean {
  const checksum = recordChecksum(bytes.subarray(offset, offset + record.size));
  const due = nextChain(chain, checksum, record.head);
  return record.sequence === expected && record.chain.a === due.a && record.chain.b === due.b;
}

/** No record reads here: the end of the segment, a torn batch, or damage. */
function endOrRefuse(recovery: Recovery, name: string, bytes: Uint8Array, offset: number, expected: number, isLast: boolean): void {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  if (end <= offset) return;
  if (!isLast || expected <= recovery.durableSequence || laterBatchLies(bytes, offset, end, expected)) {
    throw new RecoveryRefusal(
      `The journal segment ${name} is damaged at byte ${offset}: it held record ${expected} there. Restore it from a copy.`,
    );
  }
  cutTail(recovery.disk, recovery.folder, name, offset, bytes.subarray(offset, end));
}

/** Whether a batch begins behind a record that does not read. It was written after that record was synced. */
function laterBatchLies(bytes: Uint8Array, from: number, end: number, expected: number): boolean {
  for (let at = from; at < end; at += SLOT_BYTES) {
    const record = readRecord(bytes, at);
    if (record?.startsBatch && record.sequence > expected) return true;
  }
  return false;
}

/** Keeps a torn tail aside and clears it, so that new records do not lie before old bytes. A kill on the way does no harm. */
function cutTail(disk: Disk, folder: string, name: string, offset: number, tail: Uint8Array): void {
  let aside = join(folder, `${name}.${offset}.torn`);
  for (let copy = 2; disk.existsSync(aside); copy++) aside = join(folder, `${name}.${offset}.${copy}.torn`);
  overwrite(disk, `${aside}.part`, "w", tail, 0);
  disk.renameSync(`${aside}.part`, aside);
  syncFolder(disk, folder);
  overwrite(disk, join(folder, name), "r+", new Uint8Array(tail.length), offset);
}

function overwrite(disk: Disk, path: string, flags: "w" | "r+", bytes: Uint8Array, position: number): void {
  const file = disk.openSync(path, flags);
  try {
    writeAll(disk, file, bytes, position);
    disk.fsyncSync(file);
  } finally {
    disk.closeSync(file);
  }
}
