import { Type } from "typebox";
import { Count, Nullable, Text, Timestamp } from "../columns.ts";
import { defineOperation, type Model } from "../operation.ts";

const engineStatus = {
  model: "EngineStatus",
  description: "How busy the exchange is.",
  schema: Type.Object({
    timestamp: Timestamp,
    /** Commands that wait for the engine. */
    queueDepth: Count,
    /** Milliseconds that a question to the engine just took, the wait behind what stood before it included. */
    latency: Type.Number({ format: "double" }),
    /** Why no commands are taken; null while they are. */
    halted: Nullable(Text),
  }),
} satisfies Model;

export type EngineStatusRow = Type.Static<typeof engineStatus.schema>;

export const statsGetEngine = defineOperation({
  verb: "GET",
  path: "/stats/engine",
  id: "Stats.engine",
  summary:
    "Commands that wait for the engine, milliseconds that it takes to answer, and whether it is halted; measured once a second at most.",
  access: "public",
  params: Type.Object({}),
  returns: engineStatus,
  single: true,
  own: true,
});
