import { expect, test } from "vitest";
import { Journal, JournalFailure, segmentName } from "./journal.ts";
import { decodeHeader, FIRST_CHAIN, HEADER_BYTES } from "./journal-format.ts";
import { START_MS } from "./testing/drill.ts";
import { FOLDER, recoverSequences, segmentsOf, upTo } from "./testing/journals.ts";
import { type DiskCall, DiskFault, MemoryDisk } from "./testing/memory-disk.ts";

const SEGMENT_BYTES = 64 << 10;

function open(disk: MemoryDisk, segmentBytes = SEGMENT_BYTES): Journal {
  return new Journal({ disk: disk.disk, folder: FOLDER, engineVersion: "1", segmentBytes }, { chain: FIRST_CHAIN, open: null });
}

const append = (journal: Journal, sequence: number, slots = 8) =>
  journal.append(sequence, START_MS + sequence, new Float64Array(slots).fill(sequence));

/** Fails the next call of this name, once. */
function failNext(disk: MemoryDisk, name: DiskCall["name"]): void {
  disk.intercept = (call) => {
    if (call.name !== name) return;
    disk.intercept = () => undefined;
    throw new DiskFault("EIO: i/o error");
  };
}

test("EXC-001 a batch is one write and one fdatasync, whatever its size", () => {
  const disk = new MemoryDisk();
  const journal = open(disk);
  append(journal, 1);
  journal.commit();
  for (const size of [1, 2, 50]) {
    disk.calls.length = 0;
    for (let i = 0; i < size; i++) append(journal, 0);
    expect(disk.calls).toEqual([]);
    journal.commit();
    expect(disk.calls.map(({ name }) => name)).toEqual(["writeSync", "fdatasyncSync"]);
  }
  disk.calls.length = 0;
  journal.commit();
  expect(disk.calls).toEqual([]);
});

test("EXC-001 a sync that fails is not asked again: the journal has failed for ever, and nothing more is written", () => {
  for (const name of ["fdatasyncSync", "writeSync"] as const) {
    const disk = new MemoryDisk();
    const journal = open(disk);
    append(journal, 1);
    journal.commit();
    append(journal, 2);
    failNext(disk, name);
    expect(() => journal.commit()).toThrow(JournalFailure);
    const calls = disk.calls.length;
    append(journal, 3);
    expect(() => journal.commit()).toThrow("the journal has failed before");
    expect(() => journal.commit()).toThrow(JournalFailure);
    expect(disk.calls).toHaveLength(calls);
  }
});

test("EXC-001 a fault while the next segment is prepared in an idle moment ends the journal as well", () => {
  for (const name of ["openSync", "writeSync", "fdatasyncSync"] as const) {
    const disk = new MemoryDisk();
    const journal = open(disk, 1_024);
    append(journal, 1, 80);
    journal.commit();
    failNext(disk, name);
    expect(() => journal.prepare()).toThrow(JournalFailure);
    append(journal, 2);
    expect(() => journal.commit()).toThrow(JournalFailure);
  }
});

test("EXC-001 segments roll between batches: each has its whole size at once, a header with version, number and chain, and is synced with its folder", () => {
  const disk = new MemoryDisk();
  const journal = open(disk, 1_024);
  for (let sequence = 1; sequence <= 20; sequence++) {
    append(journal, sequence);
    journal.commit();
    if (sequence % 2 === 0) journal.prepare();
  }
  const names = segmentsOf(disk);
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) {
    const bytes = disk.read(`${FOLDER}/${name}`);
    expect(bytes).toHaveLength(1_024);
    const header = decodeHeader(bytes);
    expect(header?.engineVersion).toBe("1");
    expect(segmentName(header?.firstSequence ?? 0)).toBe(name);
  }
  expect(
    disk
      .afterPowerCut(() => 0)
      .list(FOLDER)
      .filter((name) => name.endsWith(".segment")),
  ).toEqual(names);
  expect(recoverSequences(disk.afterPowerCut(() => 0)).sequences).toEqual(upTo(20));
});

test("EXC-001 a segment that was prepared costs its first batch no zeros", () => {
  const disk = new MemoryDisk();
  const journal = open(disk, 4 << 20);
  append(journal, 1, (3 << 20) / 8);
  journal.commit();
  for (let idle = 0; idle < 10; idle++) journal.prepare();
  disk.calls.length = 0;
  append(journal, 2, (1 << 20) / 8);
  journal.commit();
  // Its header, then the batch.
  expect(disk.calls.filter(({ name }) => name === "writeSync")).toHaveLength(2);
});

test("EXC-001 a batch that one segment cannot hold is written in parts, and read back whole", () => {
  const disk = new MemoryDisk();
  const journal = open(disk, 4_096);
  const slots = (4_096 - HEADER_BYTES) / 8 / 3 - 4;
  for (let sequence = 1; sequence <= 30; sequence++) append(journal, sequence, Math.floor(slots));
  journal.commit();
  expect(segmentsOf(disk)).toHaveLength(10);
  expect(recoverSequences(disk).sequences).toEqual(upTo(30));
});

test("EXC-001 a single command that no segment can hold fails the journal rather than being lost", () => {
  const journal = open(new MemoryDisk(), 4_096);
  append(journal, 1, 600);
  expect(() => journal.commit()).toThrow("a command of 4832 bytes does not fit a segment");
});
