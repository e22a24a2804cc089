import { Count, Nullable, Ratio, Satoshis, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** Milliseconds from a request's arrival to its answer; null where nothing of the kind was answered. */
const Wait = Nullable(Ratio);

/**
 * The line in front of the engine, a row for every ten seconds; the row that runs is told anew each second. What is counted
 * are requests that the engine is asked for: orders, amendments, cancels, margin of positions.
 */
export const queue = defineTable({
  name: "queue",
  model: "Queue",
  description:
    "The line in front of the engine, a row for ten seconds that end at `timestamp`: how long it is, how fast it is served, who was refused, and how many milliseconds passed between the arrival of an accepted request and its answer.",
  visibility: "public",
  keys: ["timestamp"],
  required: ["timestamp"],
  foreignKeys: {},
  attributes: { timestamp: "sorted" },
  columns: {
    timestamp: Timestamp,
    /** Requests in the line now, and the most of these ten seconds. */
    depth: Count,
    maxDepth: Count,
    /** Beyond so many the next is refused. */
    bound: Count,
    /** Commands that the engine finished a second. */
    serviceRate: Ratio,
    /** Commands a second that it was seen to finish while others waited; null before it ever was so busy. */
    capacity: Nullable(Ratio),
    keyRequests: Count,
    keyRefused: Count,
    keyRefusedShare: Ratio,
    sessionRequests: Count,
    sessionRefused: Count,
    sessionRefusedShare: Ratio,
    newCount: Count,
    newMedian: Wait,
    newMean: Wait,
    newP95: Wait,
    newP99: Wait,
    amendCount: Count,
    amendMedian: Wait,
    amendMean: Wait,
    amendP95: Wait,
    amendP99: Wait,
    /** One order by its id. */
    cancelCount: Count,
    cancelMedian: Wait,
    cancelMean: Wait,
    cancelP95: Wait,
    cancelP99: Wait,
    /** Several orders by their ids. */
    cancelBulkCount: Count,
    cancelBulkMedian: Wait,
    cancelBulkMean: Wait,
    cancelBulkP95: Wait,
    cancelBulkP99: Wait,
    cancelAllCount: Count,
    cancelAllMedian: Wait,
    cancelAllMean: Wait,
    cancelAllP95: Wait,
    cancelAllP99: Wait,
    /** When the books were last recomputed from their rows, up to which command, and by how much they were off: never by anything. */
    auditCheckedAt: Nullable(Timestamp),
    auditSequence: Count,
    auditDifference: Satoshis,
  },
});

export type QueueRow = Row<typeof queue>;
