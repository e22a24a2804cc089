import type { FastifyReply, FastifyRequest } from "fastify";
import { ContractError, TEXT } from "../contract/errors.ts";
import { mayDo, type Operation } from "../contract/operation.ts";
import { keyRefusal, permissionsNow } from "../identity/key-use.ts";
import { capsOf } from "../identity/people.ts";
import { clientAddress, isLoopback } from "./client-address.ts";
import type { Principal } from "./principal.ts";
import { type Allowance, RateLimiter } from "./rate-limiter.ts";
import type { Services } from "./services.ts";
import { sessionToken } from "./session-cookie.ts";
import { verifySignature } from "./verify-signature.ts";

/** Requests of somebody known that are counted but never refused for their number: whoever wants less risk is always heard. */
const NEVER_LIMITED = new Set(["Order.cancel", "Order.cancelAll", "User.logout"]);
const BULK = new Set(["Order.newBulk", "Order.amendBulk"]);

/** Decides whether a request gets in: how many are in work, who it is, how often, and what it may do. */
export class Gate {
  private readonly services: Services;
  private readonly limiter: RateLimiter;
  private inFlight = 0;

  constructor(services: Services) {
    this.services = services;
    this.limiter = new RateLimiter(services.now);
  }

  /** Counts a request in, before anything is read of it. @throws ContractError 503 when too many are in work */
  enter(request: FastifyRequest, _reply: FastifyReply): void {
    if (this.inFlight >= this.services.limits.requestsInFlight) throw new ContractError(503, TEXT.overloaded);
    this.inFlight += 1;
    request.isCounted = true;
  }

  leave(request: FastifyRequest): void {
    if (!request.isCounted) return;
    request.isCounted = false;
    this.inFlight -= 1;
  }

  /**
   * Authenticates, counts and authorises.
   *
   * @throws ContractError 401, 403 or 429
   */
  admit(operation: Operation, request: FastifyRequest, reply: FastifyReply): Principal | null {
    let principal: Principal | null;
    try {
      principal = this.authenticate(request);
    } catch (error) {
      this.count(operation, null, request, reply);
      throw error;
    }
    this.count(operation, principal, request, reply);
    if (operation.access === "public") return principal;
    if (principal === null) throw new ContractError(401, TEXT.authorizationRequired);
    if (operation.access === "session" && principal.origin !== "session") throw new ContractError(403, TEXT.accessDenied);
    if (operation.permission !== undefined && !mayDo(principal.permissions, operation.permission))
      throw new ContractError(403, TEXT.accessDenied);
    return principal;
  }

  /**
   * Counts a request whose body could not be read or that asks for nothing there is: nobody knows yet who sent it, so it
   * is its address's.
   *
   * @returns the error to answer with: the one given, or 429 when there were too many
   */
  countUnread(error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    if (!request.url.startsWith("/api/v1/") || reply.hasHeader("x-ratelimit-limit")) return error;
    try {
      this.count(null, null, request, reply);
      return error;
    } catch (refusal) {
      return refusal;
    }
  }

  private authenticate(request: FastifyRequest): Principal | null {
    const { identity, settings, now } = this.services;
    const keyId = header(request, "api-key");
    if (keyId !== undefined) {
      const signed = { keyId, expires: header(request, "api-expires") ?? "", signature: header(request, "api-signature") ?? "" };
      const key = verifySignature(signed, (id) => identity.key(id), request.method, request.originalUrl, request.rawBody ?? "", now());
      const refusal = keyRefusal(key, clientAddress(request.raw, settings.isBehindProxy), now());
      if (refusal !== null) throw new ContractError(403, refusal);
      identity.noteUse(key.id);
      const permissions = permissionsNow(key, now());
      return { account: key.account, userId: key.userId, origin: "key", permissions, caps: capsOf(key), sessionToken: null };
    }
    const token = sessionToken(request, settings);
    const session = token === null ? null : identity.session(token);
    if (request.method !== "GET" && request.method !== "HEAD") refuseForeignOrigin(request, settings.origin);
    if (session === null) return null;
    const { account, userId } = session;
    return { account, userId, origin: "session", permissions: ["order", "withdraw"], caps: null, sessionToken: token };
  }

  private count(operation: Operation | null, principal: Principal | null, request: FastifyRequest, reply: FastifyReply): void {
    const { limits } = this.services;
    const perMinute = principal === null ? limits.requestsPerMinute.address : limits.requestsPerMinute.account;
    const address = clientAddress(request.raw, this.services.settings.isBehindProxy);
    const caller = principal === null ? `address ${address}` : `account ${principal.account}`;
    const isExempt = limits.exemptLoopback && isLoopback(address);
    const allowance = this.limiter.take(
      caller,
      perMinute,
      operation === null ? 1 : cost(operation, request),
      !isExempt && !(principal !== null && NEVER_LIMITED.has(operation?.id ?? "")),
    );
    tell(reply, allowance);
    if (allowance.retryAfterSeconds > 0) {
      reply.header("retry-after", allowance.retryAfterSeconds);
      throw new ContractError(429, TEXT.rateLimited(allowance.retryAfterSeconds), "RateLimitError");
    }
  }
}

/** A bulk costs a tenth of what its orders would cost one by one, rounded up. */
function cost(operation: Operation, request: FastifyRequest): number {
  if (!BULK.has(operation.id)) return 1;
  const { orders } = (request.body ?? {}) as { orders?: unknown };
  const count = Array.isArray(orders) ? orders.length : typeof orders === "string" ? orders.split("{").length - 1 : 1;
  return Math.max(1, Math.ceil(count / 10));
}

function tell(reply: FastifyReply, allowance: Allowance): void {
  reply.header("x-ratelimit-limit", allowance.limit);
  reply.header("x-ratelimit-remaining", allowance.remaining);
  reply.header("x-ratelimit-reset", allowance.resetSeconds);
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/**
 * A page of another site can make a browser send its cookie here, but not hide that it did: browsers say which site a
 * request comes from. Programs say nothing of the kind and carry no one else's cookie.
 *
 * @throws ContractError 403 for a request that a foreign page made
 */
function refuseForeignOrigin(request: FastifyRequest, ownOrigin: string): void {
  const site = header(request, "sec-fetch-site");
  const origin = header(request, "origin");
  if (site === undefined && origin === undefined) return;
  const isOwn = site === undefined ? origin === ownOrigin : site === "same-origin" || site === "none";
  if (!isOwn) throw new ContractError(403, TEXT.accessDenied);
  const type = header(request, "content-type");
  if (type !== undefined && !type.startsWith("application/json")) throw new ContractError(415, "Unsupported Media Type");
}
