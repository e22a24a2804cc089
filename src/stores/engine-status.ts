import { create } from "zustand";
import type { EngineStatusRow } from "../../bff/contract/operations/engine-status.ts";
import { readEngineStatus } from "../rest/engine-status.ts";
import { RestError } from "../rest/rest-error.ts";

/** How busy the exchange said that it is; null where it has not said so lately. */
export const useEngineStatus = create<{ readonly status: EngineStatusRow | null }>()(() => ({ status: null }));

/** Asks once, and forgets what was said before where no answer comes. */
export async function askEngineStatus(): Promise<void> {
  try {
    useEngineStatus.setState({ status: await readEngineStatus() });
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    useEngineStatus.setState({ status: null });
  }
}
