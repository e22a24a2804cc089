import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { ChatRoom } from "../chat/chat-room.ts";
import type { Presence } from "../chat/presence.ts";
import { ContractError, TEXT } from "../contract/errors.ts";
import { mayDo, type Permission } from "../contract/operation.ts";
import { resolveSymbol } from "../contract/series.ts";
import type { Exchange, Trading } from "../exchange/index.ts";
import type { Identity } from "../identity/index.ts";
import { Connection, type ConnectionContext, type SocketPrincipal } from "./connection.ts";
import { Hub } from "./hub.ts";

const PATH = "/realtime";
const PING_MS = 30_000;
/** How often those who are connected are counted and everybody is told. */
const COUNT_MS = 2_000;
/** Closed because the service restarts: clients take it as a reason to come back. */
const SERVICE_RESTART = 1012;

export interface RealtimeOptions {
  readonly exchange: Exchange;
  readonly trading: Pick<Trading, "cancelAllAfter">;
  readonly identity: Identity;
  readonly chat: ChatRoom;
  readonly presence: Presence;
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
  readonly tokenOf: (cookieHeader: string | undefined) => string | null;
  readonly now: () => number;
}

/** The socket at `/realtime`. */
export class Realtime {
  private readonly options: RealtimeOptions;
  private readonly sockets: WebSocketServer;
  private readonly hub: Hub;
  private readonly connections = new Set<Connection>();
  private readonly byAddress = new Map<string, number>();
  private readonly stops: (() => void)[] = [];

  constructor(options: RealtimeOptions) {
    this.options = options;
    const { exchange, identity, limits } = options;
    this.hub = new Hub({ tables: exchange.tables, chat: options.chat, presence: options.presence });
    this.sockets = new WebSocketServer({ noServer: true, maxPayload: limits.sockets.messageBytes, perMessageDeflate: false });
    this.stops.push(exchange.subscribe((applied) => this.hub.publish(applied)));
    this.stops.push(
      identity.onRevoked(({ sessionHash, keyId }) => {
        for (const connection of this.connections) {
          const owner = connection.owner;
          if (owner === null) continue;
          if ((sessionHash !== undefined && owner.sessionHash === sessionHash) || (keyId !== undefined && owner.keyId === keyId))
            connection.revoke();
        }
      }),
    );
    this.stops.push(options.chat.onMessage((row) => this.hub.tell("chat", "insert", row)));
    const census = setInterval(() => this.count(), COUNT_MS);
    census.unref();
    this.stops.push(() => clearInterval(census));
    const heartbeat = setInterval(() => this.beat(), PING_MS);
    heartbeat.unref();
    this.stops.push(() => clearInterval(heartbeat));
  }

  /** Takes over the handshakes of a server. */
  listen(server: Server): void {
    server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      // Until the socket is a WebSocket nobody else listens for this, and a peer that hangs up is no fault of the server.
      stream.on("error", () => stream.destroy());
      try {
        this.upgrade(request, stream, head);
      } catch (error) {
        if (!(error instanceof ContractError)) throw error;
        refuseHandshake(stream, error);
      }
    });
  }

  /** Sends everybody away, to come back when the exchange does. */
  close(): void {
    for (const stop of this.stops) stop();
    this.hub.close();
    for (const socket of this.sockets.clients) socket.close(SERVICE_RESTART, "The exchange restarts.");
    this.sockets.close();
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const [path, query = ""] = (request.url ?? "/").split("?", 2) as [string, string?];
    if (path !== PATH) throw new ContractError(404, TEXT.notFound);
    const parameters = new URLSearchParams(query);
    const { address, isExempt } = this.options.callerOf(request);
    const open = this.byAddress.get(address) ?? 0;
    const { perAddress } = this.options.limits.sockets;
    if (open >= perAddress && !isExempt) throw new ContractError(429, TEXT.rateLimited(60), "RateLimitError");
    const principal = this.principalOf(request, parameters);
    const topics = (parameters.get("subscribe") ?? "").split(",").filter((topic) => topic !== "");
    this.sockets.handleUpgrade(request, stream, head, (socket) => {
      this.byAddress.set(address, open + 1);
      const connection = new Connection(socket, stream, this.context(address), principal, Math.max(0, perAddress - open - 1));
      this.connections.add(connection);
      alive.add(socket);
      socket.on("pong", () => alive.add(socket));
      socket.on("close", () => this.leave(connection, address));
      if (topics.length > 0) connection.subscribeAll(topics);
    });
  }

  /** A key signs in headers or in the query; a session comes by cookie, from a page of our own alone. */
  private principalOf(request: IncomingMessage, parameters: URLSearchParams): SocketPrincipal | null {
    const part = (name: string) => (request.headers[name] as string | undefined) ?? parameters.get(name);
    const keyId = part("api-key");
    if (keyId !== null && keyId !== undefined) {
      return this.byKey(keyId, part("api-expires") ?? "", part("api-signature") ?? "", this.options.callerOf(request).address);
    }
    const { identity, settings, tokenOf } = this.options;
    const token = tokenOf(request.headers.cookie);
    if (token === null) return null;
    if (request.headers.origin !== settings.origin) throw new ContractError(403, TEXT.accessDenied);
    const session = identity.session(token);
    return session === null ? null : this.admit({ account: session.account, sessionHash: session.hash, keyId: null, mayOrder: true });
  }

  private byKey(keyId: string, expires: string, signature: string, address: string): SocketPrincipal {
    const key = this.options.verify(keyId, expires, signature, address);
    return this.admit({ account: key.account, sessionHash: null, keyId: key.id, mayOrder: mayDo(key.permissions, "orderCancel") });
  }

  private admit(principal: SocketPrincipal): SocketPrincipal {
    const { perAccount } = this.options.limits.sockets;
    let open = 0;
    for (const { owner } of this.connections) if (owner?.account === principal.account) open += 1;
    if (open >= perAccount) throw new ContractError(429, TEXT.rateLimited(60), "RateLimitError");
    return principal;
  }

  private count(): void {
    let bots = 0;
    for (const { owner } of this.connections) if (owner !== null && owner.keyId !== null) bots += 1;
    const change = this.options.presence.count(this.connections.size - bots, bots);
    if (change !== null) this.hub.tell("connected", "update", change);
  }

  private context(address: string): ConnectionContext {
    const { exchange, trading, settings, limits, now } = this.options;
    return {
      hub: this.hub,
      origin: settings.origin,
      version: settings.version,
      limits: limits.sockets,
      listed: (text) => {
        const symbol = resolveSymbol(text, exchange.tables.instrumentRows());
        return exchange.tables.catalogue.find(symbol) === undefined ? null : symbol;
      },
      authenticate: (keyId, expires, signature) => this.byKey(keyId, expires, signature, address),
      cancelAllAfter: (account, timeoutMs) => trading.cancelAllAfter(account, timeoutMs),
      now,
    };
  }

  private leave(connection: Connection, address: string): void {
    this.connections.delete(connection);
    const left = (this.byAddress.get(address) ?? 1) - 1;
    if (left === 0) this.byAddress.delete(address);
    else this.byAddress.set(address, left);
  }

  /** Who did not answer the last ping is gone. */
  private beat(): void {
    for (const socket of this.sockets.clients) {
      if (!alive.has(socket)) {
        socket.terminate();
        continue;
      }
      alive.delete(socket);
      socket.ping();
    }
  }
}

/** Sockets that were heard of since the last ping. */
const alive = new WeakSet<WebSocket>();

function refuseHandshake(stream: Duplex, error: ContractError): void {
  const body = JSON.stringify(error.body());
  stream.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? "Refused"}\r\nX-Content-Type-Options: nosniff\r\n` +
      `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
