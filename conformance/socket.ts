import { once } from "node:events";
import { WebSocket } from "ws";
import type { Key } from "./client.ts";
import { socketAuth } from "./client.ts";

/** A message of the socket; every field may be missing. */
export interface Message {
  readonly table?: string;
  readonly action?: "partial" | "insert" | "update" | "delete";
  readonly keys?: readonly string[];
  readonly types?: Readonly<Record<string, string>>;
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly data?: readonly Row[];
  readonly success?: boolean;
  readonly subscribe?: string;
  readonly unsubscribe?: string;
  readonly request?: { readonly op?: string; readonly args?: unknown };
  readonly status?: number;
  readonly error?: string;
  readonly info?: string;
  readonly [name: string]: unknown;
}

export type Row = Readonly<Record<string, unknown>>;

/** A socket that keeps everything it heard. */
export class SocketClient {
  readonly socket: WebSocket;
  /** Everything received, in order; a frame that is no JSON stands as its text. */
  readonly heard: (Message | string)[] = [];
  /** Code of the close; null while open. */
  closed: number | null = null;
  private readonly waiting = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data) => {
      const text = String(data);
      this.heard.push(text.startsWith("{") ? (JSON.parse(text) as Message) : text);
      this.wake();
    });
    socket.on("close", (code) => {
      this.closed = code;
      this.wake();
    });
    // A test that cuts connections hears of it by the close.
    socket.on("error", () => undefined);
  }

  static async open(address: string, headers: Readonly<Record<string, string>> = {}): Promise<SocketClient> {
    const client = new SocketClient(new WebSocket(address, { headers }));
    await once(client.socket, "open");
    return client;
  }

  static signed(address: string, key: Key): Promise<SocketClient> {
    return SocketClient.open(address, socketAuth(key));
  }

  send(command: unknown): void {
    this.socket.send(typeof command === "string" ? command : JSON.stringify(command));
  }

  /** The first message from `from` on that a test picks; waits for it. @throws Error when the socket closes before */
  async hears(picks: (message: Message) => boolean, from = 0): Promise<Message> {
    for (let next = from; ; next++) {
      while (next >= this.heard.length) {
        if (this.closed !== null) throw new Error(`closed with ${this.closed} before the message came`);
        await this.woken();
      }
      const message = this.heard[next];
      if (typeof message === "object" && picks(message)) return message;
    }
  }

  /** Subscribes and waits for the image of each topic. */
  async subscribe(...topics: readonly string[]): Promise<void> {
    const from = this.heard.length;
    this.send({ op: "subscribe", args: topics });
    for (const topic of topics) {
      const [table] = topic.split(":");
      await this.hears((message) => message.subscribe === topic || isRefusal(message, topic), from).then(refuse);
      await this.hears((message) => message.table === table && message.action === "partial", from);
    }
  }

  /** Waits for all that was sent before: the server answers in order. */
  async settle(): Promise<void> {
    const from = this.heard.length;
    this.send("ping");
    while (!this.heard.slice(from).includes("pong")) {
      if (this.closed !== null) throw new Error(`closed with ${this.closed}`);
      await this.woken();
    }
  }

  async closing(): Promise<number> {
    while (this.closed === null) await this.woken();
    return this.closed;
  }

  messages(table: string): Message[] {
    return this.heard.filter((message) => typeof message === "object" && message.table === table) as Message[];
  }

  close(): void {
    this.socket.close();
  }

  private woken(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

const isRefusal = (message: Message, topic: string) => message.error !== undefined && JSON.stringify(message.request).includes(topic);

function refuse(message: Message): void {
  if (message.error !== undefined) throw new Error(message.error);
}
