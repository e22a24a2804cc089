import { connect, type Socket } from "node:net";
import { textFrame } from "../bff/realtime/frame.ts";
import { CYCLE, deltaRow, sharedMs } from "./fan-out-message.ts";

/** What everybody is to hear, over and over: the frames of one cycle. */
const FRAMES = Array.from({ length: CYCLE }, (_, i) =>
  textFrame(JSON.stringify({ table: "trade", action: "insert", data: [deltaRow(i)] })),
);
const FRAME_BYTES = (FRAMES[0] as Buffer).length;
const PING = Buffer.from([0x89, 0]);
/** Masked, as everything that a client says. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const RING = Buffer.concat(FRAMES);

/** Masked with zeros, so that it stands in the frame as it is. */
export function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

export const HANDSHAKE =
  "GET /realtime HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/** A client that holds every byte it is sent against what was offered. */
export class SocketSink {
  /** Messages that were heard whole. */
  heard = 0;
  /** When each of them was heard, on the clock that processes share; null where nobody asks. */
  heardAtMs: number[] | null = null;
  private readonly socket: Socket;
  /** What comes is checked once the images are through. */
  private isChecking = false;
  private at = 0;

  private constructor(socket: Socket) {
    this.socket = socket;
  }

  /** Opens a socket, subscribes, and waits for the images. @param images none from a server that gives none */
  static async open(port: number, topics: readonly string[], images = topics.length): Promise<SocketSink> {
    const socket = connect(port, "127.0.0.1");
    const sink = new SocketSink(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      let seen = 0;
      socket.on("data", (chunk: Buffer) => {
        if (sink.isChecking) {
          sink.check(chunk);
          return;
        }
        // The answer to the handshake, then the image of each topic.
        seen += chunk.toString("latin1").split('"action":"partial"').length - 1;
        if (seen >= images) resolve();
      });
      socket.write(HANDSHAKE);
      if (topics.length > 0) socket.write(clientFrame(JSON.stringify({ op: "subscribe", args: topics })));
    });
    socket.on("error", () => undefined);
    return sink;
  }

  /** From here on everything is a delta, the first one the first of a cycle. */
  expectDeltas(): void {
    this.isChecking = true;
    this.at = 0;
    this.heard = 0;
  }

  close(): void {
    this.socket.destroy();
  }

  /** Walks over the frames one by one. @throws Error for a byte that was not offered */
  private check(chunk: Buffer): void {
    let from = 0;
    const atMs = this.heardAtMs === null ? 0 : sharedMs();
    while (from < chunk.length) {
      const over = this.at % FRAME_BYTES;
      if (over === 0 && chunk[from] === PING[0]) {
        // The hub asks whether anybody is there; its two bytes come together.
        this.socket.write(PONG);
        from += PING.length;
        continue;
      }
      const size = Math.min(chunk.length - from, FRAME_BYTES - over);
      if (chunk.compare(RING, this.at, this.at + size, from, from + size) !== 0) throw new Error(`something else came at byte ${this.at}`);
      if (over + size === FRAME_BYTES) {
        this.heard += 1;
        this.heardAtMs?.push(atMs);
      }
      from += size;
      this.at = (this.at + size) % RING.length;
    }
  }
}
