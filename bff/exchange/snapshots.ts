import { createHash } from "node:crypto";
import { join } from "node:path";
import { restoreState, saveState } from "../engine/snapshot.ts";
import type { State } from "../engine/state.ts";
import { stateHash } from "../engine/state-hash.ts";
import { type Disk, readAll, syncFolder, writeAll } from "./disk.ts";

/** What a snapshot says of itself, in its first line. */
export interface SnapshotHead {
  readonly engineVersion: string;
  readonly sequence: number;
  readonly timeMs: number;
  readonly stateHash: string;
  /** Taken at a clean stop: no command came after it. */
  readonly isCleanStop: boolean;
  readonly bodyBytes: number;
  readonly bodyHash: string;
}

/** Turns the body of one engine version into that of a later one. */
export type Migration = (body: Uint8Array) => Uint8Array;

/** Kept so that damage to the newest one is no loss. */
const KEPT = 2;
const NEWLINE = 0x0a;

const fileName = (sequence: number) => `${String(sequence).padStart(16, "0")}.snapshot`;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Snapshots of the state in a folder. One counts only after it was read back and found to be the state. */
export class Snapshots {
  private readonly disk: Disk;
  private readonly folder: string;

  constructor(disk: Disk, folder: string) {
    this.disk = disk;
    this.folder = folder;
    disk.mkdirSync(folder, { recursive: true });
  }

  /** Writes a snapshot, reads it back, and drops all but the newest ones. */
  write(state: State, engineVersion: string, isCleanStop: boolean): SnapshotHead {
    const { disk, folder } = this;
    const body = saveState(state);
    const head: SnapshotHead = {
      engineVersion,
      sequence: state.scalars.sequence,
      timeMs: state.scalars.timeMs,
      stateHash: stateHash(state),
      isCleanStop,
      bodyBytes: body.length,
      bodyHash: sha256(body),
    };
    const name = fileName(head.sequence);
    const temporary = join(folder, `${name}.part`);
    const file = disk.openSync(temporary, "w");
    try {
      const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
      writeAll(disk, file, line, 0);
      writeAll(disk, file, body, line.length);
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
    for (const old of this.names().slice(0, -KEPT)) disk.unlinkSync(join(folder, old));
    return head;
  }

  /** The newest snapshot that is whole and not after `upTo`; damaged ones are passed over. */
  newest(upTo: number): { readonly head: SnapshotHead; readonly body: Uint8Array } | null {
    for (const name of this.names().reverse()) {
      if (Number.parseInt(name, 10) > upTo) continue;
      const found = this.read(name);
      if (found !== null) return found;
    }
    return null;
  }

  /** Sequence of the oldest snapshot kept, which is how far back the journal must reach; null without any. */
  oldestSequence(): number | null {
    const [oldest] = this.names();
    return oldest === undefined ? null : Number.parseInt(oldest, 10);
  }

  private names(): string[] {
    return (this.disk.readdirSync(this.folder) as string[]).filter((name) => name.endsWith(".snapshot")).sort();
  }

  private read(name: string): { readonly head: SnapshotHead; readonly body: Uint8Array } | null {
    const bytes = readAll(this.disk, join(this.folder, name));
    const end = bytes.indexOf(NEWLINE);
    if (end < 0) return null;
    let head: SnapshotHead;
    try {
      head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as SnapshotHead;
    } catch {
      return null;
    }
    const body = bytes.subarray(end + 1);
    return body.length === head.bodyBytes && sha256(body) === head.bodyHash ? { head, body } : null;
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
