import { createHmac } from "node:crypto";
import type { Agent } from "node:http";
import { request } from "node:http";
import { Allowance } from "./allowance.ts";

export interface Key {
  readonly id: string;
  readonly secret: string;
}

/** What became of a request. A refusal is the exchange's answer; unavailable is none, and may be asked again later. */
export type Answer =
  | { readonly kind: "done"; readonly body: unknown }
  | { readonly kind: "refused"; readonly status: number; readonly message: string }
  | { readonly kind: "unavailable"; readonly retryAfterMs: number; readonly message: string; readonly isTooFast: boolean };

/** Whoever has to sign in differently, or asks for what is not there, has a bug or no key: nothing to wait for. */
export class ApiError extends Error {}

/** Seconds that a signature is good for. */
const EXPIRES_AFTER_S = 60;
const TIMEOUT_MS = 10_000;
/** Source: the overload text's own advice, 500 ms at least. */
const RETRY_MS = 500;

export const sign = (secret: string, verb: string, path: string, expires: number, body = ""): string =>
  createHmac("sha256", secret).update(`${verb}${path}${expires}${body}`).digest("hex");

export const expiry = (nowMs: number): number => Math.floor(nowMs / 1_000) + EXPIRES_AFTER_S;

/** A client of the REST API like any other: signed requests, one account. */
export class ApiClient {
  private readonly origin: string;
  private readonly key: Key;
  private readonly agent: Agent;
  private readonly now: () => number;
  readonly allowance: Allowance;

  /** @param now wall clock, milliseconds */
  constructor(origin: string, key: Key, agent: Agent, now: () => number) {
    this.origin = origin;
    this.key = key;
    this.agent = agent;
    this.now = now;
    this.allowance = new Allowance(now);
  }

  /**
   * Sends a request: parameters of a GET in the query, of others in a JSON body.
   *
   * @throws ApiError when the key does not open the door
   */
  async call(verb: string, path: string, params: object = {}): Promise<Answer> {
    const isRead = verb === "GET";
    const full = `/api/v1${path}${isRead ? queryOf(params) : ""}`;
    const body = isRead ? "" : JSON.stringify(params);
    const expires = expiry(this.now());
    const headers: Record<string, string | number> = {
      "api-key": this.key.id,
      "api-expires": expires,
      "api-signature": sign(this.key.secret, verb, full, expires, body),
    };
    if (!isRead) {
      headers["content-type"] = "application/json";
      headers["content-length"] = Buffer.byteLength(body);
    }
    let reply: Reply;
    try {
      reply = await this.send(verb, full, headers, body);
    } catch (error) {
      // Whether it arrived is unknown: it is not sent again, and the trader looks at what is before it goes on.
      return { kind: "unavailable", retryAfterMs: RETRY_MS, message: (error as Error).message, isTooFast: false };
    }
    this.allowance.read(reply.header);
    return answerOf(reply);
  }

  private send(verb: string, path: string, headers: Record<string, string | number>, body: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request(this.origin + path, { method: verb, headers, agent: this.agent, timeout: TIMEOUT_MS }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            header: (name) => {
              const value = response.headers[name];
              return typeof value === "string" ? value : undefined;
            },
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      });
      sent.on("timeout", () => sent.destroy(new Error(`no answer within ${TIMEOUT_MS / 1_000} s`)));
      sent.on("error", reject);
      sent.end(body);
    });
  }
}

interface Reply {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

function answerOf({ status, header, text }: Reply): Answer {
  if (status >= 200 && status < 300) return { kind: "done", body: JSON.parse(text) };
  const message = messageOf(text);
  if (status === 429 || status >= 500) {
    const seconds = Number(header("retry-after"));
    return { kind: "unavailable", retryAfterMs: seconds > 0 ? seconds * 1_000 : RETRY_MS, message, isTooFast: status === 429 };
  }
  if (status === 401 || status === 403) throw new ApiError(`The exchange answers ${status}: ${message}`);
  return { kind: "refused", status, message };
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { readonly error: { readonly message: string } }).error.message;
  } catch {
    // An error that is not in the contract's form is told as it came.
    return text.slice(0, 200);
  }
}

function queryOf(params: object): string {
  const pairs = Object.entries(params).map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]);
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}
