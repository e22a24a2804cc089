/** What the watch may do to the stream. */
export interface WatchedStream {
  /** Asks for a topic's image anew, though nothing is known to be wrong with it. */
  readonly probe: (topic: string) => void;
  /** The rows of these topics count as right until a moment and no longer, and are asked for anew. */
  readonly doubt: (topics: readonly string[], knownUntilMs: number) => void;
  readonly isLive: (topic: string) => boolean;
}

/** Private tables may have nothing to say for hours. After such a silence the shortest of them is asked for its image. */
const PROBE_AFTER_MS = 20_000;
/** An image that is asked for comes at once; what does not come within this time does not come. */
const ANSWER_WITHIN_MS = 4_000;
/** While an account's tables are silent they are asked for again this often. */
const ASK_AGAIN_MS = 10_000;

/**
 * Notices when an account's tables have fallen silent while the others go on: a socket that speaks proves nothing of
 * them (on 2019-07 an exchange's private streams were dead for hours while its book moved). Two things would have to
 * bring rows and do not: an order that was answered over REST, and an image that was asked for.
 */
export class PrivateWatch {
  private readonly stream: WatchedStream;
  private readonly topics: readonly string[];
  /** The shortest table, which always has an image. */
  private readonly probed: string;
  private isOn = false;
  private heardAtMs = 0;
  /** Since when rows are owed; null for none. */
  private owedSinceMs: number | null = null;
  private askedAtMs = 0;
  private silent: number | null = null;

  constructor(stream: WatchedStream, topics: readonly string[], probed: string) {
    this.stream = stream;
    this.topics = topics;
    this.probed = probed;
  }

  /** When the account's tables were heard last before they fell silent; null while they speak. */
  get silentSinceMs(): number | null {
    return this.silent;
  }

  /** Somebody is signed in and the connection is up; or not. */
  turn(isOn: boolean, nowMs: number): void {
    if (isOn === this.isOn) return;
    this.isOn = isOn;
    this.heardAtMs = nowMs;
    this.owedSinceMs = null;
    this.silent = null;
  }

  /** A frame of one of the tables came. */
  heard(table: string, nowMs: number): void {
    if (!this.topics.includes(table)) return;
    this.heardAtMs = nowMs;
    this.owedSinceMs = null;
    this.silent = null;
  }

  /**
   * Something was answered that changes an order: a row of it has to come.
   *
   * @param sentAtMs when it was sent: its row may have come before the answer, and nothing is owed then
   * @param answeredAtMs from when its row is waited for: an answer that was long under way says nothing of the rows
   */
  owes(sentAtMs: number, answeredAtMs: number): void {
    if (this.isOn && this.heardAtMs < sentAtMs) this.owedSinceMs ??= answeredAtMs;
  }

  /** Looks at the clock; called by the second. */
  beat(nowMs: number): void {
    if (!this.isOn) return;
    if (this.silent !== null) {
      if (nowMs - this.askedAtMs < ASK_AGAIN_MS) return;
      this.askedAtMs = nowMs;
      this.stream.doubt(this.topics, this.silent);
      return;
    }
    if (this.owedSinceMs !== null) {
      if (nowMs - this.owedSinceMs < ANSWER_WITHIN_MS) return;
      this.silent = this.heardAtMs;
      this.askedAtMs = nowMs;
      this.stream.doubt(this.topics, this.silent);
      return;
    }
    if (nowMs - this.heardAtMs < PROBE_AFTER_MS || !this.stream.isLive(this.probed)) return;
    this.owedSinceMs = nowMs;
    this.stream.probe(this.probed);
  }
}
