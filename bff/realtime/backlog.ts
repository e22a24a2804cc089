import type { Frame, Run } from "./frame.ts";
import type { Topic } from "./topic.ts";

/** What waits for a reader who is behind may weigh so much, images apart. */
export const MAX_QUEUED_BYTES = 256 * 1_024;

/** And answers so much: who asks and does not listen is bounded too, but who asks a great deal at once is not stuck. */
const MAX_ANSWER_BYTES = 4 << 20;

/** Tables that show how things stand: who missed some of it needs the newest rows, not those between. */
const STANDINGS: ReadonlySet<string> = new Set(["orderBookL2", "orderBookL2_25", "orderBook10", "quote", "instrument"]);

/**
 * What a reader who is behind has still to get. Rows that tell what happened wait, each of them, up to a bound. Of tables that
 * show how things stand nothing waits: the reader is due a new image, which says all that it missed.
 */
export class Backlog {
  private readonly queue: Frame[] = [];
  private queuedBytes = 0;
  private answerBytes = 0;
  /** Topics whose images are due, oldest first. */
  private readonly due = new Set<Topic>();

  get isEmpty(): boolean {
    return this.queue.length === 0 && this.due.size === 0;
  }

  /** Whether more waits than may. */
  get isFull(): boolean {
    return this.queuedBytes > MAX_QUEUED_BYTES || this.answerBytes > MAX_ANSWER_BYTES;
  }

  /**
   * Keeps what has to wait.
   *
   * @param followed topics of the reader, by table and symbol
   */
  add({ frames }: Run, followed: (table: string, symbol: string) => readonly Topic[]): void {
    for (const frame of frames) {
      const topics = frame.table === "" ? [] : followed(frame.table, frame.symbol);
      if (STANDINGS.has(frame.table)) {
        for (const topic of topics) this.due.add(topic);
        continue;
      }
      // The image that is due will hold it.
      if (topics.length > 0 && topics.every((topic) => this.due.has(topic))) continue;
      this.queue.push(frame);
      this.count(frame, 1);
    }
  }

  /** Makes a topic start from its image once the reader has caught up. */
  owe(topic: Topic): void {
    this.due.add(topic);
  }

  forget(topic: Topic): void {
    this.due.delete(topic);
  }

  /** The next frames that waited, together about so many bytes; none when all are gone. */
  shift(bytes: number): readonly Frame[] {
    let taken = 0;
    let size = 0;
    while (taken < this.queue.length && size < bytes) {
      const frame = this.queue[taken++] as Frame;
      size += frame.bytes.length;
      this.count(frame, -1);
    }
    return this.queue.splice(0, taken);
  }

  private count({ table, bytes }: Frame, sign: 1 | -1): void {
    if (table === "") this.answerBytes += sign * bytes.length;
    else this.queuedBytes += sign * bytes.length;
  }

  /** The next image that is due; undefined while rows wait before it, and when there is none. */
  nextImage(): Topic | undefined {
    if (this.queue.length > 0) return undefined;
    const [next] = this.due;
    if (next === undefined) return undefined;
    this.due.delete(next);
    return next;
  }
}
