import fc from "fast-check";
import { expect, test } from "vitest";
import { AuditError } from "../engine/audit.ts";
import { encode } from "../engine/encode.ts";
import { BEGIN, END, RECORD } from "../engine/records.ts";
import { SlotReader } from "../engine/slots.ts";
import { restoreState, saveState } from "../engine/snapshot.ts";
import { stateHash } from "../engine/state-hash.ts";
import type { EngineHost } from "./engine-host.ts";
import { JournalFailure, segmentName } from "./journal.ts";
import { RecoveryRefusal } from "./recovery.ts";
import { aDrill, BXBT, DrillHost, OPENING, openHost, order, pack, START_MS } from "./testing/drill.ts";
import { segmentsOf } from "./testing/journals.ts";
import { DiskFault, MemoryDisk } from "./testing/memory-disk.ts";

const DRILL = aDrill(4, 40);
const END_SEQUENCE = DRILL.hashes.length - 1;
const SNAPSHOTS = "/data/snapshots";

/** A host that was sent the drill, up to a sequence at least. */
function driven(disk: MemoryDisk, options = {}, until = END_SEQUENCE): DrillHost {
  const drive = new DrillHost(disk.disk, options);
  for (const sequence of drive.send(DRILL)) if (sequence >= until) break;
  return drive;
}

/** Rows without the marks that callers put on their commands, which a replay does not know. */
function unmarked(rows: Float64Array): Float64Array {
  const copy = rows.slice();
  const record = new SlotReader(copy);
  for (; !record.done; record.next()) if (record.kind === RECORD.end) copy[record.at + END.request] = 0;
  return copy;
}

function momentsIn(rows: Float64Array): number[] {
  const moments: number[] = [];
  const record = new SlotReader(rows);
  for (; !record.done; record.next()) if (record.kind === RECORD.begin) moments.push(record.number(BEGIN.timeMs));
  return moments;
}

const clock = (timeMs: number) => pack((out) => encode.clock(out, timeMs));

test("EXC-001 rows are given out only behind the sync of their batch, and several messages that wait are one batch", () => {
  const disk = new MemoryDisk();
  const host = openHost(disk.disk);
  host.run([pack(...OPENING)]);
  disk.calls.length = 0;
  const rows = host.run([
    pack((out) => encode.place(out, order(0))),
    pack((out) => encode.place(out, order(1))),
    pack((out) => encode.place(out, order(2))),
  ]);
  expect(disk.calls.map(({ name }) => name)).toEqual(["writeSync", "fdatasyncSync"]);
  expect(momentsIn(rows)).toHaveLength(3);
  disk.intercept = ({ name }) => {
    if (name === "fdatasyncSync") throw new DiskFault("EIO: i/o error");
  };
  expect(() => host.run([pack((out) => encode.place(out, order(0)))])).toThrow(JournalFailure);
});

test("EXC-002 a host that is opened again has the state to the last bit, wherever it was left", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: END_SEQUENCE }), fc.integer({ min: 3, max: 60 }), (until, snapshotEvery) => {
      const disk = new MemoryDisk();
      const first = new DrillHost(disk.disk, { snapshotEvery });
      let sent = 0;
      for (const sequence of first.send(DRILL)) {
        first.host.idle();
        sent = sequence;
        if (sequence >= until) break;
      }
      const again = openHost(disk.afterKill().disk, { historySequence: sent });
      expect(again.sequenceNow).toBe(sent);
      expect(again.status().stateHash).toBe(DRILL.hashes[sent]);
    }),
    { numRuns: 40 },
  );
});

test("EXC-002 what history lacks is told again as it was told the first time, and nothing else", () => {
  for (const historySequence of [0, 1, 37, END_SEQUENCE - 1, END_SEQUENCE]) {
    const disk = new MemoryDisk();
    driven(disk).host.close();
    const again = openHost(disk.disk, { historySequence });
    expect(again.missed.map(unmarked)).toEqual(DRILL.rows.slice(historySequence + 1).map(unmarked));
  }
});

test("EXC-002 a history that is ahead of the journal is refused: the journal has lost what was given out", () => {
  const disk = new MemoryDisk();
  driven(disk).host.close();
  expect(() => openHost(disk.disk, { historySequence: END_SEQUENCE + 1 })).toThrow(
    new RecoveryRefusal(
      `The journal ends with record ${END_SEQUENCE}, but record ${END_SEQUENCE + 1} was durable. Restore it from a copy.`,
    ),
  );
  expect(() => openHost(new MemoryDisk().disk, { historySequence: 5 })).toThrow(
    "The journal ends with record 0, but record 5 was durable.",
  );
});

test("EXC-002 a journal that a snapshot has outlived is refused, and cannot be gone on with by mistake", () => {
  const disk = new MemoryDisk();
  const { host } = driven(disk);
  host.snapshot(true);
  host.close();
  for (const name of segmentsOf(disk)) disk.remove(`/data/journal/${name}`);
  // Whether or not history would follow the snapshot.
  for (const historySequence of [END_SEQUENCE, 0]) {
    expect(() => openHost(disk.disk, { historySequence })).toThrow(
      `The journal ends with record 0, but record ${END_SEQUENCE} was durable.`,
    );
  }
});

test("EXC-004 a snapshot is taken in an idle moment once so many commands have passed since the last one", () => {
  const disk = new MemoryDisk();
  const { host } = driven(disk, { snapshotEvery: 100_000 }, 20);
  host.idle();
  expect(disk.list(SNAPSHOTS)).toEqual([]);
  const left = 100_000 - host.sequenceNow;
  host.run([pack(...Array.from({ length: left - 1 }, () => (out: Parameters<typeof encode.clock>[0]) => encode.clock(out, 0)))]);
  host.idle();
  expect(disk.list(SNAPSHOTS)).toEqual([]);
  host.run([clock(0)]);
  host.idle();
  expect(disk.list(SNAPSHOTS)).toEqual(["0000000000100000.snapshot"]);
  const hash = host.status().stateHash;
  host.close();
  expect(openHost(disk.disk, { historySequence: 100_000 }).status().stateHash).toBe(hash);
});

test("EXC-004 a snapshot that is newer than what history holds gives way to the one before it, so that history is told what it lacks", () => {
  const disk = new MemoryDisk();
  const drive = new DrillHost(disk.disk);
  const taken: number[] = [];
  for (const sequence of drive.send(DRILL))
    if (sequence >= (taken.length + 1) * 50 && taken.length < 2) taken.push(drive.host.snapshot(false).sequence);
  drive.host.close();
  const [older, newer] = taken as [number, number];
  for (const historySequence of [older - 1, older, newer - 1, newer]) {
    const again = openHost(disk.afterKill().disk, { historySequence });
    expect(again.status().stateHash).toBe(DRILL.hashes[END_SEQUENCE]);
    expect(again.missed).toHaveLength(END_SEQUENCE - historySequence);
  }
});

test("EXC-004 with the newest snapshot damaged the older one and the journal lead to the same state, and without any the journal alone", () => {
  const disk = new MemoryDisk();
  const drive = new DrillHost(disk.disk);
  let taken = 0;
  for (const sequence of drive.send(DRILL)) {
    if (sequence < (taken + 1) * 40) continue;
    drive.host.snapshot(false);
    taken += 1;
  }
  drive.host.close();
  const snapshots = disk.list(SNAPSHOTS).sort();
  expect(snapshots).toHaveLength(2);
  for (const name of snapshots.reverse()) {
    const bytes = disk.read(`${SNAPSHOTS}/${name}`);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    disk.put(`${SNAPSHOTS}/${name}`, bytes);
    const again = openHost(disk.afterKill().disk, { historySequence: END_SEQUENCE });
    expect(again.status().stateHash).toBe(DRILL.hashes[END_SEQUENCE]);
    expect(again.missed).toEqual([]);
  }
});

test("EXC-004 pruning drops the segments that every kept snapshot covers, and none where nothing is pruned", () => {
  for (const prunes of [true, false]) {
    const disk = new MemoryDisk();
    const drive = new DrillHost(disk.disk, { prunes, segmentBytes: 4_096, snapshotEvery: 20 });
    for (const sequence of drive.send(DRILL)) {
      drive.host.historyReached(sequence);
      drive.host.idle();
    }
    drive.host.close();
    const [first] = segmentsOf(disk);
    const oldest = Math.min(...disk.list(SNAPSHOTS).map((name) => Number.parseInt(name, 10)));
    if (prunes) expect(Number.parseInt(first ?? "", 10)).toBeGreaterThan(1);
    else expect(Number.parseInt(first ?? "", 10)).toBe(1);
    expect(Number.parseInt(first ?? "", 10)).toBeLessThanOrEqual(oldest + 1);
    // Also from the older one.
    for (const historySequence of [END_SEQUENCE, oldest]) {
      const again = openHost(disk.afterKill().disk, { historySequence });
      expect(again.status().stateHash).toBe(DRILL.hashes[END_SEQUENCE]);
      expect(again.missed).toHaveLength(END_SEQUENCE - historySequence);
    }
  }
});

test("EXC-004 pruning never drops what history still needs, however far behind it is", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 2_048, max: 4_096 }),
      (lags, segmentBytes) => {
        const disk = new MemoryDisk();
        const drive = new DrillHost(disk.disk, { prunes: true, segmentBytes, snapshotEvery: 15 });
        let stored = 0;
        let batch = 0;
        for (const sequence of drive.send(DRILL)) {
          stored = Math.max(stored, sequence - (lags[batch++ % lags.length] as number));
          drive.host.historyReached(stored);
          drive.host.idle();
        }
        const oldest = Math.min(stored, ...disk.list(SNAPSHOTS).map((name) => Number.parseInt(name, 10)));
        for (const historySequence of [stored, oldest]) {
          const again = openHost(disk.afterKill().disk, { historySequence });
          expect(again.status().stateHash).toBe(DRILL.hashes[END_SEQUENCE]);
          expect(again.missed).toHaveLength(END_SEQUENCE - historySequence);
        }
      },
    ),
    { numRuns: 60 },
  );
});

const MIGRATIONS = new Map([["1", { to: "2", run: (body: Uint8Array) => body }]]);

test("EXC-005 the snapshot of a clean stop is migrated to the next engine version, whose journal goes on in a segment of its own", () => {
  const disk = new MemoryDisk();
  const { host } = driven(disk, {}, 80);
  const { sequence } = host.snapshot(true);
  host.close();
  const migrated = openHost(disk.disk, { engineVersion: "2", migrations: MIGRATIONS, historySequence: sequence });
  expect(migrated.status()).toMatchObject({ sequence, stateHash: DRILL.hashes[sequence] });
  migrated.run([clock(0)]);
  const { stateHash: hash } = migrated.status();
  migrated.close();
  expect(segmentsOf(disk)).toEqual([segmentName(1), segmentName(sequence + 1)]);
  // From then on it is the new version's data: killed, it replays; the old version does not.
  const again = openHost(disk.afterKill().disk, { engineVersion: "2", historySequence: sequence });
  expect(again.status()).toMatchObject({ sequence: sequence + 1, stateHash: hash });
  expect(() => openHost(disk.afterKill().disk, { historySequence: sequence + 1 })).toThrow(RecoveryRefusal);
});

test("EXC-005 what a migration makes of the state is the state, after another restart too", () => {
  const disk = new MemoryDisk();
  const { host } = driven(disk, {}, 80);
  const { sequence } = host.snapshot(true);
  const accounts = host.engine.state.accounts.count;
  const withOneMore = (body: Uint8Array) => {
    const state = restoreState(body);
    state.accounts.open(0, START_MS);
    return saveState(state);
  };
  const options = { engineVersion: "2", historySequence: sequence };
  const migrated = openHost(disk.disk, { ...options, migrations: new Map([["1", { to: "2", run: withOneMore }]]) });
  expect(migrated.engine.state.accounts.count).toBe(accounts + 1);
  const again = openHost(disk.afterKill().disk, options);
  expect(again.status()).toEqual(migrated.status());
});

test("EXC-005 without a migration, without a clean stop, or with commands after it, another version's data is refused in one sentence", () => {
  const disk = new MemoryDisk();
  const { host } = driven(disk, {}, 80);
  const { sequence } = host.snapshot(true);
  const options = { engineVersion: "2", historySequence: sequence };
  expect(() => openHost(disk.afterKill().disk, options)).toThrow(
    new RecoveryRefusal("The data was left by engine version 1, which version 2 can't take over; start that version."),
  );
  host.run([clock(0)]);
  expect(() => openHost(disk.afterKill().disk, { ...options, migrations: MIGRATIONS })).toThrow(
    /holds commands after the last snapshot; engine version 2 does not replay it/,
  );
  const killed = new MemoryDisk();
  driven(killed, {}, 80).host.snapshot(false);
  expect(() => openHost(killed.afterKill().disk, { ...options, migrations: MIGRATIONS })).toThrow(
    "without a clean stop; start that version once and stop it cleanly.",
  );
  const never = new MemoryDisk();
  driven(never, {}, 80).host.close();
  expect(() => openHost(never.afterKill().disk, { engineVersion: "2", migrations: MIGRATIONS })).toThrow(RecoveryRefusal);
});

for (const [what, flip] of [
  ["an account's cash", (host: EngineHost) => (host.engine.state.accounts.cash[4] = (host.engine.state.accounts.cash[4] as number) + 1)],
  ["a position's cost", (host: EngineHost) => (host.engine.state.positions.cost[0] = (host.engine.state.positions.cost[0] as number) - 1)],
  ["an order's reserve", (host: EngineHost) => (host.engine.state.orders.reserve[0] = (host.engine.state.orders.reserve[0] as number) + 1)],
] as const) {
  const resting = () => {
    const disk = new MemoryDisk();
    const host = openHost(disk.disk);
    host.run([pack(...OPENING, (out) => encode.place(out, order(0)))]);
    return { disk, host };
  };

  test(`ENG-003 a satoshi flipped in ${what} ends the host in its idle moments, for good`, () => {
    const { disk, host } = resting();
    host.idle();
    flip(host);
    expect(() => {
      // A cycle that is under way may have counted the row before it was changed; the next one has not.
      host.idle();
      host.idle();
    }).toThrow(AuditError);
    expect(() => host.run([clock(0)])).toThrow(AuditError);
    expect(() => host.snapshot(true)).toThrow(AuditError);
    // What can still be asked is answered, and the data folder holds nothing of it.
    expect(host.status().sequence).toBe(OPENING.length + 1);
    const again = openHost(disk.afterKill().disk);
    expect(() => again.engine.audit.full()).not.toThrow();
  });

  test(`ENG-003 a satoshi flipped in ${what} ends the host under load as well, and is in no snapshot`, () => {
    const { host } = resting();
    flip(host);
    expect(() => host.snapshot(true)).toThrow(AuditError);
    const busy = resting().host;
    flip(busy);
    expect(() => {
      for (let i = 0; i < 80; i++) busy.run([clock(0)]);
    }).toThrow(AuditError);
  });
}

test("MKT-003 commanded time stands still but for clock and index commands, and never goes back", () => {
  const disk = new MemoryDisk();
  let wall = START_MS + 5;
  const host = openHost(disk.disk, { clock: "commanded", now: () => (wall += 1_000) });
  expect(new Set(momentsIn(host.run([pack(...OPENING)])))).toEqual(new Set([START_MS]));
  const place = () => momentsIn(host.run([pack((out) => encode.place(out, order(0)))]))[0];
  expect(place()).toBe(START_MS);
  expect(place()).toBe(START_MS);
  host.run([clock(START_MS + 8 * 3_600_000)]);
  expect(place()).toBe(START_MS + 8 * 3_600_000);
  host.run([clock(START_MS)]);
  host.run([pack((out) => encode.index(out, BXBT, 6_000_000, START_MS + 1))]);
  expect(place()).toBe(START_MS + 8 * 3_600_000);
  host.run([pack((out) => encode.index(out, BXBT, 6_000_000, START_MS + 9 * 3_600_000))]);
  expect(place()).toBe(START_MS + 9 * 3_600_000);
  // A restart goes on from there.
  const again = openHost(disk.afterKill().disk, { clock: "commanded", commandedStartMs: START_MS });
  expect(momentsIn(again.run([pack((out) => encode.place(out, order(0)))]))).toEqual([START_MS + 9 * 3_600_000]);
});

test("EXC-002 a wall clock that goes back stops the exchange's time, which never does, across a restart too", () => {
  const disk = new MemoryDisk();
  let wall = START_MS;
  const host = openHost(disk.disk, { now: () => wall });
  host.run([pack(...OPENING)]);
  wall = START_MS - 3_600_000;
  expect(momentsIn(host.run([clock(0)]))).toEqual([START_MS]);
  const again = openHost(disk.afterKill().disk, { now: () => wall });
  expect(momentsIn(again.run([clock(0)]))).toEqual([START_MS]);
  wall = START_MS + 1;
  expect(momentsIn(again.run([clock(0)]))).toEqual([START_MS + 1]);
});

test("ENG-003 the full audit may run after every command", () => {
  const host = openHost(new MemoryDisk().disk, { audit: "full" });
  const before = host.engine.audit.cycles;
  host.run([pack(...OPENING)]);
  expect(host.engine.audit.cycles - before).toBeGreaterThanOrEqual(OPENING.length);
  expect(stateHash(host.engine.state)).toBe(host.status().stateHash);
});
