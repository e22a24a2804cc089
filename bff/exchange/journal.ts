import { join } from "node:path";
import { type Disk, makeFolder, syncFolder, writeAll } from "./disk.ts";
import {
  type Chain,
  encodeHeader,
  FIRST_OF_BATCH,
  HEADER_BYTES,
  nextChain,
  RECORD_HEAD_SLOTS,
  recordChecksum,
  type SegmentHeader,
  SLOT_BYTES,
} from "./journal-format.ts";

/** The journal could not be written or synced. Nothing may be acknowledged after this: the page cache can no longer be trusted. */
export class JournalFailure extends Error {}

export interface JournalOptions {
  readonly disk: Disk;
  readonly folder: string;
  readonly engineVersion: string;
  /** Bytes of a segment, header included. */
  readonly segmentBytes: number;
}

/** Where the journal goes on: after the last record that recovery found. */
export interface JournalEnd {
  readonly chain: Chain;
  /** Segment that still takes records, and where; null to start a new one. */
  readonly open: { readonly name: string; readonly offset: number } | null;
}

export const segmentName = (firstSequence: number): string => `${String(firstSequence).padStart(16, "0")}.segment`;

/** The segment being prepared lies under this name until it is needed. */
const SPARE = "spare";
const SPARE_STEP_BYTES = 1 << 20;

/** An append-only log of commands. A batch is durable when {@link Journal.commit} returns. */
export class Journal {
  private readonly options: JournalOptions;
  private file = -1;
  private offset = 0;
  private chain: Chain;
  /** Chain before the first record of the open batch. */
  private chainBeforeBatch: Chain;
  private failed = false;
  private batch: Uint8Array<ArrayBuffer> = new Uint8Array(1 << 16);
  private batchView = new DataView(this.batch.buffer);
  private batchBytes = 0;
  private spare: { file: number; written: number } | null = null;

  constructor(options: JournalOptions, end: JournalEnd) {
    this.options = options;
    this.chain = end.chain;
    this.chainBeforeBatch = end.chain;
    const { disk, folder } = options;
    makeFolder(disk, folder);
    const spare = join(folder, SPARE);
    if (disk.existsSync(spare)) disk.unlinkSync(spare);
    if (end.open === null) return;
    this.file = disk.openSync(join(folder, end.open.name), "r+");
    this.offset = end.open.offset;
  }

  /**
   * Adds a command to the open batch. A batch that outgrows a segment is written in parts.
   *
   * @throws JournalFailure like {@link Journal.commit}
   */
  append(sequence: number, timeMs: number, command: Float64Array): void {
    const slots = RECORD_HEAD_SLOTS + command.length;
    const size = slots * SLOT_BYTES;
    if (this.batchBytes + size > this.options.segmentBytes - HEADER_BYTES) this.commit();
    this.reserve(size);
    const at = this.batchBytes;
    const view = this.batchView;
    const head = at === 0 ? slots | FIRST_OF_BATCH : slots;
    view.setUint32(at, head, true);
    view.setFloat64(at + 8, sequence, true);
    view.setFloat64(at + 16, timeMs, true);
    this.batch.set(new Uint8Array(command.buffer, command.byteOffset, command.byteLength), at + RECORD_HEAD_SLOTS * SLOT_BYTES);
    const checksum = recordChecksum(this.batch.subarray(at, at + size));
    this.chain = nextChain(this.chain, checksum, head);
    view.setUint32(at + 4, checksum, true);
    view.setInt32(at + 24, this.chain.a, true);
    view.setInt32(at + 28, this.chain.b, true);
    this.batchBytes += size;
  }

  /**
   * Writes and syncs the open batch.
   *
   * @throws JournalFailure once and for ever: a failed sync may have dropped what it was to write, and a second one
   *   that succeeds would prove nothing
   */
  commit(): void {
    if (this.batchBytes === 0 && !this.failed) return;
    this.write(() => {
      const { disk } = this.options;
      if (this.file < 0 || this.offset + this.batchBytes > this.options.segmentBytes) this.roll();
      writeAll(disk, this.file, this.batch.subarray(0, this.batchBytes), this.offset);
      disk.fdatasyncSync(this.file);
    });
    this.offset += this.batchBytes;
    this.batchBytes = 0;
  }

  /**
   * Fills a step of the next segment with zeros, once the current one is half full; for idle moments.
   *
   * @throws JournalFailure like {@link Journal.commit}
   */
  prepare(): void {
    if (this.offset < this.options.segmentBytes / 2) return;
    this.write(() => {
      const { disk, folder, segmentBytes } = this.options;
      this.spare ??= { file: disk.openSync(join(folder, SPARE), "w+"), written: 0 };
      const step = Math.min(SPARE_STEP_BYTES, segmentBytes - this.spare.written);
      if (step <= 0) return;
      writeAll(disk, this.spare.file, new Uint8Array(step), this.spare.written);
      this.spare.written += step;
      if (this.spare.written === segmentBytes) disk.fdatasyncSync(this.spare.file);
    });
  }

  /** Chain after the last record appended. */
  get end(): Chain {
    return this.chain;
  }

  close(): void {
    if (this.file >= 0) this.options.disk.closeSync(this.file);
    if (this.spare !== null) this.options.disk.closeSync(this.spare.file);
    this.file = -1;
    this.spare = null;
  }

  /** Does something to the files; once that has failed, nothing more. */
  private write(work: () => void): void {
    if (this.failed) throw new JournalFailure("the journal has failed before");
    try {
      work();
    } catch (error) {
      this.failed = true;
      throw new JournalFailure(`the journal could not be written: ${(error as Error).message}`, { cause: error });
    }
  }

  /** Goes on in a new segment, whose first record is the first of the open batch. */
  private roll(): void {
    const { disk, folder, engineVersion, segmentBytes } = this.options;
    if (this.batchBytes > segmentBytes - HEADER_BYTES) throw new Error(`a command of ${this.batchBytes} bytes does not fit a segment`);
    if (this.file >= 0) disk.closeSync(this.file);
    const first = this.batchView.getFloat64(8, true);
    const header: SegmentHeader = { engineVersion, firstSequence: first, chain: this.chainBeforeBatch };
    const path = join(folder, segmentName(first));
    if (this.spare === null) {
      this.spare = { file: disk.openSync(join(folder, SPARE), "w+"), written: 0 };
    }
    const { file } = this.spare;
    for (let at = this.spare.written; at < segmentBytes; at += SPARE_STEP_BYTES) {
      writeAll(disk, file, new Uint8Array(Math.min(SPARE_STEP_BYTES, segmentBytes - at)), at);
    }
    writeAll(disk, file, encodeHeader(header), 0);
    disk.fsyncSync(file);
    disk.renameSync(join(folder, SPARE), path);
    syncFolder(disk, folder);
    this.file = file;
    this.spare = null;
    this.offset = HEADER_BYTES;
  }

  private reserve(size: number): void {
    if (this.batchBytes === 0) this.chainBeforeBatch = this.chain;
    if (this.batchBytes + size <= this.batch.length) return;
    const grown = new Uint8Array(Math.max(this.batch.length * 2, this.batchBytes + size));
    grown.set(this.batch.subarray(0, this.batchBytes));
    this.batch = grown;
    this.batchView = new DataView(grown.buffer);
  }
}
