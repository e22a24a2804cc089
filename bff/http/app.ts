import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import cookie from "@fastify/cookie";
import fastify, {
  type ConnectionError,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Logger } from "pino";
import { ContractError, invalid, refused, TEXT } from "../contract/errors.ts";
import type { Operation } from "../contract/operation.ts";
import { OPERATIONS } from "../contract/operations.ts";
import { readParams } from "../contract/read-params.ts";
import { swaggerDocument } from "../contract/swagger.ts";
import type { Table } from "../contract/table.ts";
import { JsonText } from "../history/index.ts";
import { BusyError, RefusedError, ThrottledError, WrongProofError } from "../identity/errors.ts";
import { takeCspReports } from "./csp-reports.ts";
import { listColumns, prefersCsv, toCsv } from "./csv.ts";
import type { InLine } from "./engine-line.ts";
import { serveExplorer } from "./explorer/serve-explorer.ts";
import { Gate } from "./gate.ts";
import type { Handler } from "./handler.ts";
import { readColumns } from "./list-query.ts";
import { withContracts } from "./named-contracts.ts";
import { decodeBody, parseForm, parseJson, parseQuery, withoutBlanks } from "./parse-body.ts";
import { accountHandlers } from "./resources/account.ts";
import { apiKeyHandlers } from "./resources/api-key.ts";
import { booksHandlers } from "./resources/books.ts";
import { chatHandlers } from "./resources/chat.ts";
import { engineStatusHandlers } from "./resources/engine-status.ts";
import { eventHandlers } from "./resources/events.ts";
import { executionHandlers } from "./resources/execution.ts";
import { formalityHandlers } from "./resources/formalities.ts";
import { instrumentHandlers } from "./resources/instrument.ts";
import { leaderboardHandlers } from "./resources/leaderboard.ts";
import { leavingHandlers } from "./resources/leaving.ts";
import { leverageHandlers } from "./resources/leverage.ts";
import { liquidationHandlers } from "./resources/liquidations.ts";
import { marketDataHandlers } from "./resources/market-data.ts";
import { orderHandlers } from "./resources/order.ts";
import { outboxHandlers } from "./resources/outbox.ts";
import { positionHandlers } from "./resources/position.ts";
import { preferencesHandlers } from "./resources/preferences.ts";
import { queueHandlers } from "./resources/queue.ts";
import { schemaHandlers } from "./resources/schema.ts";
import { securityHandlers } from "./resources/security.ts";
import { signInHandlers } from "./resources/sign-in.ts";
import { statsHandlers } from "./resources/stats.ts";
import { userHandlers } from "./resources/user.ts";
import { walletHandlers } from "./resources/wallet.ts";
import { withdrawalHandlers } from "./resources/withdrawal.ts";
import { securityHeaders } from "./security-headers.ts";
import type { Services } from "./services.ts";
import { requireProof } from "./step-up.ts";
import { whenceOf } from "./whence.ts";

const BASE = "/api/v1";

/** Every operation of the contract with what serves it. */
function handlers(services: Services): ReadonlyMap<Operation, Handler> {
  const all = [
    ...accountHandlers(services),
    ...apiKeyHandlers(services),
    ...chatHandlers(services),
    ...eventHandlers(services),
    ...executionHandlers(services),
    ...formalityHandlers(services),
    ...instrumentHandlers(services),
    ...leaderboardHandlers(services),
    ...leverageHandlers(services),
    ...liquidationHandlers(services),
    ...leavingHandlers(services),
    ...marketDataHandlers(services),
    ...orderHandlers(services),
    ...outboxHandlers(services),
    ...positionHandlers(services),
    ...queueHandlers(services),
    ...schemaHandlers(services),
    ...securityHandlers(services),
    ...signInHandlers(services),
    ...statsHandlers(services),
    ...engineStatusHandlers(services),
    ...preferencesHandlers(services),
    ...userHandlers(services),
    ...walletHandlers(services),
    ...withdrawalHandlers(services),
    ...booksHandlers(services),
  ];
  return new Map(all.map((handler) => [handler.operation, handler]));
}

/** The REST API: routes, limits, authentication and errors. It serves exactly the operations of the contract. */
export async function buildApp(services: Services, log: Logger): Promise<FastifyInstance> {
  const { limits, settings } = services;
  const logger: FastifyBaseLogger = log.child({ part: "http" }, { level: "warn" });
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: limits.bulkBodyBytes,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 15_000,
    keepAliveTimeout: 90_000,
    maxRequestsPerSocket: 0,
    // Some clients offer HTTP/2 with their first request and take no answer for no; to Node that would be a socket.
    http: {
      // A header that trickles in holds a socket for ten seconds and no longer.
      headersTimeout: 10_000,
      connectionsCheckingInterval: 2_000,
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === "websocket",
    },
    forceCloseConnections: true,
    // The router calls this where nothing catches what it throws, so the query is read later, with the rest.
    routerOptions: { querystringParser: (text) => ({ text }) },
    // Clients are known to write `/api/v1//order`; what they signed is kept in originalUrl.
    rewriteUrl: (request) => withoutSpareSlashes(request.url ?? "/"),
    frameworkErrors: (error, request, reply) => {
      reply.headers(securityHeaders(settings));
      sendError(error, request, reply);
    },
    clientErrorHandler: answerUnreadable,
  });
  await app.register(cookie);
  app.removeAllContentTypeParsers();
  const gate = new Gate(services);
  const finish = (request: FastifyRequest, body: Buffer, parse: Parse, done: Done) => {
    request.rawBody = body;
    try {
      const { operation } = request.routeOptions.config;
      // An error here would cost the connection; who is refused for overload keeps it.
      const isHopeless = request.line && operation !== undefined && !gate.line.mayBeExempt(request.line, operation, request.url, body);
      done(null, isHopeless ? {} : parse(decodeBody(body)));
    } catch (error) {
      done(error as Error);
    }
  };
  const parseAs = "buffer";
  app.addContentTypeParser("application/json", { parseAs }, (request, body, done) => finish(request, body as Buffer, parseJson, done));
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs }, (request, body, done) =>
    finish(request, body as Buffer, parseForm, done),
  );
  app.decorateRequest("rawBody", null);
  app.decorate("site", null);
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(securityHeaders(settings));
    await gate.enter(request.routeOptions.config.operation, request, reply);
  });
  app.addHook("onResponse", async (request, reply) => gate.leave(request, reply.statusCode));
  // Whoever hangs up while a handler works still occupies it.
  app.addHook("onRequestAbort", async (request) => {
    if (!request.isInWork) gate.leave(request, null);
  });
  app.setErrorHandler((error, request, reply) => sendError(gate.countUnread(error, request, reply), request, reply));
  app.setNotFoundHandler(async (request, reply) => {
    if (app.site?.(request, reply)) return reply;
    throw new ContractError(404, TEXT.notFound);
  });

  const served = handlers(services);
  for (const operation of OPERATIONS) {
    const handler = served.get(operation);
    if (handler === undefined) throw new Error(`nothing serves ${operation.id}`);
    app.route({
      method: operation.verb,
      url: BASE + operation.path,
      config: { operation },
      bodyLimit: operation.path.endsWith("/bulk") ? limits.bulkBodyBytes : limits.bodyBytes,
      handler: async (request, reply) => {
        request.isInWork = true;
        try {
          return await serve(operation, handler, services, gate, request, reply);
        } finally {
          request.isInWork = false;
          // A request is destroyed as soon as its body is read; its answer, when nobody is there to take it.
          if (reply.raw.destroyed) gate.leave(request, null);
        }
      },
    });
  }
  app.get("/api/explorer/swagger.json", async (_request, reply) => {
    reply.header("access-control-allow-origin", "*");
    return swaggerDocument(OPERATIONS, settings.origin, settings.version);
  });
  serveExplorer(app, settings);
  takeCspReports(app, services.now);
  return app;
}

async function serve(
  operation: Operation,
  handler: Handler,
  services: Services,
  gate: Gate,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { exchange, settings } = services;
  gate.refuseBeyond(request, reply);
  const principal = gate.admit(operation, request, reply);
  requireProof(services, operation, principal);
  const query = parseQuery((request.query as { readonly text: string }).text);
  const isRead = operation.verb === "GET";
  const { _format, ...asked } = query;
  const format = readFormat(_format);
  const raw = isRead ? withoutBlanks(asked) : { ...asked, ...(request.body as Record<string, unknown> | undefined) };
  const given: Record<string, unknown> = readParams(operation.params, raw, isRead ? "ignore" : "refuse", operation.ignored);
  if (request.line) gate.line.read(request.line, given);
  // Readers may name a contract by its root; whoever trades names the contract itself.
  const params = isRead ? withContracts(given, exchange.tables.markets.rows()) : given;
  reply.header("cache-control", "no-store");
  reply.header("vary", "accept");
  if (operation.access === "public" && isRead && !operation.own) reply.header("access-control-allow-origin", "*");
  // Where it comes from is worked out for those alone who ask.
  const call = {
    params: params as never,
    principal,
    reply,
    get whence() {
      return whenceOf(request, settings);
    },
  };
  const answer = await handler.run(call).catch(async (error: unknown) => {
    // Whoever floods the sign-in is told so no faster than that.
    if (error instanceof BusyError) await gate.refused.wait();
    if (!(error instanceof WrongProofError)) throw error;
    // Who is signed in stays so; they gave a wrong proof of something else.
    throw new ContractError(operation.access === "public" ? 401 : 403, error.message);
  });
  const isText = answer instanceof JsonText;
  const columns = listColumns(operation);
  if (
    columns !== null &&
    (isText || Array.isArray(answer)) &&
    (format ?? (prefersCsv(request.headers.accept) ? "csv" : "json")) === "csv"
  ) {
    const chosen = isTable(operation.returns) ? Object.keys(readColumns(operation.returns, columnsOf(params))({})) : [];
    return reply
      .type("text/csv; charset=utf-8")
      .send(toCsv(chosen.length === 0 ? columns : chosen, isText ? JSON.parse(answer.text) : answer));
  }
  // Fastify takes undefined for "not answered yet"; null is an answer of the contract.
  return reply.type("application/json; charset=utf-8").send(isText ? answer.body : JSON.stringify(answer));
}

const isTable = (returns: Operation["returns"]): returns is Table => returns !== null && "columns" in returns;
const columnsOf = (params: Readonly<Record<string, unknown>>) => params["columns"] as readonly string[] | string | undefined;

/** `_format` goes before `Accept`; null where it says nothing. */
function readFormat(format: unknown): "csv" | "json" | null {
  if (format === undefined || format === "") return null;
  if (format !== "csv" && format !== "json") throw invalid("_format is invalid");
  return format;
}

/** The path of a request to the API with single slashes, and none behind; any other as it is. */
function withoutSpareSlashes(url: string): string {
  const [, path = "", query = ""] = /^([^?]*)(.*)$/s.exec(url) ?? [];
  const single = path.replace(/\/{2,}/g, "/");
  return single.startsWith("/api/v1/") ? single.replace(/(\/api\/v1\/.+)\/$/, "$1") + query : url;
}

type Parse = (body: string) => Record<string, unknown>;
type Done = (error: Error | null, body?: unknown) => void;

/** Errors that Fastify finds itself, in the contract's shape. */
function toContractError(error: unknown): ContractError | null {
  if (error instanceof ContractError) return error;
  if (error instanceof ThrottledError) return new ContractError(429, TEXT.rateLimited(error.retryAfterSeconds), "RateLimitError");
  if (error instanceof RefusedError) return refused(error.message);
  if (error instanceof BusyError) return new ContractError(503, TEXT.overloaded);
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return null;
  if (statusCode === 413) return new ContractError(413, "Request body is too large");
  if (statusCode === 415) return new ContractError(415, "Unsupported Media Type");
  return new ContractError(statusCode, message ?? STATUS_CODES[statusCode] ?? "Bad Request");
}

/** Answers what the parser of HTTP itself could not read, in the contract's shape; the connection is of no use after that. */
function answerUnreadable(error: ConnectionError, socket: Socket): void {
  if (error.code !== "ECONNRESET" && socket.writable) {
    const status = error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : error.code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
    const reason = STATUS_CODES[status] as string;
    const body = JSON.stringify(new ContractError(status, reason).body());
    socket.write(
      `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/json; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroy();
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ThrottledError) reply.header("retry-after", error.retryAfterSeconds);
  const known = toContractError(error);
  if (known === null) request.log.error({ err: error, path: request.url.split("?", 1)[0] }, "a request failed");
  const answer = known ?? new ContractError(500, "Internal Server Error", "Error");
  if (answer.status === 503 && !reply.hasHeader("retry-after")) reply.header("retry-after", "1");
  return reply.code(answer.status).type("application/json; charset=utf-8").send(JSON.stringify(answer.body()));
}

declare module "fastify" {
  interface FastifyRequest {
    /** The body as it came, which is what a key signs; null when there was none. */
    rawBody: Buffer | null;
    /** Whether the request is counted among those in work. */
    isCounted?: boolean;
    /** Whether a handler works on it. */
    isInWork?: boolean;
    /** Whether it has a place among the heavy reads. */
    isHeavy?: boolean;
    /** Whether its sender has proved who that is. */
    isKnown?: boolean;
    /** Its place in the line in front of the engine; null for what the engine is not asked for. */
    line?: InLine | null;
  }
  interface FastifyContextConfig {
    /** What the contract says of the route; undefined for what is no operation. */
    operation?: Operation;
  }
  interface FastifyInstance {
    /** Answers an address that is no operation, where the app is served; false when it has nothing there. */
    site: ((request: FastifyRequest, reply: FastifyReply) => boolean) | null;
  }
}
