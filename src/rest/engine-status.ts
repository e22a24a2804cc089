import { type EngineStatusRow, statsGetEngine } from "../../bff/contract/operations/engine-status.ts";
import { call } from "./call.ts";

export const readEngineStatus = (): Promise<EngineStatusRow> => call(statsGetEngine, {});
