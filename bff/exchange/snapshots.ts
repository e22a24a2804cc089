import { createHash } from "node:crypto";
import { join } from "node:path";
import { restoreState, saveState } from "../engine/snapshot.ts";
import type { State } from "../engine/state.ts";
import { stateHash } from "../engine/state-hash.ts";
import { type Disk, makeFolder, readAll, syncFolder, writeAll } from "./disk.ts";

/** What a snapshot says of itself, in its second line; the first is the hash of all that follows it. */
export interface SnapshotHead {
  readonly engineVersion: string;
  readonly sequence: number;
  readonly timeMs: number;
  readonly stateHash: string;
  /** Taken at a clean stop: no command came after it. */
  readonly isCleanStop: boolean;
}

/** Turns the body of one engine version into that of a later one. */
export type Migration = (body: Uint8Array) => Uint8Array;

/** Kept so that damage to the newest one is no loss. */
const KEPT = 2;
const NEWLINE = 0x0a;

const PART = ".part";

const fileName = (sequence: number) => `${String(sequence).padStart(16, "0")}.snapshot`;
const sequenceOf = (name: string) => Number.parseInt(name, 10);

function sha256(...pieces: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}

/** Snapshots of the state in a folder. One counts only after it was read back and found to be the state. */
export class Snapshots {
  private readonly disk: Disk;
  private readonly folder: string;

  constructor(disk: Disk, folder: string) {
    this.disk = disk;
    this.folder = folder;
    makeFolder(disk, folder);
    // What a crash left half written.
    for (const name of (disk.readdirSync(folder) as string[]).filter((each) => each.endsWith(PART))) disk.unlinkSync(join(folder, name));
  }

  /**
   * Writes a snapshot, reads it back, and drops all but the newest ones and the one that history can follow.
   *
   * @param historySequence how far history has come: a start begins with a snapshot that is not after it
   */
  write(state: State, engineVersion: string, isCleanStop: boolean, historySequence: number): SnapshotHead {
    const { disk, folder } = this;
    const body = saveState(state);
    const head: SnapshotHead = {
      engineVersion,
      sequence: state.scalars.sequence,
      timeMs: state.scalars.timeMs,
      stateHash: stateHash(state),
      isCleanStop,
    };
    const said = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
    const name = fileName(head.sequence);
    const temporary = join(folder, name + PART);
    const file = disk.openSync(temporary, "w");
    try {
      const hash = new TextEncoder().encode(`${sha256(said, body)}\n`);
      writeAll(disk, file, hash, 0);
      writeAll(disk, file, said, hash.length);
      writeAll(disk, file, body, hash.length + said.length);
      disk.fsyncSync(file);
    } finally {
      disk.closeSync(file);
    }
    disk.renameSync(temporary, join(folder, name));
    syncFolder(disk, folder);
    const verified = this.read(name);
    if (verified === null || stateHash(restoreState(verified.body)) !== head.stateHash) {
      throw new Error(`the snapshot ${name} does not read back as the state`);
    }
    const names = this.names();
    const followed = names.findLast((each) => sequenceOf(each) <= historySequence);
    for (const old of names.slice(0, -KEPT)) if (old !== followed) disk.unlinkSync(join(folder, old));
    return head;
  }

  /** The newest snapshot that is whole and not after `upTo`; damaged ones are passed over. */
  newest(upTo: number): { readonly head: SnapshotHead; readonly body: Uint8Array } | null {
    for (const name of this.names().reverse()) {
      if (sequenceOf(name) > upTo) continue;
      const found = this.read(name);
      if (found !== null) return found;
    }
    return null;
  }

  /** Sequence of the oldest snapshot kept, which is how far back the journal must reach; null without any. */
  oldestSequence(): number | null {
    const [oldest] = this.names();
    return oldest === undefined ? null : sequenceOf(oldest);
  }

  /** Sequence of the newest snapshot, whole or not: the journal was durable up to there. Null without any. */
  newestSequence(): number | null {
    const newest = this.names().at(-1);
    return newest === undefined ? null : sequenceOf(newest);
  }

  private names(): string[] {
    return (this.disk.readdirSync(this.folder) as string[]).filter((name) => name.endsWith(".snapshot")).sort();
  }

  private read(name: string): { readonly head: SnapshotHead; readonly body: Uint8Array } | null {
    const bytes = readAll(this.disk, join(this.folder, name));
    const end = bytes.indexOf(NEWLINE);
    const said = bytes.subarray(end + 1);
    if (end < 0 || new TextDecoder().decode(bytes.subarray(0, end)) !== sha256(said)) return null;
    const bodyAt = said.indexOf(NEWLINE) + 1;
    const head = JSON.parse(new TextDecoder().decode(said.subarray(0, bodyAt))) as SnapshotHead;
    return head.sequence === sequenceOf(name) ? { head, body: said.subarray(bodyAt) } : null;
  }
}

/** Brings a snapshot's body to an engine version, one migration after another; null where there is no way. */
export function migrate(
  body: Uint8Array,
  from: string,
  to: string,
  migrations: ReadonlyMap<string, { readonly to: string; readonly run: Migration }>,
): Uint8Array | null {
  let at = from;
  let current = body;
  while (at !== to) {
    const step = migrations.get(at);
    if (step === undefined) return null;
    current = step.run(current);
    at = step.to;
  }
  return current;
}
