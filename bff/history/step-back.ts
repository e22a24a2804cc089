import os from "node:os";

/**
 * Lets the thread that calls step back behind those that answer orders. Linux alone gives a thread a priority of its own;
 * elsewhere this does nothing, nor does it where the system refuses or the thread stands further back already, as under
 * `nice`: an ordinary user may never step forward.
 *
 * @param nice 0 for as urgent as any, 19 for the least
 */
export function stepBack(nice: number, system: Pick<typeof os, "getPriority" | "setPriority"> = os): void {
  if (process.platform !== "linux") return;
  try {
    // On Linux the process 0 of the call is the thread itself.
    if (system.getPriority(0) < nice) system.setPriority(0, nice);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SYSTEM_ERROR") throw error;
  }
}
