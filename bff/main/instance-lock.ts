import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SettingError } from "./setting-error.ts";

/**
 * Keeps a second instance off the data folder. The lock is the operating system's own lock on a file, taken through
 * SQLite because Node has no call for it: it is gone with its process, however that ends.
 *
 * @returns lets go of the folder
 * @throws SettingError when another instance runs on it
 */
export function lockInstance(dataDir: string): () => void {
  const lock = new DatabaseSync(join(dataDir, "lock"));
  try {
    lock.exec("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (!/locked|busy/i.test((error as Error).message)) throw error;
    throw new SettingError(`Another Fairmark already runs on the data folder ${dataDir}.`);
  }
  return () => lock.close();
}
