import { ContractError, TEXT } from "../contract/errors.ts";
import { isNestedBeyond } from "../contract/nesting.ts";
import { websocketHelp } from "../contract/websocket-help.ts";
import type { CancelAllAfterAnswer } from "../exchange/index.ts";
import type { Subscriber } from "./audience.ts";
import { Backlog } from "./backlog.ts";
import { Run } from "./frame.ts";
import type { Hub } from "./hub.ts";
import type { Outlet } from "./outlet.ts";
import { readTopic, type Topic } from "./topic.ts";
import type { Usher } from "./usher.ts";

/** Who a socket speaks for. */
export interface SocketPrincipal {
  readonly account: number;
  /** What, when it is revoked, ends the socket. */
  readonly sessionHash: string | null;
  readonly keyId: string | null;
  /** Whether it may end orders by `cancelAllAfter`, which some keys may not. */
  readonly mayCancel: boolean;
}

export interface ConnectionContext {
  readonly hub: Hub;
  readonly usher: Usher;
  readonly origin: string;
  readonly version: string;
  readonly limits: { readonly topics: number; readonly commandsPerSecond: number };
  /** The symbol that a name of a contract or series means; null for none. */
  readonly listed: (text: string) => string | null;
  /** @throws ContractError when key, expiry or signature do not hold */
  readonly authenticate: (keyId: string, expires: string, signature: string, address: string) => SocketPrincipal;
  /** @throws ContractError for a timeout that is none */
  readonly cancelAllAfter: (account: number, timeoutMs: number) => Promise<CancelAllAfterAnswer>;
  readonly now: () => number;
}

/** A reader for whom more than this waits is behind: from then on it is sent what it can take. */
export const BEHIND_BYTES = 64 * 1_024;
/** A reader who is behind and took nothing for so long is given up. */
export const STUCK_MS = 60_000;
/** Commands of a socket that may wait for its turn. */
const MAX_WAITING = 1_000;
/** Refusals for haste in a second after which a peer is taken for one who does not listen. */
const MAX_HASTE = 10_000;
/** Characters of a message that is refused unread but for what it asked. */
const MOST_ECHOED = 1_024;
/** A command is an object with a list of plain values; what is deeper is no command, and is not echoed either. */
const MAX_DEPTH = 2;
/** Closed because too much waits to be sent; the reader may come back. */
const TRY_AGAIN_LATER = 1013;
const POLICY = 1008;
const REVOKED = 4001;
/** Revoked keys and sessions lose their sockets within a second, whatever the peer does. */
const REVOKED_PATIENCE_MS = 500;

interface Command {
  readonly op?: unknown;
  readonly args?: unknown;
}

/** What nearly all start from, and nobody changes. */
const NO_TOPICS: readonly Topic[] = [];

/** One socket, or one stream of a socket that carries several: its commands, its subscriptions, its frames. */
export class Connection implements Subscriber {
  private readonly outlet: Outlet;
  private readonly context: ConnectionContext;
  private readonly address: string;
  private topics: readonly Topic[] = NO_TOPICS;
  private principal: SocketPrincipal | null;
  private commandSecond = 0;
  private commandCount = 0;
  /** Commands and topics that wait for the usher. */
  private inLine = 0;
  /** What a reader who is behind has still to get; null while it keeps up, as nearly all do. */
  private backlog: Backlog | null = null;
  /** When a reader who is behind was last seen to take anything, and what waited for it then; null for one who never was. */
  private progress: { readonly atMs: number; readonly waitingBytes: number } | null = null;

  /** @param remaining sockets that its address may still open */
  constructor(outlet: Outlet, context: ConnectionContext, principal: SocketPrincipal | null, remaining: number, address = "") {
    this.outlet = outlet;
    this.context = context;
    this.principal = principal;
    this.address = address;
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

  /** Those that a socket carries: this one alone. */
  get streams(): Iterable<Connection> {
    return [this];
  }

  /** Whether more waits for the reader than one who reads lets wait. */
  get isBehind(): boolean {
    return this.backlog !== null || this.outlet.waitingBytes > BEHIND_BYTES;
  }

  take(run: Run): void {
    if (!this.outlet.isOpen) return;
    if (!this.isBehind) {
      this.outlet.write(run);
      return;
    }
    const backlog = this.fallBehind();
    backlog.add(run, (table, symbol) => this.followed(table, symbol));
    if (backlog.isFull) this.giveUp();
  }

  /** Subscribes to topics that came with the handshake. */
  subscribeAll(topics: readonly string[]): void {
    const request = { op: "subscribe", args: topics };
    this.eachTopic(request, (text) => this.subscribe(text, request));
  }

  /** Ends the socket because what it was opened with holds no longer. */
  revoke(): void {
    this.outlet.close(REVOKED, "The session or key of this connection was revoked.", REVOKED_PATIENCE_MS);
    this.forget();
  }

  /** Gives a reader up who is behind and has taken nothing for a minute. */
  checkProgress(): void {
    const { progress } = this;
    if (this.backlog === null || progress === null) return;
    const { waitingBytes } = this.outlet;
    const atMs = this.context.now();
    if (waitingBytes < progress.waitingBytes) this.progress = { atMs, waitingBytes };
    else if (atMs - progress.atMs >= STUCK_MS) this.giveUp();
  }

  /** A message of the peer; null for one that is no text. */
  receive(message: string | null): void {
    if (message !== "ping" && this.isTooFast()) {
      if (this.commandCount > this.context.limits.commandsPerSecond + MAX_HASTE) {
        this.outlet.close(POLICY, "You send too much.");
        return;
      }
      // Clients find by the request what was refused; the little that a subscription takes is read for that.
      const request = message !== null && message.length <= MOST_ECHOED ? (readCommand(message) ?? {}) : {};
      this.say({ status: 429, error: TEXT.rateLimited(1), meta: { retryAfter: 1 }, request });
      return;
    }
    // Answers come in the order of questions: while some wait, so do those behind them.
    if (this.inLine === 0) this.answer(message);
    else if (this.inLine < MAX_WAITING) this.inTurn(() => this.answer(message));
    else this.outlet.close(POLICY, "You send too much.");
  }

  /** The peer is gone. */
  forget(): void {
    this.topics = NO_TOPICS;
    this.context.hub.leave(this, this.principal?.account ?? null);
    this.backlog = null;
  }

  /** The topics to which a row of a table belongs. */
  private followed(table: string, symbol: string): readonly Topic[] {
    return this.topics.filter((topic) => topic.table.name === table && (topic.symbol === null || topic.symbol === symbol));
  }

  private fallBehind(): Backlog {
    if (this.backlog === null) {
      if (this.progress === null) this.outlet.onDrain(() => this.catchUp());
      this.backlog = new Backlog();
      this.progress = { atMs: this.context.now(), waitingBytes: this.outlet.waitingBytes };
    }
    return this.backlog;
  }

  /** The reader took what was written: it gets what waited, and then the images of what it was spared. */
  private catchUp(): void {
    const { backlog, outlet } = this;
    if (backlog === null || !outlet.isOpen) return;
    // What the hub holds is in the images already: it goes before them, or is left out.
    this.context.hub.serve(this);
    while (outlet.waitingBytes <= BEHIND_BYTES) {
      const frames = backlog.shift(BEHIND_BYTES);
      if (frames.length > 0) {
        outlet.write(new Run(frames));
        continue;
      }
      const topic = backlog.nextImage();
      if (topic === undefined) break;
      outlet.write(this.context.hub.image(this, topic, this.principal?.account ?? null));
    }
    if (backlog.isEmpty) this.backlog = null;
    else this.progress = { atMs: this.context.now(), waitingBytes: outlet.waitingBytes };
  }

  private giveUp(): void {
    this.outlet.close(TRY_AGAIN_LATER, "You read too slowly.");
    this.forget();
  }

  private inTurn(job: () => void): void {
    const { usher } = this.context;
    if (this.inLine === 0 && usher.isFree) {
      usher.admit(job);
      return;
    }
    this.inLine += 1;
    usher.admit(() => {
      this.inLine -= 1;
      if (this.outlet.isOpen) job();
    });
  }

  private answer(message: string | null): void {
    if (message === "ping") {
      this.tell(Run.text("pong"));
      return;
    }
    if (message === "help" || message === '"help"') {
      this.say(websocketHelp(this.context.origin));
      return;
    }
    const command = readCommand(message ?? "");
    if (command === null) this.unrecognised({});
    else this.obey(command);
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
    else if (topics.length === 0) this.refuse(400, "No topic is named.", command);
    else for (const text of topics) this.inTurn(() => obey(text));
  }

  private subscribe(text: string, request: object): void {
    const topic = readTopic(text, this.context.listed);
    if ("reason" in topic) {
      this.refuse(400, topic.reason, request);
      return;
    }
    const account = this.principal?.account ?? null;
    if (this.topics.includes(topic)) this.refuse(400, `You are already subscribed to this topic: ${text}`, request);
    else if (this.topics.length >= this.context.limits.topics)
      this.refuse(400, `You may not subscribe to more than ${this.context.limits.topics} topics.`, request);
    else if (topic.table.visibility === "private" && account === null) {
      this.refuse(401, "User requested an account-locked subscription but no authorization was provided.", request);
    } else {
      this.context.hub.follow(this, topic, account);
      this.topics = [...this.topics, topic];
      this.say({ success: true, subscribe: text, request });
      if (this.isBehind) this.fallBehind().owe(topic);
      else this.take(this.context.hub.image(this, topic, account));
    }
  }

  private unsubscribe(text: string, request: object): void {
    const topic = readTopic(text, this.context.listed);
    if ("reason" in topic) {
      this.refuse(400, topic.reason, request);
      return;
    }
    if (!this.topics.includes(topic)) {
      this.refuse(400, `You are not subscribed to this topic: ${text}`, request);
      return;
    }
    this.topics = this.topics.filter((other) => other !== topic);
    this.context.hub.unfollow(this, topic, this.principal?.account ?? null);
    this.backlog?.forget(topic);
    this.say({ success: true, unsubscribe: text, request });
  }

  private authenticate(command: Command): void {
    if (this.principal !== null) {
      this.refuse(400, "You are already authenticated.", command);
      return;
    }
    const [keyId, expires, signature] = Array.isArray(command.args) ? (command.args as unknown[]) : [];
    try {
      this.principal = this.context.authenticate(plain(keyId), plain(expires), plain(signature), this.address);
      this.say({ success: true, request: command });
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      this.refuse(error.status, error.message, command);
      this.outlet.close(POLICY, "Authentication failed.");
    }
  }

  /** The dead man's switch; its timeout comes alone or in a list. */
  private async cancelAllAfter(command: Command): Promise<void> {
    const given = plain(Array.isArray(command.args) ? command.args[0] : command.args);
    const { principal } = this;
    if (principal === null) this.refuse(401, TEXT.authorizationRequired, command);
    else if (!principal.mayCancel) this.refuse(403, TEXT.accessDenied, command);
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
    if (this.commandSecond !== second) this.commandCount = 0;
    this.commandSecond = second;
    this.commandCount += 1;
    return this.commandCount > this.context.limits.commandsPerSecond;
  }

  private unrecognised(request: object): void {
    this.refuse(400, "Unrecognized request. See the docs or send 'help' for more details.", request);
  }

  private refuse(status: number, error: string, request: object): void {
    this.say({ status, error, meta: {}, request });
  }

  private say(message: object): void {
    this.tell(Run.text(JSON.stringify(message)));
  }

  /** Sends an answer, behind what happened before it. */
  private tell(run: Run): void {
    this.context.hub.serve(this);
    this.take(run);
  }
}

/** What a message asks for; null for one that is no command. */
function readCommand(message: string): Command | null {
  let command: unknown;
  try {
    command = JSON.parse(message);
  } catch {
    return null;
  }
  return typeof command !== "object" || command === null || isNestedBeyond(command, MAX_DEPTH) ? null : command;
}

/** Topics come as a list or as a single string. */
function topicList(args: unknown): readonly string[] {
  if (typeof args === "string") return [args];
  return Array.isArray(args) ? args.map(plain) : [];
}

/** Strings and numbers as they are written; anything else has no word for itself. */
const plain = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
