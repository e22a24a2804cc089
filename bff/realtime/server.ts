import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type RawData, type ServerOptions, type WebSocket, WebSocketServer } from "ws";
import type { ChatRoom } from "../chat/chat-room.ts";
import type { Presence } from "../chat/presence.ts";
import { ContractError, type ErrorName, TEXT } from "../contract/errors.ts";
import { mayDo, type Permission } from "../contract/operation.ts";
import { resolveSymbol } from "../contract/series.ts";
import type { Exchange, Trading } from "../exchange/index.ts";
import type { Identity } from "../identity/index.ts";
import type { NoticeBoard } from "../notices/notice-board.ts";
import { Connection, type ConnectionContext, type SocketPrincipal } from "./connection.ts";
import { Hub } from "./hub.ts";
import { Multiplex } from "./multiplex.ts";
import { type Outlet, SocketOutlet } from "./outlet.ts";
import { Usher } from "./usher.ts";

const PATH = "/realtime";
/** When to come back who was refused because too many sockets are open already. */
const TOO_MANY_RETRY_SECONDS = 60;
/** The same for several streams over one socket. */
const MULTIPLEX_PATH = "/realtimemd";
/** Each socket is pinged once in so many beats, a share of them at each: all at once would hold everything up. */
const BEATS = 60;
const BEAT_MS = 1_000;
/** Newcomers who may wait to be let in. */
const MAX_IN_LINE = 20_000;
/** How often those who are connected are counted and everybody is told. */
const COUNT_MS = 2_000;
/** Closed because the service restarts: clients take it as a reason to come back. */
const SERVICE_RESTART = 1012;
/** Closed because nobody seems to listen; who does after all may come back. */
const TRY_AGAIN_LATER = 1013;
/** How long a peer may take to answer that its socket is closed: one that was stuck may still read why. */
const CLOSE_MS = 60_000;

export interface RealtimeOptions {
  readonly exchange: Exchange;
  readonly trading: Pick<Trading, "cancelAllAfter">;
  readonly identity: Identity;
  readonly chat: ChatRoom;
  readonly presence: Presence;
  readonly notices: NoticeBoard;
  readonly settings: { readonly origin: string; readonly version: string };
  readonly limits: {
    readonly sockets: {
      readonly perAddress: number;
      readonly perAccount: number;
      readonly messageBytes: number;
      readonly topics: number;
      readonly commandsPerSecond: number;
    };
  };
  /** @throws ContractError when key, expiry, signature or address do not hold for the socket's path */
  readonly verify: (
    keyId: string,
    expires: string,
    signature: string,
    address: string,
  ) => { readonly account: number; readonly id: string; readonly permissions: readonly Permission[] };
  /** Where a handshake comes from, and whether the limit for an address does not hold there. */
  readonly callerOf: (request: IncomingMessage) => { readonly address: string; readonly isExempt: boolean };
  /** Addresses that keep failing; signing in wrongly here counts as it does elsewhere. */
  readonly bans: { readonly failed: (address: string) => void; readonly secondsLeft: (address: string) => number };
  readonly tokenOf: (cookieHeader: string | undefined) => string | null;
  readonly now: () => number;
}

/** A socket that is open, with the streams that it carries: one, or as many as it asked for. */
interface Line {
  readonly socket: WebSocket;
  readonly address: string;
  readonly hearer: Connection | Multiplex;
  readonly leave: (line: Line) => void;
  readonly stream: Socket;
  /** Bytes that had come when it was last pinged: who answers sends more. Nobody listens for the answers themselves. */
  bytesAtPing: number;
}

/** The line of each socket: listeners are then the same for all, and ten thousand idle sockets need none of their own. */
const LINE = Symbol("line");
type LinedSocket = WebSocket & { [LINE]: Line };

function hear(this: WebSocket, data: RawData, isBinary: boolean): void {
  (this as LinedSocket)[LINE].hearer.receive(isBinary ? null : String(data));
}

function hearEnd(this: WebSocket): void {
  const line = (this as LinedSocket)[LINE];
  line.leave(line);
}

/** A closure here would keep the whole handshake for as long as the socket is open. */
function destroyIt(this: Duplex): void {
  this.destroy();
}

/** What goes wrong on a socket ends that socket: the library tells the peer why, and `close` follows. */
function ignore(): void {}

/** The sockets at `/realtime` and `/realtimemd`. */
export class Realtime {
  private readonly options: RealtimeOptions;
  private readonly sockets: WebSocketServer;
  private readonly hub: Hub;
  private readonly usher = new Usher();
  private readonly context: ConnectionContext;
  private readonly lines = new Set<Line>();
  private readonly byAddress = new Map<string, number>();
  private readonly stops: (() => void)[] = [];
  private beats = 0;

  constructor(options: RealtimeOptions) {
    this.options = options;
    const { exchange, identity, limits } = options;
    this.hub = new Hub({ tables: exchange.tables, chat: options.chat, presence: options.presence, notices: options.notices });
    // The package takes `closeTimeout`, which its types have not heard of yet.
    const settings: ServerOptions & { readonly closeTimeout: number } = {
      noServer: true,
      maxPayload: limits.sockets.messageBytes,
      perMessageDeflate: false,
      closeTimeout: CLOSE_MS,
    };
    this.sockets = new WebSocketServer(settings);
    this.context = this.newContext();
    this.stops.push(exchange.subscribe((applied) => this.hub.publish(applied)));
    this.stops.push(
      identity.onRevoked(({ sessionHash, keyId }) => {
        for (const connection of this.connections()) {
          const owner = connection.owner;
          if (owner === null) continue;
          if ((sessionHash !== undefined && owner.sessionHash === sessionHash) || (keyId !== undefined && owner.keyId === keyId))
            connection.revoke();
        }
      }),
    );
    this.stops.push(options.chat.onMessage((row) => this.hub.tell("chat", "insert", row)));
    this.stops.push(options.notices.onChange(({ table, action, row, account }) => this.hub.tell(table, action, row, account)));
    const census = setInterval(() => this.count(), COUNT_MS);
    census.unref();
    this.stops.push(() => clearInterval(census));
    const heartbeat = setInterval(() => this.beat(), BEAT_MS);
    heartbeat.unref();
    this.stops.push(() => clearInterval(heartbeat));
  }

  /** Takes over the handshakes of a server. */
  listen(server: Server): void {
    server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      // Until the socket is a WebSocket nobody else listens for this, and a peer that hangs up is no fault of the server.
      stream.on("error", destroyIt);
      if (this.usher.length >= MAX_IN_LINE) refuseHandshake(stream, new HandshakeError(503, TEXT.overloaded, "HTTPError", 1));
      else this.usher.admit(() => this.receive(request, stream, head));
    });
  }

  /** Sends everybody away, to come back when the exchange does. */
  close(): void {
    for (const stop of this.stops) stop();
    this.hub.close();
    for (const socket of this.sockets.clients) socket.close(SERVICE_RESTART, "The exchange restarts.");
    this.sockets.close();
  }

  private *connections(): Generator<Connection> {
    for (const { hearer } of this.lines) yield* hearer.streams;
  }

  private receive(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    try {
      this.upgrade(request, stream, head);
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      refuseHandshake(stream, error);
    }
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const [written, query = ""] = (request.url ?? "/").split("?", 2) as [string, string?];
    // A slash too many in front or behind does no harm here either.
    const path = written.replace(/^\/+/, "/").replace(/(.)\/+$/, "$1");
    if (path !== PATH && path !== MULTIPLEX_PATH) throw new ContractError(404, TEXT.notFound);
    const parameters = new URLSearchParams(query);
    const { address, isExempt } = this.options.callerOf(request);
    const open = this.byAddress.get(address) ?? 0;
    const { perAddress } = this.options.limits.sockets;
    if (open >= perAddress && !isExempt) throw tooMany();
    const principal = this.principalOf(request, parameters);
    if (principal === null) this.refuseBanned(request);
    const topics = parameters
      .getAll("subscribe")
      .flatMap((list) => list.split(","))
      .filter((topic) => topic !== "");
    const remaining = Math.max(0, perAddress - open - 1);
    this.sockets.handleUpgrade(request, stream, head, (socket) => {
      // The library listens from here on; ten thousand idle sockets need no second listener.
      stream.off("error", destroyIt);
      this.byAddress.set(address, (this.byAddress.get(address) ?? 0) + 1);
      const outlet = new SocketOutlet(socket, stream);
      if (path === MULTIPLEX_PATH) {
        const connect = (virtual: Outlet) => new Connection(virtual, this.context, principal, remaining, address);
        this.attend({
          socket,
          address,
          hearer: new Multiplex(outlet, connect),
          leave: this.leave,
          stream: stream as Socket,
          bytesAtPing: -1,
        });
        return;
      }
      const connection = new Connection(outlet, this.context, principal, remaining, address);
      this.attend({ socket, address, hearer: connection, leave: this.leave, stream: stream as Socket, bytesAtPing: -1 });
      if (topics.length > 0) connection.subscribeAll(topics);
    });
  }

  private attend(line: Line): void {
    const { socket } = line;
    this.lines.add(line);
    (socket as LinedSocket)[LINE] = line;
    socket.on("message", hear);
    socket.on("error", ignore);
    socket.on("close", hearEnd);
  }

  /** A key signs in headers or in the query; a session comes by cookie, from a page of our own alone. */
  private principalOf(request: IncomingMessage, parameters: URLSearchParams): SocketPrincipal | null {
    const part = (name: string) => (request.headers[name] as string | undefined) ?? parameters.get(name);
    const keyId = part("api-key");
    if (keyId !== null && keyId !== undefined) {
      try {
        return this.byKey(keyId, part("api-expires") ?? "", part("api-signature") ?? "", this.options.callerOf(request).address);
      } catch (error) {
        if (!(error instanceof HandshakeError)) this.refuseBanned(request);
        throw error;
      }
    }
    const { identity, settings, tokenOf } = this.options;
    const token = tokenOf(request.headers.cookie);
    if (token === null) return null;
    if (request.headers.origin !== settings.origin) throw new ContractError(403, TEXT.accessDenied);
    const session = identity.session(token);
    return session === null ? null : this.admit({ account: session.account, sessionHash: session.hash, keyId: null, mayCancel: true });
  }

  private byKey(keyId: string, expires: string, signature: string, address: string): SocketPrincipal {
    const { account, id, permissions } = this.verify(keyId, expires, signature, address);
    return this.admit({ account, sessionHash: null, keyId: id, mayCancel: mayDo(permissions, "orderCancel") });
  }

  private verify(keyId: string, expires: string, signature: string, address: string): ReturnType<RealtimeOptions["verify"]> {
    try {
      return this.options.verify(keyId, expires, signature, address);
    } catch (error) {
      this.options.bans.failed(address);
      throw error;
    }
  }

  /** Whoever proves nothing is not heard from an address that keeps failing. @throws HandshakeError 403 */
  private refuseBanned(request: IncomingMessage): void {
    const { address, isExempt } = this.options.callerOf(request);
    const seconds = this.options.bans.secondsLeft(address);
    if (seconds > 0 && !isExempt) throw new HandshakeError(403, TEXT.banned(seconds), "HTTPError", seconds);
  }

  private admit(principal: SocketPrincipal): SocketPrincipal {
    const { perAccount } = this.options.limits.sockets;
    let open = 0;
    for (const { hearer } of this.lines) {
      for (const { owner } of hearer.streams) {
        if (owner?.account !== principal.account) continue;
        open += 1;
        break;
      }
    }
    if (open >= perAccount) throw tooMany();
    return principal;
  }

  private count(): void {
    let bots = 0;
    for (const { hearer } of this.lines) {
      for (const { owner } of hearer.streams) {
        if (owner === null || owner.keyId === null) continue;
        bots += 1;
        break;
      }
    }
    const change = this.options.presence.count(this.lines.size - bots, bots);
    if (change !== null) this.hub.tell("connected", "update", change);
  }

  /** What all sockets share. */
  private newContext(): ConnectionContext {
    const { exchange, trading, settings, limits, now } = this.options;
    return {
      hub: this.hub,
      usher: this.usher,
      // Known once the server listens.
      get origin() {
        return settings.origin;
      },
      version: settings.version,
      limits: limits.sockets,
      listed: (text) => {
        const symbol = resolveSymbol(text, exchange.tables.markets.rows());
        return exchange.tables.catalogue.find(symbol) === undefined ? null : symbol;
      },
      authenticate: (keyId, expires, signature, address) => this.byKey(keyId, expires, signature, address),
      cancelAllAfter: (account, timeoutMs) => trading.cancelAllAfter(account, timeoutMs),
      now,
    };
  }

  private readonly leave = (line: Line): void => {
    line.hearer.forget();
    this.lines.delete(line);
    const left = (this.byAddress.get(line.address) ?? 1) - 1;
    if (left === 0) this.byAddress.delete(line.address);
    else this.byAddress.set(line.address, left);
  };

  /** Pings a share of all sockets. Who did not answer the last ping is told so, and cut off when that is not answered either. */
  private beat(): void {
    this.beats += 1;
    let i = 0;
    for (const line of this.lines) {
      if (line.hearer.isBehind) for (const connection of line.hearer.streams) connection.checkProgress();
      if (i++ % BEATS !== this.beats % BEATS || line.socket.readyState !== line.socket.OPEN) continue;
      // A reader who is behind has not come to the ping yet; how long it may be so is another matter.
      const { bytesRead } = line.stream;
      if (bytesRead === line.bytesAtPing && !line.hearer.isBehind) {
        line.socket.close(TRY_AGAIN_LATER, "You answer no pings.");
        continue;
      }
      line.bytesAtPing = bytesRead;
      line.socket.ping();
    }
  }
}

/** A refusal that says when to come back. */
class HandshakeError extends ContractError {
  readonly retryAfterSeconds: number;

  constructor(status: number, message: string, name: ErrorName, retryAfterSeconds: number) {
    super(status, message, name);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const tooMany = () => new HandshakeError(429, TEXT.rateLimited(TOO_MANY_RETRY_SECONDS), "RateLimitError", TOO_MANY_RETRY_SECONDS);

function refuseHandshake(stream: Duplex, error: ContractError): void {
  const body = JSON.stringify(error.body());
  const retryAfter = error instanceof HandshakeError ? `Retry-After: ${error.retryAfterSeconds}\r\n` : "";
  stream.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? "Refused"}\r\nX-Content-Type-Options: nosniff\r\n${retryAfter}` +
      `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
