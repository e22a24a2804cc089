import { createHmac } from "node:crypto";
import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { buffer } from "node:stream/consumers";

export interface Key {
  readonly id: string;
  readonly secret: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; @throws SyntaxError when it is none */
  readonly body: unknown;
}

export interface Request {
  readonly query?: Readonly<Record<string, unknown>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it is, with the content type that goes with it. */
  readonly raw?: { readonly body: string | Uint8Array; readonly type?: string };
  readonly headers?: OutgoingHttpHeaders;
}

/** Kept open, so that thousands of requests don't open thousands of connections. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

const inSeconds = (seconds: number) => String(Math.floor(Date.now() / 1_000) + seconds);

/** Signs as the published documentation says, and shares no code with the server. */
export function signature(secret: string, verb: string, path: string, expires: string, body: string | Uint8Array): string {
  return createHmac("sha256", secret)
    .update(verb + path + expires)
    .update(body)
    .digest("hex");
}

/** What signs a socket's handshake, as headers or in the query. */
export function socketAuth(key: Key, expires = inSeconds(60)): { "api-key": string; "api-expires": string; "api-signature": string } {
  return { "api-key": key.id, "api-expires": expires, "api-signature": signature(key.secret, "GET", "/realtime", expires, "") };
}

/** A small client of the REST API: signs when it has a key, and shows answers as they came. */
export class RestClient {
  readonly address: string;
  private readonly key: Key | null;

  constructor(address: string, key: Key | null = null) {
    this.address = address;
    this.key = key;
  }

  /** @param path below `/api/v1`, or an absolute path that begins with `/api/` */
  async send(verb: string, path: string, { query, json, form, raw, headers = {} }: Request = {}): Promise<Answer> {
    const base = path.startsWith("/api/") ? path : `/api/v1${path}`;
    const target = query === undefined ? base : `${base}?${new URLSearchParams(asText(query))}`;
    const sent = json !== undefined ? JSON_BODY(json) : form !== undefined ? FORM_BODY(form) : raw;
    const body = sent?.body ?? "";
    const type = sent?.type === undefined ? {} : { "content-type": sent.type };
    const length = body.length === 0 && verb === "GET" ? {} : { "content-length": Buffer.byteLength(body) };
    return exchange(this.address + target, verb, body, { ...type, ...length, ...this.sign(verb, target, body), ...headers });
  }

  /** The answer's body. @throws Error for anything but 200 */
  async get<T>(path: string, query?: Readonly<Record<string, unknown>>): Promise<T> {
    return ok(await this.send("GET", path, query === undefined ? {} : { query })) as T;
  }

  async post<T>(path: string, json: unknown): Promise<T> {
    return ok(await this.send("POST", path, { json })) as T;
  }

  async put<T>(path: string, json: unknown): Promise<T> {
    return ok(await this.send("PUT", path, { json })) as T;
  }

  async delete<T>(path: string, json: unknown = {}): Promise<T> {
    return ok(await this.send("DELETE", path, { json })) as T;
  }

  private sign(verb: string, target: string, body: string | Uint8Array): OutgoingHttpHeaders {
    if (this.key === null) return {};
    const expires = inSeconds(60);
    return { "api-key": this.key.id, "api-expires": expires, "api-signature": signature(this.key.secret, verb, target, expires, body) };
  }
}

const JSON_BODY = (json: unknown) => ({ body: JSON.stringify(json), type: "application/json" });
const FORM_BODY = (form: Readonly<Record<string, string>>) => ({
  body: `${new URLSearchParams(form)}`,
  type: "application/x-www-form-urlencoded",
});

/** Objects and lists travel as JSON in a query. */
const asText = (query: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]),
  );

function ok({ status, text, body }: Answer): unknown {
  if (status !== 200) throw new Error(`${status}: ${text}`);
  return body;
}

/** One request exactly as given: Node adds nothing to it but the host. */
export async function exchange(url: string, verb: string, body: string | Uint8Array, headers: OutgoingHttpHeaders): Promise<Answer> {
  const { host, hostname, port } = new URL(url);
  // The path is cut from the text, for URL would mend what a test broke on purpose.
  const path = url.slice(url.indexOf(host) + host.length);
  const response = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
    const outgoing = request({ agent, hostname, port, path, method: verb, headers }, resolve);
    outgoing.once("error", reject);
    outgoing.end(body);
  });
  const text = (await buffer(response)).toString("utf8");
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    get body() {
      return JSON.parse(text) as unknown;
    },
  };
}
