import { MAX_QUEUED_BYTES } from "./backlog.ts";
import type { Connection } from "./connection.ts";
import { Run, textOf } from "./frame.ts";
import type { Outlet } from "./outlet.ts";

/** Kinds of messages. Source: primus-multiplex, as the published clients of `/realtimemd` speak it. */
const KIND = { message: 0, open: 1, close: 2 } as const;
/** Streams that one socket may carry. */
const MAX_STREAMS = 20;
/** Their ids and names are the client's own, and come back with every message. */
const MAX_NAME = 100;
/** Faults of the frame itself, after which a peer is taken for one who speaks something else. */
const MAX_FAULTS = 100;
/** Closed because too much waits to be sent. */
const TRY_AGAIN_LATER = 1013;
const POLICY = 1008;

interface Stream {
  readonly outlet: VirtualOutlet;
  readonly connection: Connection;
}

/**
 * A socket that carries several streams, each as a socket of its own would be: with its welcome, its sign-in, its topics.
 * Messages are lists: kind, id of the stream, its name, and what a socket of one stream would say or be told.
 */
export class Multiplex {
  private readonly outlet: Outlet;
  private readonly connect: (outlet: Outlet) => Connection;
  private readonly byId = new Map<string, Stream>();
  private faults = 0;

  constructor(outlet: Outlet, connect: (outlet: Outlet) => Connection) {
    this.outlet = outlet;
    this.connect = connect;
    outlet.onDrain(() => {
      for (const stream of [...this.byId.values()]) stream.outlet.drained();
    });
  }

  get streams(): Iterable<Connection> {
    return [...this.byId.values()].map(({ connection }) => connection);
  }

  get isBehind(): boolean {
    for (const connection of this.streams) if (connection.isBehind) return true;
    return false;
  }

  receive(message: string | null): void {
    if (message === "ping") {
      this.say("pong");
      return;
    }
    const parts = listOf(message);
    if (parts === null) {
      this.refuse("Unrecognized request. Messages of this socket are lists: kind, id, topic, and what is said.");
      return;
    }
    const [kind, id, name, said] = parts;
    if (typeof id !== "string" || typeof name !== "string" || id.length > MAX_NAME || name.length > MAX_NAME) {
      this.refuse("A stream needs an id and a topic, each a short text.");
      return;
    }
    const stream = this.byId.get(id);
    if (kind === KIND.open && stream === undefined) this.open(id, name);
    else if (kind === KIND.close && stream !== undefined) this.end(id, stream);
    else if (kind === KIND.message && stream !== undefined)
      stream.connection.receive(typeof said === "string" ? said : JSON.stringify(said ?? null));
    else this.refuse(kind === KIND.open ? `The stream is open already: ${id}` : `No such stream: ${id}`);
  }

  /** The socket is gone, and all its streams with it. */
  forget(): void {
    for (const { connection } of this.byId.values()) connection.forget();
    this.byId.clear();
  }

  private open(id: string, name: string): void {
    if (this.byId.size >= MAX_STREAMS) {
      this.refuse(`You may not open more than ${MAX_STREAMS} streams.`);
      return;
    }
    const outlet = new VirtualOutlet(this.outlet, id, name, () => {
      const stream = this.byId.get(id);
      if (stream?.outlet === outlet) this.end(id, stream);
    });
    this.byId.set(id, { outlet, connection: this.connect(outlet) });
  }

  private end(id: string, { outlet, connection }: Stream): void {
    this.byId.delete(id);
    outlet.isOpen = false;
    connection.forget();
  }

  private refuse(error: string): void {
    this.faults += 1;
    if (this.faults > MAX_FAULTS) this.outlet.close(POLICY, "You send too much that is no message.");
    else this.say(JSON.stringify({ status: 400, error, meta: {}, request: {} }));
  }

  private say(text: string): void {
    if (!this.outlet.isOpen) return;
    if (this.outlet.waitingBytes > MAX_QUEUED_BYTES) this.outlet.close(TRY_AGAIN_LATER, "You read too slowly.");
    else this.outlet.write(Run.text(text));
  }
}

/** A stream's share of the socket. */
class VirtualOutlet implements Outlet {
  isOpen = true;
  private readonly outlet: Outlet;
  private readonly head: string;
  private readonly id: string;
  private readonly name: string;
  private readonly ended: () => void;
  private drainListener: () => void = () => undefined;

  constructor(outlet: Outlet, id: string, name: string, ended: () => void) {
    this.outlet = outlet;
    this.id = id;
    this.name = name;
    this.ended = ended;
    this.head = `[${KIND.message},${JSON.stringify(id)},${JSON.stringify(name)},`;
  }

  get waitingBytes(): number {
    return this.outlet.waitingBytes;
  }

  write({ frames }: Run): void {
    if (!this.outlet.isOpen) return;
    for (const { bytes } of frames) {
      const text = textOf(bytes);
      // Everything is JSON but the answer to a ping.
      this.outlet.write(Run.text(`${this.head}${text === "pong" ? '"pong"' : text}]`));
    }
  }

  onDrain(listener: () => void): void {
    this.drainListener = listener;
  }

  drained(): void {
    this.drainListener();
  }

  close(code: number, reason: string, patienceMs?: number): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.ended();
    // Who reads too slowly does so for all streams; what else ends one leaves the others open.
    if (code === TRY_AGAIN_LATER) this.outlet.close(code, reason, patienceMs);
    else this.outlet.write(Run.text(JSON.stringify([KIND.close, this.id, this.name, { code, reason }])));
  }
}

function listOf(message: string | null): readonly unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(message ?? "");
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
