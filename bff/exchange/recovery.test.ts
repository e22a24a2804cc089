import { expect, test } from "vitest";
import { segmentName } from "./journal.ts";
import { FIRST_OF_BATCH, HEADER_BYTES, SLOT_BYTES } from "./journal-format.ts";
import { RecoveryRefusal } from "./recovery.ts";
import { seededRandom } from "./testing/drill.ts";
import { FOLDER, placesOf, recoverSequences, segmentsOf, tamper, tornFiles, upTo, writeJournal } from "./testing/journals.ts";
import { MemoryDisk } from "./testing/memory-disk.ts";

const SEGMENT_BYTES = 1_024;
const FIRST = segmentName(1);

/** Nine records in four batches, in one segment with room behind. */
function aJournal(): MemoryDisk {
  const disk = new MemoryDisk();
  writeJournal(disk, [[5, 2], [9], [3, 7, 4], [6, 2, 8]], SEGMENT_BYTES);
  return disk;
}
const LAST = 9;
/** First record of the last batch, which a power cut could have torn. */
const LAST_BATCH = 7;

const LONG = Array.from({ length: 12 }, () => [8, 8]);

/** Several segments. */
function aLongJournal(): MemoryDisk {
  const disk = new MemoryDisk();
  writeJournal(disk, LONG, SEGMENT_BYTES);
  return disk;
}

const place = (disk: MemoryDisk, sequence: number) => {
  const found = placesOf(disk).find((each) => each.sequence === sequence);
  if (found === undefined) throw new Error(`no record ${sequence}`);
  return found;
};

test("EXC-002 a torn tail is cut at every byte of the last record: what was before is intact, the rest is kept aside", () => {
  const whole = aJournal();
  const { from, to } = place(whole, LAST);
  for (let torn = from; torn < to; torn++) {
    const disk = aJournal();
    const rest = disk.read(`${FOLDER}/${FIRST}`).slice(from, torn);
    tamper(disk, FIRST, (bytes) => bytes.fill(0, torn));
    expect(recoverSequences(disk).sequences).toEqual(upTo(LAST - 1));
    // Zeros at the end of what was written cannot be told from the blank behind it.
    const kept = rest.subarray(0, rest.findLastIndex((byte) => byte !== 0) + 1);
    const files = tornFiles(disk);
    expect(files).toEqual(kept.length === 0 ? [] : [`${FIRST}.${from}.torn`]);
    if (kept.length > 0) expect(disk.read(`${FOLDER}/${files[0]}`)).toEqual(kept);
    expect(
      disk
        .read(`${FOLDER}/${FIRST}`)
        .subarray(from)
        .every((byte) => byte === 0),
    ).toBe(true);
    // The next records take its place.
    const { end } = recoverSequences(disk);
    writeJournal(disk, [[3], [4, 4]], SEGMENT_BYTES, LAST, end);
    expect(recoverSequences(disk).sequences).toEqual(upTo(LAST + 2));
  }
});

test("EXC-002 a record cut off by the end of its file is a torn tail as well", () => {
  const { from, to } = place(aJournal(), LAST);
  for (let end = from + 1; end < to; end++) {
    const disk = aJournal();
    disk.put(`${FOLDER}/${FIRST}`, disk.read(`${FOLDER}/${FIRST}`).slice(0, end));
    expect(recoverSequences(disk).sequences).toEqual(upTo(LAST - 1));
  }
});

test("EXC-002 a flipped bit at every byte of a journal is noticed: the last batch is cut there, anything before is refused by segment and byte", () => {
  const places = placesOf(aJournal());
  const random = seededRandom(1);
  for (let byte = 0; byte < SEGMENT_BYTES; byte++) {
    const disk = aJournal();
    tamper(disk, FIRST, (bytes) => {
      bytes[byte] = (bytes[byte] as number) ^ (1 << Math.floor(random() * 8));
    });
    const hit = places.find(({ from, to }) => byte >= from && byte < to);
    if (byte < HEADER_BYTES) {
      expect(() => recoverSequences(disk)).toThrow(`The journal segment ${FIRST} has no readable header.`);
    } else if (hit === undefined) {
      // Behind the last record nothing was ever written; nothing is lost by clearing it.
      expect(recoverSequences(disk).sequences).toEqual(upTo(LAST));
      expect(tornFiles(disk)).toHaveLength(1);
    } else if (hit.sequence < LAST_BATCH) {
      expect(() => recoverSequences(disk)).toThrow(
        `The journal segment ${FIRST} is damaged at byte ${hit.from}: it held record ${hit.sequence} there.`,
      );
      expect(tornFiles(disk)).toEqual([]);
    } else {
      expect(recoverSequences(disk).sequences).toEqual(upTo(hit.sequence - 1));
      expect(tornFiles(disk)).toHaveLength(1);
    }
  }
});

test("EXC-002 the last batch is not cut either where a snapshot or history shows that it was durable", () => {
  for (let sequence = LAST_BATCH; sequence <= LAST; sequence++) {
    const disk = aJournal();
    const { from } = place(disk, sequence);
    tamper(disk, FIRST, (bytes) => {
      bytes[from + 9] = (bytes[from + 9] as number) ^ 4;
    });
    expect(() => recoverSequences(disk, { durableSequence: sequence })).toThrow(`The journal segment ${FIRST} is damaged at byte ${from}`);
    expect(recoverSequences(disk, { durableSequence: sequence - 1 }).sequences).toEqual(upTo(sequence - 1));
  }
});

test("EXC-002 damage at the end of a segment that is not the last is refused before anything is touched", () => {
  const disk = aLongJournal();
  const [first] = segmentsOf(disk);
  const { from, sequence } = placesOf(disk).findLast(({ segment }) => segment === first) as { from: number; sequence: number };
  tamper(disk, FIRST, (bytes) => {
    bytes[from + 20] = (bytes[from + 20] as number) ^ 1;
  });
  const damaged = disk.read(`${FOLDER}/${FIRST}`);
  expect(() => recoverSequences(disk)).toThrow(
    `The journal segment ${FIRST} is damaged at byte ${from}: it held record ${sequence} there.`,
  );
  expect(disk.read(`${FOLDER}/${FIRST}`)).toEqual(damaged);
  expect(tornFiles(disk)).toEqual([]);
});

test("EXC-002 numbers that skip one are refused, though the chain holds", () => {
  const disk = new MemoryDisk();
  writeJournal(disk, [[3], [3]], SEGMENT_BYTES);
  writeJournal(disk, [[3]], SEGMENT_BYTES, 4, recoverSequences(disk).end);
  expect(() => recoverSequences(disk)).toThrow("it held record 3 there");
});

test("EXC-002 damage is refused in records that a snapshot covers, too: the journal goes on behind them", () => {
  const disk = aJournal();
  const { from } = place(disk, LAST);
  tamper(disk, FIRST, (bytes) => bytes.fill(0, from));
  expect(() => recoverSequences(disk, { afterSequence: LAST })).toThrow(
    `The journal ends with record ${LAST - 1}, but record ${LAST} was durable.`,
  );
});

test("EXC-002 a zeroed sector in the middle is damage, however much of it there is", () => {
  const disk = new MemoryDisk();
  writeJournal(
    disk,
    Array.from({ length: 60 }, () => [400]),
    1 << 20,
  );
  const sector = 4_096;
  for (const sectors of [1, 20]) {
    const damaged = disk.afterKill();
    tamper(damaged, FIRST, (bytes) => bytes.fill(0, 2 * sector, (2 + sectors) * sector));
    const at = placesOf(damaged).at(-1)?.to;
    expect(() => recoverSequences(damaged)).toThrow(`The journal segment ${FIRST} is damaged at byte ${at}`);
  }
});

test("EXC-002 whole records of an earlier time behind the tail are never replayed", () => {
  for (const sequence of upTo(LAST)) {
    for (const shift of [0, SLOT_BYTES, 10 * SLOT_BYTES]) {
      const disk = aJournal();
      const stale = place(disk, sequence);
      const { to } = place(disk, LAST);
      tamper(disk, FIRST, (bytes) => bytes.copyWithin(to + shift, stale.from, stale.to));
      expect(recoverSequences(disk).sequences).toEqual(upTo(LAST));
      expect(recoverSequences(disk).sequences).toEqual(upTo(LAST));
    }
  }
});

test("EXC-002 random bytes behind the tail are never replayed", () => {
  const { to } = place(aJournal(), LAST);
  for (let seed = 0; seed < 50; seed++) {
    const random = seededRandom(seed);
    const disk = aJournal();
    tamper(disk, FIRST, (bytes) => {
      for (let at = to; at < bytes.length; at++) bytes[at] = Math.floor(random() * 256);
    });
    expect(recoverSequences(disk).sequences).toEqual(upTo(LAST));
    expect(tornFiles(disk)).toHaveLength(1);
  }
});

test("EXC-002 a record that was moved or repeated is out of its place and not replayed", () => {
  const disk = aJournal();
  const third = place(disk, 3);
  const places = placesOf(disk);
  const repeated = disk.afterKill();
  // In place of the next one, which is as long as it takes to fit.
  tamper(repeated, FIRST, (bytes) => bytes.copyWithin((places[3] as (typeof places)[number]).from, third.from, third.to));
  expect(() => recoverSequences(repeated)).toThrow(RecoveryRefusal);
});

test("EXC-002 a missing, swapped, renamed or repeated segment is refused by name", () => {
  const names = segmentsOf(aLongJournal());
  expect(names.length).toBeGreaterThanOrEqual(3);
  const [first, second, third] = names as [string, string, string];
  const path = (name: string) => `${FOLDER}/${name}`;

  const withoutFirst = aLongJournal();
  withoutFirst.remove(path(first));
  expect(() => recoverSequences(withoutFirst)).toThrow(
    `The journal lacks records 1 to ${Number.parseInt(second, 10) - 1}, before segment ${second}.`,
  );

  const withoutSecond = aLongJournal();
  withoutSecond.remove(path(second));
  expect(() => recoverSequences(withoutSecond)).toThrow(
    `The journal lacks records ${Number.parseInt(second, 10)} to ${Number.parseInt(third, 10) - 1}, before segment ${third}.`,
  );

  const withoutLast = aLongJournal();
  const last = names.at(-1) as string;
  withoutLast.remove(path(last));
  expect(() => recoverSequences(withoutLast, { durableSequence: 24 })).toThrow(
    `The journal ends with record ${Number.parseInt(last, 10) - 1}, but record 24 was durable.`,
  );

  const swapped = aLongJournal();
  const secondBytes = swapped.read(path(second));
  swapped.put(path(second), swapped.read(path(third)));
  swapped.put(path(third), secondBytes);
  expect(() => recoverSequences(swapped)).toThrow(`The journal segment ${second} has no readable header.`);

  const doubled = aLongJournal();
  doubled.put(path(segmentName(25)), doubled.read(path(second)));
  expect(() => recoverSequences(doubled)).toThrow(`The journal segment ${segmentName(25)} has no readable header.`);

  const copied = aLongJournal();
  const copy = second.replace(".segment", " copy.segment");
  copied.put(path(copy), copied.read(path(second)));
  expect(() => recoverSequences(copied)).toThrow(new RegExp(`The journal segment ${second} does not continue the one before it\\.`));

  // The same segment of another journal.
  const foreign = aLongJournal();
  const other = new MemoryDisk();
  writeJournal(other, LONG, SEGMENT_BYTES, 1, { chain: { a: 1, b: 2 }, open: null });
  foreign.put(path(third), other.read(path(third)));
  expect(() => recoverSequences(foreign)).toThrow(`The journal segment ${third} does not continue the one before it.`);
});

test("EXC-002 recovery starts in the segment that holds the next record and needs none before it", () => {
  const disk = aLongJournal();
  const [first, second] = segmentsOf(disk) as [string, string];
  disk.remove(`${FOLDER}/${first}`);
  const from = Number.parseInt(second, 10);
  expect(recoverSequences(disk, { afterSequence: from - 1 }).sequences).toEqual(upTo(24, from));
  expect(recoverSequences(disk, { afterSequence: from + 2 }).sequences).toEqual(upTo(24, from + 3));
});

test("EXC-002 a disk that takes a few bytes at a time leaves no torn record, and no torn copy of a torn one", () => {
  const disk = new MemoryDisk();
  disk.maxWriteBytes = 7;
  writeJournal(disk, [[5, 2], [9], [3, 7, 4]], SEGMENT_BYTES);
  expect(disk.read(`${FOLDER}/${FIRST}`)).toHaveLength(SEGMENT_BYTES);
  expect(recoverSequences(disk).sequences).toEqual(upTo(6));
  const { from } = place(disk, 6);
  tamper(disk, FIRST, (bytes) => {
    bytes[from + 40] = (bytes[from + 40] as number) ^ 1;
  });
  const torn = disk.read(`${FOLDER}/${FIRST}`).slice(from);
  expect(recoverSequences(disk).sequences).toEqual(upTo(5));
  const [kept] = tornFiles(disk);
  const copy = disk.read(`${FOLDER}/${kept}`);
  expect(copy).toEqual(torn.slice(0, copy.length));
  expect(
    disk
      .read(`${FOLDER}/${FIRST}`)
      .subarray(from)
      .every((byte) => byte === 0),
  ).toBe(true);
});

test("EXC-005 a journal of another engine version is refused as soon as one of its records would be replayed", () => {
  const disk = aJournal();
  expect(() => recoverSequences(disk, { engineVersion: "2" })).toThrow(
    `The journal segment ${FIRST} was written by engine version 1 and holds commands after the last snapshot; engine version 2 does not replay it.`,
  );
  expect(() => recoverSequences(disk, { engineVersion: "2", afterSequence: LAST - 1 })).toThrow(RecoveryRefusal);
  const { sequences, end } = recoverSequences(disk, { engineVersion: "2", afterSequence: LAST });
  expect(sequences).toEqual([]);
  // It goes on in a segment of its own.
  expect(end.open).toBeNull();
});

test("EXC-001 each batch is marked where it begins, and the mark is under the chain", () => {
  const disk = aJournal();
  const bytes = disk.read(`${FOLDER}/${FIRST}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const starts = placesOf(disk).filter(({ from }) => view.getUint32(from, true) >= FIRST_OF_BATCH);
  expect(starts.map(({ sequence }) => sequence)).toEqual([1, 3, 4, 7]);
});
