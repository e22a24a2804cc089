import { Type } from "typebox";
import { columnsParam, defineOperation, flag, integer, optional } from "../operation.ts";
import { queue } from "../tables/queue.ts";

export const queueGet = defineOperation({
  verb: "GET",
  path: "/queue",
  id: "Queue.get",
  summary:
    "The line in front of the engine, a row for every ten seconds of the last hour: its depth, its service rate, the share refused by origin, and waits of new orders, amendments and three kinds of cancels. The newest row still runs.",
  access: "public",
  params: Type.Object({
    columns: optional(columnsParam),
    count: optional(integer("Number of rows.", { default: 100, minimum: 1, maximum: 500 })),
    start: optional(integer("Row to start from.", { default: 0, minimum: 0, maximum: 1_000_000 })),
    reverse: optional(flag("Newest first.", { default: false })),
  }),
  returns: queue,
  own: true,
});
