import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { Run } from "./frame.ts";

/** Where a connection's frames go. */
export interface Outlet {
  readonly isOpen: boolean;
  /** Bytes that were written and have not left yet. */
  readonly waitingBytes: number;
  write(run: Run): void;
  /** Calls back when what was written has left. */
  onDrain(listener: () => void): void;
  /**
   * Ends it, after what was written.
   *
   * @param patienceMs after which the line is cut when the peer has not answered; what the library finds right otherwise
   */
  close(code: number, reason: string, patienceMs?: number): void;
}

/** A socket: frames go to its stream as they are, past the library that would build each one anew. */
export class SocketOutlet implements Outlet {
  private readonly socket: WebSocket;
  private readonly stream: Duplex;

  constructor(socket: WebSocket, stream: Duplex) {
    this.socket = socket;
    this.stream = stream;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  get waitingBytes(): number {
    return this.stream.writableLength;
  }

  write(run: Run): void {
    this.stream.write(run.bytes);
  }

  onDrain(listener: () => void): void {
    this.stream.on("drain", listener);
  }

  close(code: number, reason: string, patienceMs?: number): void {
    if (!this.isOpen) return;
    this.socket.close(code, reason);
    if (patienceMs === undefined) return;
    const patience = setTimeout(() => this.socket.terminate(), patienceMs);
    patience.unref();
    this.socket.once("close", () => clearTimeout(patience));
  }
}
