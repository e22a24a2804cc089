import { WebSocket } from "ws";
import { expiry, type Key, sign } from "./api-client.ts";
import { type TableFrame, TableImage, type WireRow } from "./table-image.ts";

export interface StreamOptions {
  readonly origin: string;
  /** Null for public tables alone. */
  readonly key: Key | null;
  /** Topics as `table:SYMBOL`. */
  readonly topics: readonly string[];
  /** Wall clock, milliseconds. */
  readonly now: () => number;
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;
const ENDED = new Set<unknown>(["Filled", "Canceled", "Rejected"]);
const REALTIME = "/realtime";

/**
 * Tables kept up to date over a socket. A connection that ends is made anew, each failure after a longer wait; until the
 * images have come again the stream is not live, and nobody should act on it.
 */
export class Stream {
  private readonly options: StreamOptions;
  private readonly images = new Map<string, TableImage>();
  private socket: WebSocket | null = null;
  private retryMs = FIRST_RETRY_MS;
  private retry: NodeJS.Timeout | undefined;
  private isClosed = false;
  private readonly pongs: (() => void)[] = [];
  private readonly waitingForLife: (() => void)[] = [];

  constructor(options: StreamOptions) {
    this.options = options;
    for (const topic of options.topics) this.images.set(topic, new TableImage((row) => ENDED.has(row["ordStatus"])));
    this.connect();
  }

  get isLive(): boolean {
    return [...this.images.values()].every((image) => image.isLive);
  }

  rows(topic: string): readonly WireRow[] {
    return this.image(topic).rows;
  }

  row(topic: string): WireRow | undefined {
    return this.image(topic).row;
  }

  /** Resolves when every image has come. */
  async live(): Promise<void> {
    while (!this.isLive) await new Promise<void>((resolve) => this.waitingForLife.push(resolve));
  }

  /**
   * Resolves when all that the exchange had sent by now has been read: frames come in order, so the answer to a ping
   * comes behind them.
   */
  async settled(): Promise<void> {
    do {
      await this.live();
      await new Promise<void>((resolve) => {
        this.pongs.push(resolve);
        // On a connection that is ending the ping is lost, and its end resolves this as well.
        this.socket?.send("ping", () => {});
      });
    } while (!this.isLive);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.retry);
    this.socket?.close();
  }

  private image(topic: string): TableImage {
    const image = this.images.get(topic);
    if (image === undefined) throw new Error(`nobody subscribed to ${topic}`);
    return image;
  }

  private connect(): void {
    const { origin, key, topics, now } = this.options;
    const socket = new WebSocket(origin.replace(/^http/, "ws") + REALTIME, { perMessageDeflate: false });
    this.socket = socket;
    socket.on("open", () => {
      if (key !== null) {
        const expires = expiry(now());
        socket.send(JSON.stringify({ op: "authKeyExpires", args: [key.id, expires, sign(key.secret, "GET", REALTIME, expires)] }));
      }
      socket.send(JSON.stringify({ op: "subscribe", args: topics }));
    });
    socket.on("message", (data) => this.receive(socket, String(data)));
    // What went wrong is told by the end of the connection, which follows.
    socket.on("error", () => socket.terminate());
    socket.on("close", () => this.reconnect());
  }

  private receive(socket: WebSocket, text: string): void {
    if (text === "pong") {
      this.pongs.shift()?.();
      return;
    }
    const message = JSON.parse(text) as Partial<TableFrame> & { readonly error?: string; readonly status?: number };
    if (message.error !== undefined) {
      process.stderr.write(`A simulated trader's stream was refused: ${message.status ?? ""} ${message.error}\n`);
      socket.close();
      return;
    }
    if (message.table === undefined) return;
    const frame = message as TableFrame;
    for (const [topic, image] of this.images) {
      if (topic.startsWith(`${frame.table}:`)) this.applyTo(image, topic, frame);
    }
  }

  /** A table may be subscribed to for several symbols: each image takes its own rows. */
  private applyTo(image: TableImage, topic: string, frame: TableFrame): void {
    const symbol = topic.slice(topic.indexOf(":") + 1);
    const filter = (frame as { readonly filter?: { readonly symbol?: string } }).filter;
    if (frame.action === "partial" && filter?.symbol !== undefined && filter.symbol !== symbol) return;
    const data = frame.data.filter((row) => row["symbol"] === symbol);
    if (frame.action !== "partial" && data.length === 0) return;
    image.apply({ ...frame, data });
    if (frame.action !== "partial" || !this.isLive) return;
    this.retryMs = FIRST_RETRY_MS;
    for (const resolve of this.waitingForLife.splice(0)) resolve();
  }

  private reconnect(): void {
    for (const image of this.images.values()) image.forget();
    for (const resolve of this.pongs.splice(0)) resolve();
    if (this.isClosed) return;
    this.retry = setTimeout(() => this.connect(), this.retryMs);
    this.retryMs = Math.min(LAST_RETRY_MS, this.retryMs * 2);
  }
}
