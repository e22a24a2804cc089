import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { ContractError, TEXT } from "../contract/errors.ts";
import { isNestedBeyond } from "../contract/nesting.ts";
import { websocketHelp } from "../contract/websocket-help.ts";
import type { CancelAllAfterAnswer } from "../exchange/index.ts";
import { textFrame } from "./frame.ts";
import type { Hub, Subscriber } from "./hub.ts";
import { channelOf, readTopic, type Topic } from "./topic.ts";

/** Who a socket speaks for. */
export interface SocketPrincipal {
  readonly account: number;
  /** What, when it is revoked, ends the socket. */
  readonly sessionHash: string | null;
  readonly keyId: string | null;
  /** Whether it may touch orders, which some keys may not. */
  readonly mayOrder: boolean;
}

export interface ConnectionContext {
  readonly hub: Hub;
  readonly origin: string;
  readonly version: string;
  readonly limits: { readonly topics: number; readonly commandsPerSecond: number };
  /** The symbol that a name of a contract or series means; null for none. */
  readonly listed: (text: string) => string | null;
  /** @throws ContractError when key, expiry or signature do not hold */
  readonly authenticate: (keyId: string, expires: string, signature: string) => SocketPrincipal;
  /** @throws ContractError for a timeout that is none */
  readonly cancelAllAfter: (account: number, timeoutMs: number) => Promise<CancelAllAfterAnswer>;
  readonly now: () => number;
}

/** A reader this far behind is cut off: it can start again from an image. */
const MAX_BACKLOG_BYTES = 8 << 20;
/** A command is an object with a list of plain values; what is deeper is no command, and is not echoed either. */
const MAX_DEPTH = 2;
/** Closed because too much waits to be sent; the reader may come back. */
const TRY_AGAIN_LATER = 1013;
const REVOKED = 4001;

interface Command {
  readonly op?: unknown;
  readonly args?: unknown;
}

/** One socket: its commands, its subscriptions, its frames. */
export class Connection implements Subscriber {
  private readonly socket: WebSocket;
  private readonly stream: Duplex;
  private readonly context: ConnectionContext;
  private readonly topics = new Map<string, Topic>();
  private readonly frames: Buffer[] = [];
  private principal: SocketPrincipal | null;
  private commands = { second: 0, count: 0 };

  constructor(socket: WebSocket, stream: Duplex, context: ConnectionContext, principal: SocketPrincipal | null, remaining: number) {
    this.socket = socket;
    this.stream = stream;
    this.context = context;
    this.principal = principal;
    socket.on("message", (data, isBinary) => this.receive(isBinary ? "" : String(data)));
    socket.on("close", () => this.forget());
    // What goes wrong on a socket ends that socket: the library tells the peer why, and `close` follows.
    socket.on("error", () => undefined);
    this.say({
      // Clients look for this sentence. Source: the fixtures of the published ones.
      info: "Welcome to the BitMEX Realtime API.",
      version: context.version,
      timestamp: new Date(context.now()).toISOString(),
      docs: `${context.origin}/api/explorer/swagger.json`,
      heartbeatEnabled: false,
      limit: { remaining },
    });
  }

  get owner(): SocketPrincipal | null {
    return this.principal;
  }

  queue(frame: Buffer): void {
    this.frames.push(frame);
  }

  flush(): void {
    const { frames, stream, socket } = this;
    if (socket.readyState === socket.OPEN) {
      stream.cork();
      for (const frame of frames) stream.write(frame);
      stream.uncork();
      this.dropWhenBehind();
    }
    frames.length = 0;
  }

  private dropWhenBehind(): void {
    if (this.stream.writableLength > MAX_BACKLOG_BYTES) this.socket.close(TRY_AGAIN_LATER, "You read too slowly.");
  }

  /** Subscribes to topics that came with the handshake. */
  subscribeAll(topics: readonly string[]): void {
    const request = { op: "subscribe", args: topics };
    this.eachTopic(request, (text) => this.subscribe(text, request));
  }

  /** Ends the socket because what it was opened with holds no longer. */
  revoke(): void {
    this.socket.close(REVOKED, "The session or key of this connection was revoked.");
  }

  private receive(message: string): void {
    if (message === "ping") {
      this.write("pong");
      return;
    }
    if (this.isTooFast()) {
      this.say({ status: 429, error: "Rate limit exceeded, retry in 1 seconds.", meta: { retryAfter: 1 }, request: {} });
      return;
    }
    if (message === "help" || message === '"help"') {
      this.say(websocketHelp(this.context.origin));
      return;
    }
    let command: Command | null = null;
    try {
      command = JSON.parse(message) as Command | null;
    } catch {
      // Falls through to the answer for what is no command.
    }
    if (typeof command !== "object" || command === null || isNestedBeyond(command, MAX_DEPTH)) {
      this.unrecognised({});
      return;
    }
    this.obey(command);
  }

  private obey(command: Command): void {
    switch (command.op) {
      case "subscribe":
        this.eachTopic(command, (text) => this.subscribe(text, command));
        break;
      case "unsubscribe":
        this.eachTopic(command, (text) => this.unsubscribe(text, command));
        break;
      case "authKeyExpires":
        this.authenticate(command);
        break;
      case "cancelAllAfter":
        void this.cancelAllAfter(command);
        break;
      case "help":
        this.say(websocketHelp(this.context.origin));
        break;
      default:
        this.unrecognised(command);
    }
  }

  /** Every topic is answered with the whole request, so that their number is bounded: an answer may not dwarf its question. */
  private eachTopic(command: Command, obey: (text: string) => void): void {
    const topics = topicList(command.args);
    const { topics: most } = this.context.limits;
    if (topics.length > most) this.refuse(400, `You may not name more than ${most} topics at once.`, { op: command.op });
    else if (topics.length === 0) this.refuse(400, "No topic is named.", { op: command.op });
    else for (const text of topics) obey(text);
  }

  private subscribe(text: string, request: object): void {
    const topic = readTopic(text, this.context.listed);
    if ("reason" in topic) {
      this.refuse(400, topic.reason, request);
      return;
    }
    const key = channelOf(topic.table.name, topic.symbol, null);
    const account = this.principal?.account ?? null;
    if (this.topics.has(key)) this.refuse(400, `You are already subscribed to this topic: ${text}`, request);
    else if (this.topics.size >= this.context.limits.topics)
      this.refuse(400, `You may not subscribe to more than ${this.context.limits.topics} topics.`, request);
    else if (topic.table.visibility === "private" && account === null) {
      this.refuse(401, "User requested an account-locked subscription but no authorization was provided.", request);
    } else {
      this.topics.set(key, topic);
      this.say({ success: true, subscribe: text, request });
      this.write(this.context.hub.subscribe(this, topic, account));
    }
  }

  private unsubscribe(text: string, request: object): void {
    const topic = readTopic(text, this.context.listed);
    if ("reason" in topic) {
      this.refuse(400, topic.reason, request);
      return;
    }
    const key = channelOf(topic.table.name, topic.symbol, null);
    if (!this.topics.delete(key)) {
      this.refuse(400, `You are not subscribed to this topic: ${text}`, request);
      return;
    }
    this.context.hub.unsubscribe(this, topic, this.principal?.account ?? null);
    this.say({ success: true, unsubscribe: text, request });
  }

  private authenticate(command: Command): void {
    if (this.principal !== null) {
      this.refuse(400, "You are already authenticated.", command);
      return;
    }
    const [keyId, expires, signature] = Array.isArray(command.args) ? (command.args as unknown[]) : [];
    try {
      this.principal = this.context.authenticate(plain(keyId), plain(expires), plain(signature));
      this.say({ success: true, request: command });
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      this.refuse(error.status, error.message, command);
      this.socket.close(1008, "Authentication failed.");
    }
  }

  /** The dead man's switch; its timeout comes alone or in a list. */
  private async cancelAllAfter(command: Command): Promise<void> {
    const given = plain(Array.isArray(command.args) ? command.args[0] : command.args);
    const { principal } = this;
    if (principal === null) this.refuse(401, TEXT.authorizationRequired, command);
    else if (!principal.mayOrder) this.refuse(403, TEXT.accessDenied, command);
    else {
      try {
        const answer = await this.context.cancelAllAfter(principal.account, /^\d+$/.test(given) ? Number(given) : Number.NaN);
        this.say({ ...answer, request: command });
      } catch (error) {
        if (!(error instanceof ContractError)) throw error;
        this.refuse(error.status, error.message, command);
      }
    }
  }

  private isTooFast(): boolean {
    const second = Math.floor(this.context.now() / 1_000);
    if (this.commands.second !== second) this.commands = { second, count: 0 };
    this.commands.count += 1;
    return this.commands.count > this.context.limits.commandsPerSecond;
  }

  private unrecognised(request: object): void {
    this.refuse(400, "Unrecognized request. See the docs or send 'help' for more details.", request);
  }

  private refuse(status: number, error: string, request: object): void {
    this.say({ status, error, meta: {}, request });
  }

  private say(message: object): void {
    this.write(JSON.stringify(message));
  }

  private write(text: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.stream.write(textFrame(text));
    this.dropWhenBehind();
  }

  private forget(): void {
    for (const topic of this.topics.values()) this.context.hub.unsubscribe(this, topic, this.principal?.account ?? null);
    this.topics.clear();
  }
}

/** Topics come as a list or as a single string. */
function topicList(args: unknown): readonly string[] {
  if (typeof args === "string") return [args];
  return Array.isArray(args) ? args.map(plain) : [""];
}

/** Strings and numbers as they are written; anything else has no word for itself. */
const plain = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
