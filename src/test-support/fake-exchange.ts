import type { Socket, SocketEvents, StreamWorld } from "../stream/stream-client.ts";

/** A clock that moves when told to, and timers that fire as it does. */
class FakeClock {
  nowMs = 1_600_000_000_000;
  private timers: { readonly atMs: number; readonly run: () => void }[] = [];

  readonly now = (): number => this.nowMs;

  readonly after = (delayMs: number, run: () => void): (() => void) => {
    const timer = { atMs: this.nowMs + delayMs, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  };

  advance(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const due = this.timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.timers = this.timers.filter((other) => other !== due);
      this.nowMs = due.atMs;
      due.run();
    }
    this.nowMs = untilMs;
  }
}

/** One connection, as the exchange sees it. */
export class FakeSocket implements Socket {
  readonly sent: string[] = [];
  isClosed = false;
  private readonly events: SocketEvents;

  constructor(events: SocketEvents) {
    this.events = events;
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.isClosed = true;
  }

  open(): void {
    this.events.opened();
    this.say({ info: "Welcome", version: "2.0.0", timestamp: "2020-01-01T00:00:00.000Z" });
  }

  say(frame: object): void {
    this.events.received(JSON.stringify(frame));
  }

  sayText(text: string): void {
    this.events.received(text);
  }

  break(): void {
    this.events.closed();
  }

  image(table: string, keys: readonly string[], data: readonly object[], symbol?: string): void {
    this.say({
      table,
      action: "partial",
      keys,
      types: {},
      foreignKeys: {},
      attributes: {},
      filter: symbol === undefined ? {} : { symbol },
      data,
    });
  }

  /** Commands that came over this connection. */
  commands(): { readonly op: string; readonly args: readonly string[] }[] {
    return this.sent.filter((text) => text.startsWith("{")).map((text) => JSON.parse(text) as { op: string; args: string[] });
  }
}

/** A world in which the test is the exchange, the network and the clock. */
export class FakeExchange {
  readonly clock = new FakeClock();
  readonly sockets: FakeSocket[] = [];

  readonly world: StreamWorld = {
    connect: (events) => {
      const socket = new FakeSocket(events);
      this.sockets.push(socket);
      return socket;
    },
    nowMs: this.clock.now,
    after: this.clock.after,
    random: () => 0.5,
  };

  /** The connection that was made last. */
  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (last === undefined) throw new Error("nobody has connected");
    return last;
  }
}
