import { crc32 } from "node:zlib";

/**
 * A journal is a row of segments, each a file of fixed size, zero-filled beforehand so that a sync has no metadata to
 * write. A segment starts with a header; then come records, each as many 8-byte slots as it needs:
 *
 *   length in slots u31, first of its batch u1 · checksum u32 | sequence f64 | time f64 | chain u32 u32 | command, packed
 *
 * The checksum covers sequence, time and command. The chain mixes it and the length with the chain of the record
 * before, so that a record out of its place is noticed even when it is whole. Which record begins a batch tells a torn
 * batch from damage: a power cut may keep any pages of the last batch, but no batch is written before the one before it
 * is synced.
 */
export const SLOT_BYTES = 8;
export const RECORD_HEAD_SLOTS = 4;
export const HEADER_BYTES = 128;
/** Bit of a record's first word that marks the first one of a batch. */
export const FIRST_OF_BATCH = 0x8000_0000;
const MAGIC = 0x314a4d46; // "FMJ1"
const VERSION_BYTES = 32;

export interface Chain {
  readonly a: number;
  readonly b: number;
}

export const FIRST_CHAIN: Chain = { a: 0x464d4a31 | 0, b: 0x5eed1e55 | 0 };

/** @param head first word of the record: its length and whether it begins a batch */
export function nextChain(chain: Chain, checksum: number, head: number): Chain {
  let a = Math.imul(chain.a ^ checksum, 0x01000193);
  a ^= a >>> 15;
  let b = (Math.imul((chain.b << 13) | (chain.b >>> 19), 5) + (checksum ^ head)) | 0;
  b ^= Math.imul(a, 0x27d4eb2f);
  return { a, b };
}

/** Checksum of a record: its sequence and time, and its command, without the chain between them. */
export function recordChecksum(bytes: Uint8Array): number {
  return crc32(bytes.subarray(4 * SLOT_BYTES), crc32(bytes.subarray(SLOT_BYTES, 3 * SLOT_BYTES)));
}

export interface SegmentHeader {
  readonly engineVersion: string;
  readonly firstSequence: number;
  /** Chain before the first record. */
  readonly chain: Chain;
}

export function encodeHeader(header: SegmentHeader): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setFloat64(8, header.firstSequence, true);
  view.setInt32(16, header.chain.a, true);
  view.setInt32(20, header.chain.b, true);
  bytes.set(new TextEncoder().encode(header.engineVersion).subarray(0, VERSION_BYTES), 24);
  view.setUint32(4, crc32(bytes.subarray(8)), true);
  return bytes;
}

/** The header, or null when the bytes are none. */
export function decodeHeader(bytes: Uint8Array): SegmentHeader | null {
  if (bytes.length < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== crc32(bytes.subarray(8, HEADER_BYTES))) return null;
  const version = bytes.subarray(24, 24 + VERSION_BYTES);
  const end = version.indexOf(0);
  return {
    engineVersion: new TextDecoder().decode(version.subarray(0, end < 0 ? VERSION_BYTES : end)),
    firstSequence: view.getFloat64(8, true),
    chain: { a: view.getInt32(16, true), b: view.getInt32(20, true) },
  };
}

/** A record as it lies in a segment. */
export interface JournalRecord {
  readonly sequence: number;
  readonly timeMs: number;
  readonly chain: Chain;
  /** First word, as the chain takes it. */
  readonly head: number;
  readonly startsBatch: boolean;
  /** The command's slots. */
  readonly command: Float64Array;
  /** Bytes that the record takes. */
  readonly size: number;
}

/** Slots that any command may have at most; a longer record is damage. */
const MAX_RECORD_SLOTS = 1 << 20;

/**
 * Reads the record at an offset.
 *
 * @returns null where no whole record lies; its chain is the one written, for the caller to compare
 */
export function readRecord(segment: Uint8Array, offset: number): JournalRecord | null {
  if (offset + RECORD_HEAD_SLOTS * SLOT_BYTES > segment.length) return null;
  const view = new DataView(segment.buffer, segment.byteOffset + offset);
  const head = view.getUint32(0, true);
  const slots = head & ~FIRST_OF_BATCH;
  if (slots <= RECORD_HEAD_SLOTS || slots > MAX_RECORD_SLOTS || offset + slots * SLOT_BYTES > segment.length) return null;
  const bytes = segment.subarray(offset, offset + slots * SLOT_BYTES);
  if (view.getUint32(4, true) !== recordChecksum(bytes)) return null;
  return {
    sequence: view.getFloat64(8, true),
    timeMs: view.getFloat64(16, true),
    chain: { a: view.getInt32(24, true), b: view.getInt32(28, true) },
    head,
    startsBatch: head >= FIRST_OF_BATCH,
    command: new Float64Array(bytes.slice(RECORD_HEAD_SLOTS * SLOT_BYTES).buffer),
    size: bytes.length,
  };
}
