import { createHmac } from "node:crypto";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A key of an account, as the operator hands it out. */
export interface Key {
  readonly id: string;
  readonly secret: string;
}

/** A request as it goes over the wire. */
export type RawRequest = Buffer;

/** A signed POST with a JSON body; signed beforehand, so that the client's own work is small beside the server's. */
export function signedPost(path: string, key: Key, body: object): RawRequest {
  const text = JSON.stringify(body);
  const expires = String(Math.floor(Date.now() / 1_000) + 3_600);
  const signature = createHmac("sha256", key.secret).update(`POST${path}${expires}${text}`).digest("hex");
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n` +
      `api-key: ${key.id}\r\napi-expires: ${expires}\r\napi-signature: ${signature}\r\n\r\n${text}`,
  );
}

/** A signed GET. */
export function signedGet(path: string, key: Key): RawRequest {
  const expires = String(Math.floor(Date.now() / 1_000) + 3_600);
  const signature = createHmac("sha256", key.secret).update(`GET${path}${expires}`).digest("hex");
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\napi-key: ${key.id}\r\napi-expires: ${expires}\r\napi-signature: ${signature}\r\n\r\n`,
  );
}

export interface LoadResult {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
}

/**
 * Sends requests over so many connections, each one waiting for its answer before the next.
 *
 * @throws Error for the first answer that is not 200: a rate of refusals would mean nothing
 */
export async function load(port: number, connections: number, requests: readonly RawRequest[]): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await RawClient.open(port);
      while (next < requests.length) {
        const request = requests[next++] as RawRequest;
        const sentAt = performance.now();
        await client.send(request);
        latenciesMs.push(performance.now() - sentAt);
      }
      client.close();
    }),
  );
  return { perSecond: (requests.length / (performance.now() - startedAt)) * 1_000, latenciesMs };
}

/**
 * Sends requests at an even rate, whether or not those before are answered, over as many connections as that takes. Each is
 * timed from the moment that it was due: a server that makes the sender wait is not forgiven for it.
 *
 * @throws Error for the first answer that is not accepted
 */
export async function paced(
  port: number,
  perSecond: number,
  requests: readonly RawRequest[],
  accepts: Accepts = "200 alone",
): Promise<readonly number[]> {
  const idle: RawClient[] = [];
  const all: RawClient[] = [];
  const startedAt = performance.now();
  const send = async (request: RawRequest, dueAt: number): Promise<number> => {
    let client = idle.pop();
    if (client === undefined) {
      client = await RawClient.open(port, accepts);
      all.push(client);
    }
    await client.send(request);
    idle.push(client);
    return performance.now() - dueAt;
  };
  const sent: Promise<number>[] = [];
  while (sent.length < requests.length) {
    const due = Math.min(requests.length, Math.floor(((performance.now() - startedAt) * perSecond) / 1_000));
    while (sent.length < due) sent.push(send(requests[sent.length] as RawRequest, startedAt + (sent.length * 1_000) / perSecond));
    await pause(1);
  }
  const latenciesMs = await Promise.all(sent);
  for (const client of all) client.close();
  return latenciesMs;
}

/** Whether an answer other than 200 is an error, or one like any other: that of a read that there was no room for. */
type Accepts = "200 alone" | "any";

/** One keep-alive connection that reads just enough of an answer to know that it is whole and 200. */
export class RawClient {
  private readonly socket: Socket;
  private readonly accepts: Accepts;
  private received = "";
  private waiting: { resolve: () => void; reject: (error: Error) => void } | null = null;

  private constructor(socket: Socket, accepts: Accepts) {
    this.socket = socket;
    this.accepts = accepts;
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => this.read(chunk));
    socket.on("error", (error) => this.waiting?.reject(error));
    socket.on("close", () => this.waiting?.reject(new Error("the server closed the connection")));
  }

  static open(port: number, accepts: Accepts = "200 alone"): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => resolve(new RawClient(socket, accepts)));
      socket.once("error", reject);
    });
  }

  send(request: RawRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.waiting = null;
    this.socket.destroy();
  }

  private read(chunk: string): void {
    this.received += chunk;
    const head = this.received.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.received)?.[1] ?? 0);
    if (this.received.length < head + 4 + length) return;
    const answer = this.received;
    this.received = "";
    const { waiting } = this;
    this.waiting = null;
    if (this.accepts === "any" || answer.startsWith("HTTP/1.1 200")) waiting?.resolve();
    else waiting?.reject(new Error(`the server answered ${answer.slice(0, 15)}: ${answer.slice(head + 4)}`));
  }
}
