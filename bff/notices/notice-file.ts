import { existsSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";
import { type Kept, NOTHING_KEPT } from "./notice-board.ts";

/** Where the board is kept: a small file that is written anew and put in the place of the old one. */
const NAME = "notices.json";

/** @throws SyntaxError for a file that holds something else */
export function readNotices(dataDir: string): Kept {
  const path = join(dataDir, NAME);
  if (!existsSync(path)) return NOTHING_KEPT;
  const kept = JSON.parse(readFileSync(path, "utf8")) as Kept;
  // Earlier files hold what accounts were told, too.
  const isPublic = (notice: object) => !("account" in notice) || notice.account === null;
  return { ...kept, notices: kept.notices.filter(isPublic) };
}

/** Resolves when it is on the disk: whoever starts next finds either all of it or all of what was there before. */
export async function writeNotices(dataDir: string, kept: Kept): Promise<void> {
  const path = join(dataDir, NAME);
  const next = `${path}.next`;
  const file = await open(next, "w", 0o600);
  try {
    await file.writeFile(JSON.stringify(kept));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
  const folder = await open(dataDir, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
