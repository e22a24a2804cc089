import { backOffMs } from "./back-off.ts";
import { type Greeting, readFrame, type TableMessage } from "./messages.ts";
import { Subscriptions, splitTopic } from "./subscriptions.ts";
import type { TableStore } from "./table-store.ts";

/** A socket, as far as the client needs one. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  readonly opened: () => void;
  readonly received: (text: string) => void;
  /** Once, however the connection ended; also when it never opened. */
  readonly closed: () => void;
}

export interface StreamWorld {
  readonly connect: (events: SocketEvents) => Socket;
  readonly nowMs: () => number;
  /** @returns what calls the timer off */
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** From 0 up to 1. */
  readonly random: () => number;
}

export type Link =
  | { readonly phase: "idle" }
  | { readonly phase: "connecting"; readonly attempt: number; readonly lostAtMs: number | null }
  | { readonly phase: "live" }
  | { readonly phase: "waiting"; readonly attempt: number; readonly lostAtMs: number | null; readonly retryAtMs: number };

const ignore = (): void => undefined;

/** Silence after which the client asks whether anybody is there. */
const PING_AFTER_MS = 5_000;
/** Silence after which a connection is given up: two pings without any answer. */
const DEAD_AFTER_MS = 12_000;
/** After a shorter silence than this a connection is taken for sound by who comes back: pings alone make it speak. */
const TRUSTED_SILENCE_MS = 6_000;
/** A refusal that only asks for patience. */
const TOO_MANY_REQUESTS = 429;

/**
 * Keeps one socket to the exchange: connects, subscribes, hands rows on to the table store, notices silence and gaps,
 * and comes back after a loss. Nothing here renders; who wants to know of rows looks at the store's sinks.
 */
export class StreamClient {
  private readonly world: StreamWorld;
  private readonly store: TableStore;
  private readonly topics = new Subscriptions();
  private socket: Socket | null = null;
  private isOpen = false;
  private cancelTimer: () => void = ignore;
  private failures = 0;
  private lostAtMs: number | null = null;
  private lastFrameMs: number | null = null;
  /** Since when nothing has come on the present connection. */
  private silentSinceMs = 0;
  private current: Link = { phase: "idle" };
  /** Hears of every change of the link. */
  onLink: (link: Link) => void = ignore;
  /** Hears of every message that was applied, after it was. */
  onTable: (message: TableMessage) => void = ignore;
  /** Hears of topics that the exchange refuses, with its status. */
  onRefused: (topics: readonly string[], status: number, error: string) => void = ignore;
  /** Hears what the exchange says of itself when a connection opens. */
  onGreeting: (greeting: Greeting) => void = ignore;

  constructor(world: StreamWorld, store: TableStore) {
    this.world = world;
    this.store = store;
  }

  get link(): Link {
    return this.current;
  }

  /** When the exchange was last heard of, by any frame; null for never. */
  get heardAtMs(): number | null {
    return this.lastFrameMs;
  }

  /** Replaces the topics; what is new is asked for at once where there is a connection. */
  want(topics: readonly string[]): void {
    const { added, dropped } = this.topics.want(topics);
    for (const topic of dropped) {
      const { table, symbol } = splitTopic(topic);
      this.store.letGo(table, symbol);
    }
    if (!this.isOpen) return;
    if (dropped.length > 0) this.send("unsubscribe", dropped);
    if (added.length > 0) this.subscribe(added);
  }

  start(): void {
    if (this.current.phase === "idle") this.connect();
  }

  /** Ends the connection for good. */
  stop(): void {
    this.drop();
    this.setLink({ phase: "idle" });
  }

  /** Starts over at once: the cookie that the handshake carries has changed, or there is reason to hope again. */
  restart(): void {
    this.drop();
    this.failures = 0;
    this.connect();
  }

  /**
   * The network has changed, or somebody looks at the page again after the machine may have slept: tries at once where
   * the client would wait, and does not wait for a connection that has been silent to prove that it is dead.
   */
  wake(): void {
    if (this.current.phase === "waiting") this.connect();
    else if (this.current.phase !== "idle" && this.world.nowMs() - this.silentSinceMs > TRUSTED_SILENCE_MS) this.restart();
  }

  /**
   * The moment up to which a topic's rows are known to be right: that of the last frame while it is live, since a
   * change would have come before it; the moment of its loss afterwards; null when it never had an image.
   */
  knownUntilMs(topic: string): number | null {
    return this.topics.isLive(topic) ? this.lastFrameMs : this.topics.knownUntilMs(topic);
  }

  isLive(topic: string): boolean {
    return this.topics.isLive(topic);
  }

  /**
   * The rows of these topics may be wrong since a moment: they count as known until then, and are asked for anew. Where
   * nothing is known to be wrong, the moment is that of the last frame.
   */
  doubt(topics: readonly string[], knownUntilMs = this.lastFrameMs ?? this.world.nowMs()): void {
    if (!this.isOpen) return;
    for (const topic of topics) {
      const { table, symbol } = splitTopic(topic);
      this.store.letGo(table, symbol);
    }
    this.topics.lost(topics, knownUntilMs);
    this.send("unsubscribe", topics);
    this.subscribe(topics);
  }

  private connect(): void {
    this.cancelTimer();
    this.setLink({ phase: "connecting", attempt: this.failures + 1, lostAtMs: this.lostAtMs });
    this.silentSinceMs = this.world.nowMs();
    // A socket that was replaced may still speak; only the one that is current is listened to.
    let mine: Socket | null = null;
    const isMine = () => mine === null || this.socket === mine;
    mine = this.world.connect({
      opened: () => {
        if (isMine()) this.opened();
      },
      received: (text) => {
        if (isMine()) this.received(text);
      },
      closed: () => {
        if (isMine()) this.closed();
      },
    });
    this.socket = mine;
    this.watch();
  }

  private opened(): void {
    this.isOpen = true;
    this.silentSinceMs = this.world.nowMs();
    this.subscribe(this.topics.all());
    if (this.topics.allLive) this.becomeLive();
  }

  private received(text: string): void {
    this.lastFrameMs = this.world.nowMs();
    this.silentSinceMs = this.lastFrameMs;
    const frame = readFrame(text);
    switch (frame.kind) {
      case "table":
        this.table(frame.message);
        break;
      case "refused":
        if (frame.status === TOO_MANY_REQUESTS || frame.status >= 500) {
          this.closed();
          return;
        }
        this.topics.refused(frame.topics);
        this.onRefused(frame.topics, frame.status, frame.error);
        break;
      case "welcome":
        this.onGreeting(frame.greeting);
        return;
      case "unreadable":
        // What cannot be read may have been a delta: nothing after it can be trusted.
        this.closed();
        return;
      default:
        return;
    }
    if (this.topics.allLive) this.becomeLive();
  }

  private table(message: TableMessage): void {
    const outcome = this.store.apply(message);
    if (outcome.kind === "imaged") this.topics.imaged(message.table, outcome.symbol);
    if (outcome.kind === "gap") this.askAgain(message.table, outcome.symbols);
    if (outcome.kind === "imaged" || outcome.kind === "applied") this.onTable(message);
  }

  /** Asks for a new image. The contract refuses a second subscription, so the first is let go before. */
  private askAgain(table: string, symbols: readonly string[]): void {
    const names =
      symbols.length === 0 ? this.topics.matching(table, undefined) : symbols.flatMap((symbol) => this.topics.matching(table, symbol));
    const topics = [...new Set(names)];
    this.topics.lost(topics, this.world.nowMs());
    this.send("unsubscribe", topics);
    this.subscribe(topics);
  }

  private subscribe(topics: readonly string[]): void {
    if (topics.length === 0) return;
    this.topics.asked(topics);
    this.send("subscribe", topics);
  }

  private send(op: "subscribe" | "unsubscribe", args: readonly string[]): void {
    this.socket?.send(JSON.stringify({ op, args }));
  }

  private becomeLive(): void {
    this.failures = 0;
    this.lostAtMs = null;
    if (this.current.phase !== "live") this.setLink({ phase: "live" });
  }

  private closed(): void {
    const heardAtMs = this.lastFrameMs;
    this.drop();
    this.failures += 1;
    this.lostAtMs ??= heardAtMs;
    const delayMs = backOffMs(this.failures, this.world.random());
    this.setLink({ phase: "waiting", attempt: this.failures + 1, lostAtMs: this.lostAtMs, retryAtMs: this.world.nowMs() + delayMs });
    this.cancelTimer = this.world.after(delayMs, () => this.connect());
  }

  private drop(): void {
    this.cancelTimer();
    const { socket } = this;
    this.socket = null;
    this.isOpen = false;
    this.topics.lost(this.topics.all(), this.lastFrameMs ?? this.world.nowMs());
    this.store.forgetAll();
    socket?.close();
  }

  /** Asks after a silence, and gives a connection up that does not answer. */
  private watch(): void {
    this.cancelTimer = this.world.after(PING_AFTER_MS, () => {
      const silentMs = this.world.nowMs() - this.silentSinceMs;
      if (silentMs >= DEAD_AFTER_MS) {
        this.closed();
        return;
      }
      if (this.isOpen && silentMs >= PING_AFTER_MS / 2) this.socket?.send("ping");
      this.watch();
    });
  }

  private setLink(link: Link): void {
    this.current = link;
    this.onLink(link);
  }
}
