import { createHmac } from "node:crypto";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { Server } from "./server.ts";

/** A trader's program: signs with its key and reads what it is told. */

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export type Row = Readonly<Record<string, unknown>>;
type Query = Readonly<Record<string, unknown>>;

const API = "/api/v1";
const EXPIRES_SECONDS = 60;

export class Client {
  readonly account: number;
  private readonly keyId: string;
  private readonly secret: string;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  private port: number;

  private constructor(port: number, account: number, keyId: string, secret: string) {
    this.port = port;
    this.account = account;
    this.keyId = keyId;
    this.secret = secret;
    onTestFinished(() => this.agent.destroy());
  }

  /** A new account with coins and a key that may trade. */
  static async create(server: Server, name: string, xbt = 10): Promise<Client> {
    return Client.withKey(
      server,
      await server.operator("account", "create", "--email", `${name}@faults.test`, "--deposit-xbt", String(xbt), "--key", "order,withdraw"),
    );
  }

  /** @param made what the operator's command printed */
  static withKey(server: Server, made: Readonly<Record<string, unknown>>): Client {
    return new Client(server.port, made["account"] as number, made["apiKeyID"] as string, made["apiKeySecret"] as string);
  }

  /** Goes on with a server that has been started anew. */
  follow(server: Server): void {
    this.port = server.port;
  }

  /** @throws Error when the connection breaks before the whole answer is there */
  call(verb: string, path: string, body?: object): Promise<Answer> {
    const text = body === undefined ? "" : JSON.stringify(body);
    const headers = {
      ...this.signed(verb, API + path, text),
      ...(body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: "127.0.0.1", port: this.port, method: verb, path: API + path, headers, agent: this.agent },
        (response) => {
          let received = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => {
            received += chunk;
          });
          response.on("error", reject);
          response.on("end", () => {
            if (!response.complete) reject(new Error("the answer was cut off"));
            else
              resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received === "" ? null : JSON.parse(received) });
          });
        },
      );
      sent.on("error", reject);
      sent.end(text);
    });
  }

  get(path: string, query: Query = {}): Promise<Answer> {
    const parts = Object.entries(query).map(
      ([name, value]) => `${name}=${encodeURIComponent(typeof value === "string" ? value : JSON.stringify(value))}`,
    );
    return this.call("GET", parts.length === 0 ? path : `${path}?${parts.join("&")}`);
  }

  /** Rows of a GET. @throws Error for an answer that is not 200 */
  async rows(path: string, query: Query = {}): Promise<Row[]> {
    const { status, body } = await this.get(path, query);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
    return body as Row[];
  }

  /** Follows tables of the socket until it closes; resolves once all are subscribed. */
  listen(tables: readonly string[], hear: (table: string, action: string, rows: Row[]) => void): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${this.port}/realtime?subscribe=${tables.join(",")}`, {
        headers: this.signed("GET", "/realtime", ""),
      });
      let subscribed = 0;
      socket.on("message", (data) => {
        const message = JSON.parse(String(data)) as { table?: string; action?: string; data?: Row[]; success?: boolean };
        if (message.success) subscribed += 1;
        if (subscribed === tables.length) resolve(socket);
        if (message.table !== undefined) hear(message.table, message.action ?? "", message.data ?? []);
      });
      socket.on("error", reject);
      onTestFinished(() => socket.terminate());
    });
  }

  private signed(verb: string, path: string, body: string): Record<string, string> {
    const expires = String(Math.floor(Date.now() / 1_000) + EXPIRES_SECONDS);
    const signature = createHmac("sha256", this.secret).update(`${verb}${path}${expires}${body}`).digest("hex");
    return { "api-key": this.keyId, "api-expires": expires, "api-signature": signature };
  }
}
