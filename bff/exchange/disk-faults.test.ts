import { expect, test } from "vitest";
import { stateHash } from "../engine/state-hash.ts";
import type { EngineHostOptions } from "./engine-host.ts";
import { JournalFailure } from "./journal.ts";
import { aDrill, type Drill, DrillHost, openHost, seededRandom } from "./testing/drill.ts";
import { DiskFault, MemoryDisk, PowerCut } from "./testing/memory-disk.ts";

/**
 * The whole host on a disk that fails at its first, second, third … call until a run is clean. Whatever fails, what was
 * given out is there afterwards, and what is there is what the engine alone makes of the same commands.
 */

const isProof = process.env["FAIRMARK_PROVE"] === "1";

/** Small enough that a short drill rolls segments, takes snapshots and prunes. */
const SMALL: Partial<EngineHostOptions> = { segmentBytes: 12 << 10, snapshotEvery: 25, prunes: true };

/** What the run came to before it failed or was done. */
interface Run {
  /** Sequence of the last command whose rows were given out. */
  readonly acknowledged: number;
  /** Sequence up to which the host was told that history holds the rows. */
  readonly stored: number;
  readonly failure: unknown;
  readonly calls: number;
}

/** Sends the drill, with the idle moments between, until something throws. */
function run(disk: MemoryDisk, drill: Drill): Run {
  let acknowledged = 0;
  let stored = 0;
  let driven: DrillHost | null = null;
  try {
    driven = new DrillHost(disk.disk, SMALL);
    let batches = 0;
    for (const sequence of driven.send(drill)) {
      acknowledged = sequence;
      driven.host.idle();
      batches += 1;
      if (batches % 9 === 0) {
        stored = acknowledged;
        driven.host.historyReached(stored);
      }
    }
    driven.host.snapshot(true);
    driven.host.close();
    return { acknowledged, stored, failure: null, calls: disk.calls.length };
  } catch (failure) {
    // The disk may work again; the host is not to be persuaded by that.
    if (driven !== null && failure instanceof JournalFailure) {
      const { host } = driven;
      expect(() => host.run(drill.batches[0]?.commands ?? [])).toThrow(JournalFailure);
      expect(() => host.snapshot(true)).toThrow(JournalFailure);
    }
    return { acknowledged, stored, failure, calls: disk.calls.length };
  }
}

/** Starts on what is left, compares it with the engine alone, and goes on to the drill's end. */
function recoverAndFinish(left: MemoryDisk, drill: Drill, { acknowledged, stored }: Run, random: () => number): void {
  const historySequence = stored + Math.floor(random() * (acknowledged - stored + 1));
  const recovered = new DrillHost(left.disk, { ...SMALL, historySequence });
  const { sequenceNow, engine, missed } = recovered.host;
  expect(sequenceNow).toBeGreaterThanOrEqual(acknowledged);
  expect(stateHash(engine.state)).toBe(drill.hashes[sequenceNow]);
  // History is told again exactly what it lacks.
  expect(missed).toHaveLength(sequenceNow - historySequence);
  // What a recovery gives out has to survive the power, though it was read from a cache: now, and after more was written.
  reopen(left.afterPowerCut(random), sequenceNow, drill);
  for (const _ of recovered.send(drill)) recovered.host.idle();
  expect(recovered.host.status().stateHash).toBe(drill.hashes.at(-1));
  recovered.host.close();
  for (const next of [left, left.afterPowerCut(random)]) reopen(next, drill.hashes.length - 1, drill);
}

/** Another start, by which history has all rows up to a sequence. */
function reopen({ disk }: MemoryDisk, sequence: number, drill: Drill): void {
  const again = openHost(disk, { ...SMALL, historySequence: sequence });
  expect(again.status()).toMatchObject({ sequence, stateHash: drill.hashes[sequence] });
  again.close();
}

const DRILL = aDrill(1, isProof ? 60 : 30);
/** Batches of several pages, which a power cut can tear. */
const LARGE_BATCHES = aDrill(2, 12, 40);

const EIO = new DiskFault("EIO: i/o error");
const POWER_CUT = new PowerCut("the power goes");

/** Fails one call, or all from there on. */
function failAt(place: number, isDead: boolean, error: Error, disk = new MemoryDisk()): MemoryDisk {
  disk.intercept = (_call, number) => {
    if (number === place || (isDead && number > place)) throw error;
  };
  return disk;
}

for (const isDead of [false, true]) {
  test(`EXC-001 EXC-002 the disk ${isDead ? "dies at" : "fails once, at"} its Nth call, for every N: nothing given out is lost`, () => {
    const failed = new Set<string>();
    let place = 1;
    for (; ; place++) {
      const disk = failAt(place, isDead, EIO);
      const attempt = run(disk, DRILL);
      if (attempt.failure === null) break;
      failed.add(disk.calls[place - 1]?.name ?? "");
      const random = seededRandom(place);
      recoverAndFinish(disk.afterKill(), DRILL, attempt, random);
      recoverAndFinish(disk.afterPowerCut(random), DRILL, attempt, random);
    }
    expect(place).toBeGreaterThan(100);
    expect(failed).toEqual(new Set(Object.keys(new MemoryDisk().disk)));
  });
}

test("EXC-002 the power goes at any moment, and of what was not synced any pages stay: nothing given out is lost", () => {
  const calls = run(new MemoryDisk(), LARGE_BATCHES).calls;
  for (let seed = 0; seed < (isProof ? 10_000 : 150); seed++) {
    const random = seededRandom(seed);
    const disk = failAt(1 + Math.floor(random() * calls), true, POWER_CUT);
    const attempt = run(disk, LARGE_BATCHES);
    recoverAndFinish(disk.afterPowerCut(random), LARGE_BATCHES, attempt, random);
  }
});

test("EXC-002 recovery may be cut short at its Nth call, for every N, and again: the next one finds the same", () => {
  let cuts = 0;
  for (let sync = 1; sync <= LARGE_BATCHES.batches.length; sync++) {
    const torn = new MemoryDisk();
    let syncs = 0;
    torn.intercept = ({ name }) => {
      if (name === "fdatasyncSync" && ++syncs === sync) throw POWER_CUT;
    };
    const attempt = run(torn, LARGE_BATCHES);
    const random = seededRandom(sync);
    const left = torn.afterPowerCut(random);
    for (let place = 1; ; place++) {
      const disk = failAt(place, true, POWER_CUT, left.afterKill());
      if (recoversAfter(disk, attempt)) break;
      if (disk.calls.some(({ path }) => path.includes(".torn"))) cuts += 1;
      recoverAndFinish(disk.afterPowerCut(random), LARGE_BATCHES, attempt, random);
    }
  }
  expect(cuts).toBeGreaterThan(20);
});

/** Whether a recovery comes to its end. */
function recoversAfter(disk: MemoryDisk, { acknowledged }: Run): boolean {
  try {
    openHost(disk.disk, { ...SMALL, historySequence: acknowledged }).close();
    return true;
  } catch (error) {
    expect(error).toBe(POWER_CUT);
    return false;
  }
}
