import { setTimeout as pause } from "node:timers/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ContractError, TEXT } from "../contract/errors.ts";
import { mayDo, type Operation } from "../contract/operation.ts";
import { keyRefusal, permissionsNow } from "../identity/key-use.ts";
import { capsOf } from "../identity/people.ts";
import { clientAddress, isLoopback } from "./client-address.ts";
import { EngineLine } from "./engine-line.ts";
import { HeavyReads } from "./heavy-reads.ts";
import { HoldBack } from "./hold-back.ts";
import { parseQuery } from "./parse-body.ts";
import type { Principal } from "./principal.ts";
import { type Allowance, RateLimiter } from "./rate-limiter.ts";
import { RefusalLog } from "./refusal-log.ts";
import type { Services } from "./services.ts";
import { sessionToken } from "./session-cookie.ts";
import { verifySignature } from "./verify-signature.ts";
import { whenceOf } from "./whence.ts";

/** Requests of somebody known that are counted but never refused for their number: whoever wants less risk is always heard. */
const NEVER_LIMITED = new Set(["Order.cancel", "Order.cancelAll", "User.logout"]);
const BULK = new Set(["Order.newBulk", "Order.amendBulk"]);
/** Requests that the second layer counts. Source: the published second layer of limits of 2020. */
const ORDER_WRITES = new Set([
  "Order.new",
  "Order.amend",
  "Order.newBulk",
  "Order.amendBulk",
  "Order.cancel",
  "Order.cancelAll",
  "Order.closePosition",
  "Position.isolateMargin",
  "Position.updateLeverage",
  "Position.updateRiskLimit",
  "Position.transferIsolatedMargin",
]);
/** Whether a request is one of the API, whatever it asks for there: the page of the app and the document have no limits of theirs. */
const isOfApi = ({ url }: Pick<FastifyRequest, "url">) => /^\/api\/v1(?![^/?])/.test(url);
/** Requests in flight beyond the bound that those which are never refused for their number may still make. */
const HARD_BOUND = 4;
/** Where people sign in, and see whether they are: an address that others have had banned is theirs, too. */
const isAtTheDoor = (operation: Operation | undefined) => operation?.access === "public" && operation.path.startsWith("/user/");

/** Decides whether a request gets in: how many are in work, who it is, how often, and what it may do. */
export class Gate {
  private readonly services: Services;
  private readonly limiter: RateLimiter;
  private readonly secondLimiter: RateLimiter;
  private readonly heavy: HeavyReads;
  /** Where those wait who are refused because others were there first. */
  readonly refused: HoldBack;
  private readonly refusals: RefusalLog;
  readonly line: EngineLine;
  private inFlight = 0;

  constructor(services: Services) {
    const { limits, now, exchange } = services;
    this.services = services;
    this.limiter = new RateLimiter(now);
    this.secondLimiter = new RateLimiter(now, 1_000);
    this.refusals = new RefusalLog(services.identity.safety.desk.activity, now);
    const steadyNow = () => performance.now();
    this.refused = new HoldBack(pause, steadyNow);
    this.heavy = new HeavyReads({ inWork: limits.heavyReads, perSecond: limits.heavyReadsPerSecond }, this.refused, pause, steadyNow);
    this.line = new EngineLine(exchange, steadyNow);
  }

  /**
   * Counts a request in, before anything is read of it but its head.
   *
   * @throws ContractError 503 when too many are in work or in the line, 403 for an address that is banned
   */
  async enter(operation: Operation | undefined, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { requestsInFlight } = this.services.limits;
    this.refuseBanned(operation, request, reply);
    try {
      // What is never refused in a full line is not refused in front of it either.
      const isUrgent = operation !== undefined && EngineLine.mayJoinFull(operation);
      if (this.inFlight >= (isUrgent ? HARD_BOUND * requestsInFlight : requestsInFlight)) throw new ContractError(503, TEXT.overloaded);
      if (operation?.isHeavy) {
        await this.heavy.enter(() => reply.raw.destroyed);
        request.isHeavy = true;
      }
      request.line = operation === undefined ? null : this.line.arrive(operation, request);
    } catch (error) {
      this.tellStanding(request, reply);
      throw error;
    }
    this.inFlight += 1;
    request.isCounted = true;
  }

  /** Refuses what came to a full line and turned out, before it was read, to be nothing that is never refused. @throws ContractError 503 */
  refuseBeyond(request: FastifyRequest, reply: FastifyReply): void {
    if (!request.line?.isRefused) return;
    this.tellStanding(request, reply);
    throw new ContractError(503, TEXT.overloaded);
  }

  /** A request is over. @param status of its answer; null when its client has gone */
  leave(request: FastifyRequest, status: number | null): void {
    if (status !== null && status >= 400 && status < 500 && !request.isKnown && isOfApi(request))
      this.services.bans.failed(this.addressOf(request));
    if (!request.isCounted) return;
    request.isCounted = false;
    this.inFlight -= 1;
    if (request.isHeavy) this.heavy.leave();
    if (request.line) this.line.depart(request.line, status);
  }

  /**
   * Authenticates, counts and authorises.
   *
   * @throws ContractError 401, 403 or 429
   */
  admit(operation: Operation, request: FastifyRequest, reply: FastifyReply): Principal | null {
    let principal: Principal | null;
    try {
      principal = this.authenticate(operation, request);
    } catch (error) {
      this.refuseBannedFor(operation, request, reply);
      this.count(operation, null, request, reply);
      throw error;
    }
    if (principal === null) this.refuseBannedFor(operation, request, reply);
    request.isKnown = principal !== null;
    this.count(operation, principal, request, reply);
    if (operation.access === "public") return principal;
    if (principal === null) throw new ContractError(401, TEXT.authorizationRequired);
    // A key that was given nothing reads, and changes nothing.
    const isReader = principal.origin === "key" && principal.permissions.length === 0 && operation.verb !== "GET";
    const isForPeople = operation.access === "session" && principal.origin !== "session";
    if (isForPeople || isReader || (operation.permission !== undefined && !mayDo(principal.permissions, operation.permission))) {
      this.noteRefusal(operation, request, isForPeople ? "no key may" : "it may not");
      throw new ContractError(403, TEXT.accessDenied);
    }
    return principal;
  }

  /**
   * Counts a request whose body could not be read or that asks for nothing there is: nobody knows yet who sent it, so it
   * is its address's.
   *
   * @returns the error to answer with: the one given, or 429 when there were too many
   */
  countUnread(error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    if (!isOfApi(request) || reply.hasHeader("x-ratelimit-limit")) return error;
    try {
      this.count(null, null, request, reply);
      return error;
    } catch (refusal) {
      return refusal;
    }
  }

  private authenticate(operation: Operation, request: FastifyRequest): Principal | null {
    const { identity, settings, now } = this.services;
    const keyId = header(request, "api-key");
    if (keyId !== undefined) {
      const signed = { keyId, expires: header(request, "api-expires") ?? "", signature: header(request, "api-signature") ?? "" };
      const key = verifySignature(signed, (id) => identity.key(id), request.method, request.originalUrl, request.rawBody ?? "", now());
      const refusal = keyRefusal(key, clientAddress(request.raw, settings.isBehindProxy), now());
      if (refusal !== null) {
        this.noteRefusal(operation, request, refusal);
        throw new ContractError(403, refusal);
      }
      identity.noteUse(key.id);
      // Of a frozen account's keys those stay that lessen risk, and they do no more than that.
      const given = permissionsNow(key, now());
      const permissions = !identity.safety.isKeyRestricted(key)
        ? given
        : given.some((one) => one !== "withdraw")
          ? (["orderCancel"] as const)
          : [];
      return { account: key.account, userId: key.userId, origin: "key", permissions, caps: capsOf(key), sessionToken: null };
    }
    const token = sessionToken(request, settings);
    const session = token === null ? null : identity.session(token);
    if (request.method !== "GET" && request.method !== "HEAD") refuseForeignOrigin(request, settings.origin, session !== null);
    if (session === null) return null;
    const { account, userId } = session;
    return { account, userId, origin: "session", permissions: ["order", "withdraw"], caps: null, sessionToken: token };
  }

  /** What a key that is known and signed rightly was refused. */
  private noteRefusal(operation: Operation, request: FastifyRequest, why: string): void {
    const { identity, settings } = this.services;
    const key = identity.key(header(request, "api-key") ?? "");
    if (key === null) return;
    this.refusals
      .note(key, operation, why, whenceOf(request, settings))
      .catch((error: unknown) => request.log.warn({ err: error }, "a refusal could not be written down"));
  }

  private count(operation: Operation | null, principal: Principal | null, request: FastifyRequest, reply: FastifyReply): void {
    const { limits } = this.services;
    const address = this.addressOf(request);
    const caller = principal === null ? `address ${address}` : `account ${principal.account}`;
    const size = principal === null ? limits.requestsPerMinute.address : limits.requestsPerMinute.account;
    const isBinding = !this.isExempt(address) && !(principal !== null && NEVER_LIMITED.has(operation?.id ?? ""));
    const price = operation === null ? 1 : cost(operation, request);
    const minute = this.limiter.take(caller, size, price, isBinding);
    const isWrite = operation !== null && ORDER_WRITES.has(operation.id);
    const second = isWrite && principal !== null ? this.takeSecond(caller, price, isBinding, minute, reply) : null;
    const wait = Math.max(minute.retryAfterSeconds, second?.retryAfterSeconds ?? 0);
    tell(reply, { ...minute, resetSeconds: Math.max(minute.resetSeconds, second?.resetSeconds ?? 0) });
    if (wait > 0) {
      reply.header("retry-after", wait);
      throw new ContractError(429, TEXT.rateLimited(wait), "RateLimitError");
    }
  }

  /** The second layer; what the first refuses takes nothing from it. */
  private takeSecond(caller: string, price: number, isBinding: boolean, minute: Allowance, reply: FastifyReply): Allowance {
    const { orderWritesPerSecond } = this.services.limits;
    const second =
      minute.retryAfterSeconds > 0
        ? this.secondLimiter.look(caller, orderWritesPerSecond)
        : this.secondLimiter.take(caller, orderWritesPerSecond, price, isBinding);
    reply.header("x-ratelimit-limit-1s", second.limit);
    reply.header("x-ratelimit-remaining-1s", second.remaining);
    return second;
  }

  /** Tells who is refused at the door how the bucket stands that the request names, without taking anything. */
  private tellStanding(request: FastifyRequest, reply: FastifyReply): void {
    if (!isOfApi(request)) return;
    const { limits, identity } = this.services;
    const keyId = header(request, "api-key");
    const key = keyId === undefined ? null : identity.key(keyId);
    const { account, address } = limits.requestsPerMinute;
    tell(
      reply,
      key === null
        ? this.limiter.look(`address ${this.addressOf(request)}`, address)
        : this.limiter.look(`account ${key.account}`, account),
    );
  }

  private addressOf(request: FastifyRequest): string {
    return clientAddress(request.raw, this.services.settings.isBehindProxy);
  }

  private isExempt(address: string): boolean {
    return this.services.limits.exemptLoopback && isLoopback(address);
  }

  /** Nobody who says who they are is refused for others of the same address: that is for {@link admit} to judge. */
  private refuseBanned(operation: Operation | undefined, request: FastifyRequest, reply: FastifyReply): void {
    if (!isOfApi(request)) return;
    if (request.headers["api-key"] !== undefined || sessionToken(request, this.services.settings) !== null) return;
    this.refuseBannedFor(operation, request, reply);
  }

  /** @throws ContractError 403 for an address that is banned */
  private refuseBannedFor(operation: Operation | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const address = this.addressOf(request);
    const seconds = this.services.bans.secondsLeft(address);
    if (seconds === 0 || isAtTheDoor(operation) || this.isExempt(address)) return;
    tell(reply, { ...this.limiter.look(`address ${address}`, this.services.limits.requestsPerMinute.address), remaining: 0 });
    reply.header("retry-after", seconds);
    throw new ContractError(403, TEXT.banned(seconds));
  }
}

/** A bulk costs a tenth of what its orders would cost one by one, rounded up, wherever they stand. */
function cost(operation: Operation, request: FastifyRequest): number {
  if (!BULK.has(operation.id)) return 1;
  const { orders } = { ...readQuery(request), ...(request.body as object | undefined) } as { orders?: unknown };
  const count = Array.isArray(orders) ? orders.length : typeof orders === "string" ? orders.split("{").length - 1 : 1;
  return Math.max(1, Math.ceil(count / 10));
}

function tell(reply: FastifyReply, allowance: Allowance): void {
  reply.header("x-ratelimit-limit", allowance.limit);
  reply.header("x-ratelimit-remaining", allowance.remaining);
  reply.header("x-ratelimit-reset", allowance.resetSeconds);
}

/** The query of a request; nothing where it can't be read, which is told later. */
function readQuery(request: FastifyRequest): object {
  try {
    return parseQuery((request.query as { readonly text: string }).text);
  } catch {
    return {};
  }
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/**
 * A page of another site can make a browser send its cookie here, but not hide that it did: browsers say which site a
 * request comes from. Programs that say nothing of the kind have no cookie either: they sign with a key, or have yet to
 * sign in.
 *
 * @throws ContractError 403 for a request that a foreign page made, or that brings a cookie and does not say from where
 */
function refuseForeignOrigin(request: FastifyRequest, ownOrigin: string, hasSession: boolean): void {
  const site = header(request, "sec-fetch-site");
  const origin = header(request, "origin");
  if (site === undefined && origin === undefined) {
    if (hasSession) throw new ContractError(403, `A request with a session cookie has to say where it comes from: Origin: ${ownOrigin}`);
    return;
  }
  const isOwn = site === undefined ? origin === ownOrigin : site === "same-origin" || site === "none";
  if (!isOwn) throw new ContractError(403, TEXT.accessDenied);
  const type = header(request, "content-type");
  if (type !== undefined && !type.startsWith("application/json")) throw new ContractError(415, "Unsupported Media Type");
}
