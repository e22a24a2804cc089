import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { COMMAND } from "../engine/commands.ts";
import { SlotReader } from "../engine/slots.ts";
import { realDisk } from "./disk.ts";
import { HEADER_BYTES, readRecord } from "./journal-format.ts";
import { listSegments } from "./recovery.ts";

/** Records that are read before everybody else on the thread has a turn. */
const READ_AT_ONCE = 500;

/** What the journal holds of a log that is kept elsewhere: after how many entries its chain had which hash. */
export interface Anchor {
  readonly sequence: number;
  readonly timeMs: number;
  readonly entries: number;
  readonly hash: string;
}

/**
 * All that the journal still holds, oldest first. The last segment may be written to meanwhile, and the first be
 * dropped. Segments are read one after the other, and the thread is left to others in between.
 */
export async function readAnchors(dataDir: string, pause: () => Promise<unknown> = () => setImmediate()): Promise<readonly Anchor[]> {
  const folder = join(dataDir, "journal");
  const anchors: Anchor[] = [];
  for (const { name } of listSegments(realDisk, folder)) {
    const buffer = await readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (buffer === null) continue;
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    for (let [offset, count] = [HEADER_BYTES, 1]; ; count++) {
      const record = readRecord(bytes, offset);
      if (record === null) break;
      const command = new SlotReader(record.command);
      if (command.kind === COMMAND.anchor)
        anchors.push({ sequence: record.sequence, timeMs: record.timeMs, entries: command.number(1), hash: command.text(2) });
      offset += record.size;
      if (count % READ_AT_ONCE === 0) await pause();
    }
  }
  return anchors;
}
