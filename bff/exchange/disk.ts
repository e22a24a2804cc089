import * as fs from "node:fs";
import { dirname } from "node:path";

/** What journal and snapshots ask of a disk: synchronous, so that nothing queues behind password hashing in libuv's pool. */
export type Disk = Pick<
  typeof fs,
  | "openSync"
  | "closeSync"
  | "writeSync"
  | "readFileSync"
  | "fdatasyncSync"
  | "fsyncSync"
  | "readdirSync"
  | "renameSync"
  | "unlinkSync"
  | "mkdirSync"
  | "existsSync"
>;

export const realDisk: Disk = fs;

/** A file's bytes as a plain array: `slice` of the Buffer that Node gives out would share memory instead of copying it. */
export function readAll(disk: Disk, path: string): Uint8Array {
  const buffer = disk.readFileSync(path) as Uint8Array;
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** Writes all of the bytes at a position; a disk may take fewer at a time. */
export function writeAll(disk: Disk, file: number, bytes: Uint8Array, position: number): void {
  let written = 0;
  while (written < bytes.length) {
    const taken = disk.writeSync(file, bytes, written, bytes.length - written, position + written);
    if (taken <= 0) throw new Error("the disk takes no more bytes");
    written += taken;
  }
}

/** Makes a folder that outlives a power cut: its own entry is synced, too. */
export function makeFolder(disk: Disk, path: string): void {
  disk.mkdirSync(path, { recursive: true });
  syncFolder(disk, dirname(path));
}

/** Makes entries of a folder durable: new files and renames are lost with power otherwise. */
export function syncFolder(disk: Disk, path: string): void {
  const folder = disk.openSync(path, "r");
  try {
    disk.fsyncSync(folder);
  } finally {
    disk.closeSync(folder);
  }
}
