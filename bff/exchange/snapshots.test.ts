import { expect, test } from "vitest";
import { restoreState } from "../engine/snapshot.ts";
import type { State } from "../engine/state.ts";
import { stateHash } from "../engine/state-hash.ts";
import { migrate, Snapshots } from "./snapshots.ts";
import { aDrill, DrillHost } from "./testing/drill.ts";
import { DiskFault, MemoryDisk } from "./testing/memory-disk.ts";

const FOLDER = "/data/snapshots";
const DRILL = aDrill(3, 30);
const path = (sequence: number) => `${FOLDER}/${String(sequence).padStart(16, "0")}.snapshot`;

/** States of a drill, batch after batch. */
function* states() {
  const driven = new DrillHost(new MemoryDisk().disk);
  for (const sequence of driven.send(DRILL)) yield { sequence, state: driven.host.engine.state };
}

/** The state after so many batches. */
function stateAfter(batches: number): State {
  let left = batches;
  for (const { state } of states()) if (--left === 0) return state;
  throw new Error("the drill is too short");
}

/** A folder with snapshots after the first few batches of the drill. */
function aFolder(
  count: number,
  historySequence = Number.POSITIVE_INFINITY,
): { disk: MemoryDisk; snapshots: Snapshots; sequences: number[] } {
  const disk = new MemoryDisk();
  const snapshots = new Snapshots(disk.disk, FOLDER);
  const sequences: number[] = [];
  for (const { sequence, state } of states()) {
    snapshots.write(state, "1", false, historySequence);
    sequences.push(sequence);
    if (sequences.length === count) break;
  }
  return { disk, snapshots, sequences };
}

test("EXC-004 a snapshot restores to the very state, and says whose and of when it is", () => {
  const disk = new MemoryDisk();
  const snapshots = new Snapshots(disk.disk, FOLDER);
  for (const { sequence, state } of states()) {
    const head = snapshots.write(state, "1", sequence % 2 === 0, 0);
    const read = snapshots.newest(sequence);
    expect(read?.head).toEqual(head);
    expect(head).toMatchObject({ engineVersion: "1", sequence, isCleanStop: sequence % 2 === 0, stateHash: DRILL.hashes[sequence] });
    expect(stateHash(restoreState(read?.body ?? new Uint8Array()))).toBe(DRILL.hashes[sequence]);
  }
});

test("EXC-004 a snapshot is synced, renamed into place and read back before it counts and before an older one goes", () => {
  const { disk, snapshots } = aFolder(2);
  disk.calls.length = 0;
  snapshots.write(stateAfter(3), "1", false, Number.POSITIVE_INFINITY);
  const relevant = disk.calls.filter(({ name }) => ["fsyncSync", "renameSync", "readFileSync", "unlinkSync"].includes(name));
  expect(relevant.map(({ name, path: at }) => `${name} ${at.replace(/^.*\//, "").replace(/^\d+/, "N")}`)).toEqual([
    "fsyncSync N.snapshot.part",
    "renameSync N.snapshot",
    "fsyncSync snapshots",
    "readFileSync N.snapshot",
    "unlinkSync N.snapshot",
  ]);
});

test("EXC-004 a snapshot that does not read back as the state is an error, and the older ones stay", () => {
  const { disk, snapshots, sequences } = aFolder(2);
  const third = stateAfter(3);
  disk.intercept = ({ name }) => {
    // The medium loses a byte of what was just written.
    if (name !== "renameSync") return;
    disk.intercept = () => undefined;
    const part = `${path(third.scalars.sequence)}.part`;
    const bytes = disk.read(part);
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] as number) ^ 1;
    disk.put(part, bytes);
  };
  expect(() => snapshots.write(third, "1", false, Number.POSITIVE_INFINITY)).toThrow("does not read back as the state");
  expect(disk.list(FOLDER)).toEqual(expect.arrayContaining(sequences.map((sequence) => path(sequence).slice(FOLDER.length + 1))));
  expect(snapshots.newest(third.scalars.sequence)?.head.sequence).toBe(sequences.at(-1));
});

test("EXC-004 a byte changed anywhere in a snapshot makes the older one count", () => {
  const { disk, snapshots, sequences } = aFolder(2);
  const [older, newer] = sequences as [number, number];
  const whole = disk.read(path(newer));
  for (let byte = 0; byte < whole.length; byte += byte < 600 ? 1 : 37) {
    const damaged = whole.slice();
    damaged[byte] = (damaged[byte] as number) ^ 0x10;
    disk.put(path(newer), damaged);
    expect(snapshots.newest(newer)?.head.sequence).toBe(older);
  }
  for (const length of [0, 10, whole.length - 1]) {
    disk.put(path(newer), whole.slice(0, length));
    expect(snapshots.newest(newer)?.head.sequence).toBe(older);
  }
  disk.put(path(newer), whole);
  expect(snapshots.newest(newer)?.head.sequence).toBe(newer);
  // Whole, but under another's name.
  disk.remove(path(older));
  disk.remove(path(newer));
  disk.put(path(older), whole);
  expect(snapshots.newest(newer)).toBeNull();
});

test("EXC-004 one that is newer than what history holds is passed over", () => {
  const { snapshots, sequences } = aFolder(2);
  const [older, newer] = sequences as [number, number];
  expect(snapshots.newest(newer - 1)?.head.sequence).toBe(older);
  expect(snapshots.newest(older - 1)).toBeNull();
});

test("EXC-004 two are kept, and the newest that history can follow", () => {
  expect(aFolder(5).disk.list(FOLDER)).toHaveLength(2);
  const early = aFolder(1).sequences[0] as number;
  const { disk, snapshots } = aFolder(5, early + 1);
  expect(disk.list(FOLDER)).toHaveLength(3);
  expect(snapshots.newest(early + 1)?.head.sequence).toBe(early);
  expect(snapshots.oldestSequence()).toBe(early);
});

test("EXC-004 what a crash left half written is swept away", () => {
  const { disk, snapshots, sequences } = aFolder(1);
  disk.intercept = ({ name }) => {
    if (name === "fsyncSync") throw new DiskFault("ENOSPC: no space left on device");
  };
  expect(() => snapshots.write(stateAfter(2), "1", false, 0)).toThrow("ENOSPC");
  expect(disk.list(FOLDER)).toHaveLength(2);
  disk.intercept = () => undefined;
  expect(new Snapshots(disk.disk, FOLDER).newest(Number.POSITIVE_INFINITY)?.head.sequence).toBe(sequences[0]);
  expect(disk.list(FOLDER)).toHaveLength(1);
});

test("EXC-005 a body is brought from version to version, or there is no way", () => {
  const step = (to: string, mark: number) => ({ to, run: (body: Uint8Array) => Uint8Array.of(...body, mark) });
  const migrations = new Map([
    ["1", step("2", 12)],
    ["2", step("3", 23)],
  ]);
  expect(migrate(Uint8Array.of(0), "1", "3", migrations)).toEqual(Uint8Array.of(0, 12, 23));
  expect(migrate(Uint8Array.of(0), "3", "3", migrations)).toEqual(Uint8Array.of(0));
  expect(migrate(Uint8Array.of(0), "3", "4", migrations)).toBeNull();
  expect(migrate(Uint8Array.of(0), "0", "3", migrations)).toBeNull();
});
