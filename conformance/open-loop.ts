import { connect, type Socket } from "node:net";
import { type Key, signature } from "./client.ts";

/** What came of a request that was sent whether or not those before it were answered. */
export interface Reply {
  readonly status: number;
  readonly head: string;
  readonly body: string;
  /** Milliseconds from its last byte to its answer's. */
  readonly tookMs: number;
}

/** Signs a request as bytes, or gives it a session's cookie. */
export function rawRequest(by: Key | { readonly cookie: string }, verb: string, path: string, json: object | null): Buffer {
  const target = `/api/v1${path}`;
  const body = json === null ? "" : JSON.stringify(json);
  const head = [
    `${verb} ${target} HTTP/1.1`,
    "Host: 127.0.0.1",
    ...(json === null ? [] : ["Content-Type: application/json", `Content-Length: ${body.length}`]),
  ];
  if ("cookie" in by) {
    // As a page of the site itself sends it.
    head.push(`Cookie: ${by.cookie}`, "Sec-Fetch-Site: same-origin");
  } else {
    const expires = String(Math.floor(Date.now() / 1_000) + 600);
    head.push(`api-key: ${by.id}`, `api-expires: ${expires}`, `api-signature: ${signature(by.secret, verb, target, expires, body)}`);
  }
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/**
 * A crowd at the door: each request goes out when its time has come, on a connection that waits for nothing else. Nobody
 * waits for anybody's answer, as the customers of an exchange don't.
 */
export class OpenLoop {
  private readonly port: number;
  private readonly idle: Socket[] = [];
  private readonly all = new Set<Socket>();

  constructor(port: number) {
    this.port = port;
  }

  /** Opens so many connections beforehand, so that the first moment is like any other. */
  async warm(connections: number): Promise<void> {
    this.idle.push(...(await Promise.all(Array.from({ length: connections }, () => this.open()))));
  }

  /** @throws Error when the connection breaks before the answer is whole */
  async send(request: Buffer): Promise<Reply> {
    // Who has been idle longest, so that nobody stands at the door so long that it is closed.
    const socket = this.idle.shift() ?? (await this.open());
    const startedAt = performance.now();
    const text = await answerOf(socket, request);
    this.idle.push(socket);
    const end = text.indexOf("\r\n\r\n");
    return {
      status: Number(text.slice(9, 12)),
      head: text.slice(0, end),
      body: text.slice(end + 4),
      tookMs: performance.now() - startedAt,
    };
  }

  close(): void {
    for (const socket of this.all) socket.destroy();
  }

  private open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, "127.0.0.1", () => {
        socket.off("error", reject);
        resolve(socket);
      });
      socket.once("error", reject);
      socket.setNoDelay(true);
      socket.setEncoding("latin1");
      this.all.add(socket);
      // Nobody is let stand at the door for ever without a word.
      socket.on("close", () => {
        const at = this.idle.indexOf(socket);
        if (at >= 0) this.idle.splice(at, 1);
      });
    });
  }
}

function answerOf(socket: Socket, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const end = (settle: () => void) => {
      socket.off("data", read).off("close", lost).off("error", lost);
      settle();
    };
    const read = (chunk: string) => {
      received += chunk;
      const head = received.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
      if (received.length >= head + 4 + length) end(() => resolve(received));
    };
    const lost = () => end(() => reject(new Error(`the connection broke after ${received.length} characters of an answer`)));
    socket.on("data", read).on("close", lost).on("error", lost);
    socket.write(request);
  });
}
