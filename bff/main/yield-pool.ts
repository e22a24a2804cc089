import { pbkdf2 } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { setPriority } from "node:os";

/** Nice enough to leave a contested core to whoever trades. */
const NICE = 19;
const POOL_THREAD = "libuv-worker";

/**
 * Lets the threads that hash passwords step back behind those that answer orders: on a machine with few cores a flood of
 * sign-ins would otherwise take turns with the engine. Linux alone gives a thread a priority of its own; elsewhere this
 * does nothing, and the bound on hashes at once has to do.
 */
export async function yieldPool(): Promise<void> {
  if (process.platform !== "linux") return;
  // The pool's threads exist only once something was asked of it.
  await new Promise<void>((resolve, reject) => pbkdf2("", "", 1, 1, "sha256", (error) => (error === null ? resolve() : reject(error))));
  for (const thread of readdirSync("/proc/self/task")) {
    if (readFileSync(`/proc/self/task/${thread}/comm`, "utf8").trim() === POOL_THREAD) setPriority(Number(thread), NICE);
  }
}
