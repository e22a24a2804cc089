import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Longest path that every system takes for a local socket. */
const MAX_PATH_BYTES = 100;

/** Where the operator's commands are listened for: in the data folder, or under a name made of it where that is too long. */
export function operatorSocketPath(dataDir: string): string {
  if (process.platform === "win32") return `\\\\.\\pipe\\fairmark-${nameOf(dataDir)}`;
  const path = join(resolve(dataDir), "operator.sock");
  return Buffer.byteLength(path) <= MAX_PATH_BYTES ? path : join(tmpdir(), `fairmark-${nameOf(dataDir)}.sock`);
}

const nameOf = (dataDir: string) => createHash("sha256").update(resolve(dataDir)).digest("hex").slice(0, 16);
