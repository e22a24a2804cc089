import { dirname } from "node:path";
import type { Disk } from "../disk.ts";

/**
 * A disk in memory that behaves as a bad one may: calls fail, writes come up short, a failed sync forgets what it was
 * to write, and a power cut keeps of what was not synced whichever pages it likes.
 */

const PAGE_BYTES = 4_096;
/** The data folder: it is there before anything begins. */
const ROOT = "/data";

export interface DiskCall {
  readonly name: keyof Disk;
  readonly path: string;
}

/** What a failing disk says. */
export class DiskFault extends Error {}

/** Thrown into a call at which the power goes: nothing of the process is left to hear it. */
export class PowerCut extends Error {}

interface File {
  /** As programs see it. */
  bytes: Uint8Array;
  /** As it is on the medium. */
  synced: Uint8Array;
  /** Pages that differ and that a sync would write. */
  readonly dirty: Set<number>;
}

type Entry = File | "folder";

/** A change of a folder that is not on the medium yet: what goes, and what comes under which name. */
interface FolderChange {
  readonly folder: string;
  readonly removed: string | null;
  readonly added: { readonly path: string; readonly entry: Entry } | null;
}

function apply({ removed, added }: FolderChange, entries: Map<string, Entry>): void {
  if (removed !== null) entries.delete(removed);
  if (added !== null) entries.set(added.path, added.entry);
}

export class MemoryDisk {
  /** Everything that was asked of the disk. */
  readonly calls: DiskCall[] = [];
  /** Sees each call before it is done; what it throws, the caller gets. */
  intercept: (call: DiskCall, number: number) => void = () => undefined;
  /** Bytes that one write takes at most. */
  maxWriteBytes = Number.POSITIVE_INFINITY;
  private readonly entries = new Map<string, Entry>([[ROOT, "folder"]]);
  private readonly synced = new Map<string, Entry>([[ROOT, "folder"]]);
  private changes: FolderChange[] = [];
  private readonly open = new Map<number, { readonly path: string; readonly entry: Entry }>();
  private nextFile = 3;

  /** The disk as the exchange's parts take it. */
  readonly disk: Disk = {
    openSync: (path: string, flags: string) => this.openFile(path, flags),
    closeSync: (file: number) => {
      this.call("closeSync", this.pathOf(file));
      this.open.delete(file);
    },
    writeSync: (file: number, bytes: Uint8Array, offset: number, length: number, position: number) =>
      this.write(file, bytes.subarray(offset, offset + length), position),
    readFileSync: (path: string) => {
      this.call("readFileSync", path);
      return this.fileAt(path).bytes.slice();
    },
    fdatasyncSync: (file: number) => this.sync("fdatasyncSync", file),
    fsyncSync: (file: number) => this.sync("fsyncSync", file),
    readdirSync: (path: string) => {
      this.call("readdirSync", path);
      return this.list(path);
    },
    renameSync: (from: string, to: string) => {
      this.call("renameSync", to);
      const entry = this.fileAt(from);
      this.change({ folder: dirname(to), removed: from, added: { path: to, entry } });
    },
    unlinkSync: (path: string) => {
      this.call("unlinkSync", path);
      this.fileAt(path);
      this.change({ folder: dirname(path), removed: path, added: null });
    },
    mkdirSync: (path: string) => {
      this.call("mkdirSync", path);
      if (!this.entries.has(path)) this.change({ folder: dirname(path), removed: null, added: { path, entry: "folder" } });
    },
    existsSync: (path: string) => {
      this.call("existsSync", path);
      return this.entries.has(path);
    },
  } as unknown as Disk;

  /** Names in a folder. */
  list(folder: string): string[] {
    return [...this.entries.keys()].filter((path) => dirname(path) === folder).map((path) => path.slice(folder.length + 1));
  }

  /** A copy of a file's bytes. */
  read(path: string): Uint8Array {
    return this.fileAt(path).bytes.slice();
  }

  /** Puts a file there, on the medium and all: somebody's hand, not the program's. */
  put(path: string, bytes: Uint8Array): void {
    const file: File = { bytes: bytes.slice(), synced: bytes.slice(), dirty: new Set() };
    this.entries.set(path, file);
    this.synced.set(path, file);
  }

  remove(path: string): void {
    this.entries.delete(path);
    this.synced.delete(path);
  }

  /**
   * What the next process finds when this one was killed: all that the system was told. What was not synced still is
   * not, and what a failed sync has forgotten stays forgotten.
   */
  afterKill(): MemoryDisk {
    const copies = new Map<File, File>();
    const copyOf = (entry: Entry): Entry => {
      if (entry === "folder") return entry;
      const copy = copies.get(entry) ?? { bytes: entry.bytes.slice(), synced: entry.synced.slice(), dirty: new Set(entry.dirty) };
      copies.set(entry, copy);
      return copy;
    };
    const disk = new MemoryDisk();
    for (const [path, entry] of this.entries) disk.entries.set(path, copyOf(entry));
    for (const [path, entry] of this.synced) disk.synced.set(path, copyOf(entry));
    disk.changes = this.changes.map(({ folder, removed, added }) => ({
      folder,
      removed,
      added: added === null ? null : { path: added.path, entry: copyOf(added.entry) },
    }));
    return disk;
  }

  /**
   * What the next process finds when the power went: what was synced and, of the rest, any pages and, of a folder's
   * changes, any first few.
   *
   * @param random from 0 to 1
   */
  afterPowerCut(random: () => number): MemoryDisk {
    const entries = new Map(this.synced);
    const folders = new Set(this.changes.map(({ folder }) => folder));
    for (const folder of folders) {
      const changes = this.changes.filter((change) => change.folder === folder);
      for (const change of changes.slice(0, Math.floor(random() * (changes.length + 1)))) apply(change, entries);
    }
    for (const path of [...entries.keys()]) if (path !== ROOT && !entries.has(dirname(path))) entries.delete(path);
    return MemoryDisk.of(entries, (file) => survivingBytes(file, random));
  }

  private static of(entries: ReadonlyMap<string, Entry>, bytesOf: (file: File) => Uint8Array): MemoryDisk {
    const disk = new MemoryDisk();
    for (const [path, entry] of entries) {
      if (entry !== "folder") disk.put(path, bytesOf(entry));
      else {
        disk.entries.set(path, entry);
        disk.synced.set(path, entry);
      }
    }
    return disk;
  }

  private call(name: keyof Disk, path: string): void {
    const call = { name, path };
    this.calls.push(call);
    this.intercept(call, this.calls.length);
  }

  private openFile(path: string, flags: string): number {
    this.call("openSync", path);
    const isNew = flags.startsWith("w");
    let entry = this.entries.get(path);
    if (entry === undefined || (isNew && entry !== "folder")) {
      if (!isNew) throw new DiskFault(`ENOENT: ${path}`);
      const file: File = { bytes: new Uint8Array(0), synced: new Uint8Array(0), dirty: new Set() };
      this.change({ folder: dirname(path), removed: null, added: { path, entry: file } });
      entry = file;
    }
    const number = this.nextFile++;
    this.open.set(number, { path, entry });
    return number;
  }

  private write(number: number, bytes: Uint8Array, position: number): number {
    const { path, entry } = this.opened(number);
    if (entry === "folder") throw new DiskFault(`EISDIR: ${path}`);
    try {
      this.call("writeSync", path);
    } catch (error) {
      // A write that fails may have come some way.
      put(entry, bytes.subarray(0, bytes.length >> 1), position);
      throw error;
    }
    const taken = bytes.subarray(0, Math.min(bytes.length, this.maxWriteBytes));
    put(entry, taken, position);
    return taken.length;
  }

  private sync(name: "fsyncSync" | "fdatasyncSync", number: number): void {
    const { path, entry } = this.opened(number);
    try {
      this.call(name, path);
    } catch (error) {
      // The system drops what it could not write: the next sync has nothing left to do, and succeeds.
      if (entry !== "folder" && !(error instanceof PowerCut)) entry.dirty.clear();
      throw error;
    }
    if (entry !== "folder") {
      const grown = new Uint8Array(entry.bytes.length);
      grown.set(entry.synced.subarray(0, grown.length));
      for (const page of entry.dirty) copyPage(entry.bytes, grown, page);
      entry.synced = grown;
      entry.dirty.clear();
      return;
    }
    for (const change of this.changes) if (change.folder === path) apply(change, this.synced);
    this.changes = this.changes.filter(({ folder }) => folder !== path);
  }

  private change(change: FolderChange): void {
    apply(change, this.entries);
    this.changes.push(change);
  }

  private opened(number: number) {
    const found = this.open.get(number);
    if (found === undefined) throw new DiskFault("EBADF");
    return found;
  }

  private pathOf(number: number): string {
    return this.opened(number).path;
  }

  private fileAt(path: string): File {
    const entry = this.entries.get(path);
    if (entry === undefined || entry === "folder") throw new DiskFault(`ENOENT: ${path}`);
    return entry;
  }
}

function put(file: File, bytes: Uint8Array, position: number): void {
  const end = position + bytes.length;
  if (end > file.bytes.length) {
    const grown = new Uint8Array(end);
    grown.set(file.bytes);
    file.bytes = grown;
  }
  file.bytes.set(bytes, position);
  for (let page = Math.floor(position / PAGE_BYTES); page * PAGE_BYTES < end; page++) file.dirty.add(page);
}

function copyPage(from: Uint8Array, to: Uint8Array, page: number): void {
  to.set(from.subarray(page * PAGE_BYTES, Math.min((page + 1) * PAGE_BYTES, to.length)), page * PAGE_BYTES);
}

function survivingBytes(file: File, random: () => number): Uint8Array {
  const kept = [...file.dirty].filter(() => random() < 0.5);
  const end = Math.max(file.synced.length, ...kept.map((page) => Math.min((page + 1) * PAGE_BYTES, file.bytes.length)));
  const bytes = new Uint8Array(end);
  bytes.set(file.synced);
  for (const page of kept) copyPage(file.bytes, bytes, page);
  return bytes;
}
