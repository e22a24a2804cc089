import { NONE, Rows } from "./rows.ts";

/**
 * What the exchange does by itself at a moment. The numbers are the order in which events of one moment happen: prices
 * are published before what is reckoned from them, funding is paid before a contract settles, a settled contract makes
 * room for the next one, changes of parameters hold for what comes after the moment, and the insurance fund is counted last.
 */
export const EVENT = {
  /** A composite index takes its constituents' prices. */
  publish: 1,
  /** A perpetual's premium is sampled. */
  premium: 2,
  /** A session closes: price limits move. */
  session: 3,
  /** Longs and shorts of a perpetual pay each other. */
  fund: 4,
  /** The settlement price of a contract without an index is decided. */
  decide: 5,
  /** A contract expires: its positions close at the settlement price. */
  settle: 6,
  /** A contract opens for trading. */
  open: 7,
  /** The next contract of a series is listed. */
  relist: 8,
  /** A contract is taken off. */
  delist: 9,
  /** A parameter takes another value. */
  change: 10,
  /** A venue has another weight in its index. */
  weigh: 11,
  /** The insurance fund's balance of the day is kept. */
  noon: 12,
} as const;

/** One scheduled event; what `a` to `d` mean is up to its kind. */
export interface ScheduledEvent {
  readonly atMs: number;
  /** One of {@link EVENT}. */
  readonly kind: number;
  /** Instrument or other row that it is about. */
  readonly subject: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** Events to come. There are few: the earliest is looked for one by one. */
export class Schedule extends Rows {
  /** 0 in a freed row. */
  number = this.column("number", Float64Array);
  atMs = this.column("atMs", Float64Array);
  kind = this.column("kind", Uint8Array);
  subject = this.column("subject", Int32Array);
  a = this.column("a", Float64Array);
  b = this.column("b", Float64Array);
  c = this.column("c", Float64Array);
  d = this.column("d", Float64Array);
  /** Links freed rows. */
  next = this.column("next", Int32Array);

  constructor(capacity = 16) {
    super(capacity);
  }

  /** @param number larger than any event's before: of equals the one that was scheduled first happens first */
  add(number: number, atMs: number, kind: number, subject: number, a = 0, b = 0, c = 0, d = 0): number {
    let event = this.free;
    if (event === NONE) event = this.append();
    else this.free = this.next[event] as number;
    this.number[event] = number;
    this.atMs[event] = atMs;
    this.kind[event] = kind;
    this.subject[event] = subject;
    this.a[event] = a;
    this.b[event] = b;
    this.c[event] = c;
    this.d[event] = d;
    this.next[event] = NONE;
    return event;
  }

  /** Events to come, in no order that means anything. */
  *pending(): Generator<number, void> {
    for (const event of this.handles()) if (this.number[event] !== 0) yield event;
  }

  /** The event that happens first, NONE when there is none to come. @param but a kind that is passed over; 0 for none */
  first(but = 0): number {
    let first = NONE;
    for (const event of this.pending()) {
      if (this.kind[event] !== but && (first === NONE || this.isBefore(event, first))) first = event;
    }
    return first;
  }

  /** Moment of the first event; 0 when there is none. @param but a kind that is passed over; 0 for none */
  firstAtMs(but = 0): number {
    const first = this.first(but);
    return first === NONE ? 0 : (this.atMs[first] as number);
  }

  get(event: number): ScheduledEvent {
    return {
      atMs: this.atMs[event] as number,
      kind: this.kind[event] as number,
      subject: this.subject[event] as number,
      a: this.a[event] as number,
      b: this.b[event] as number,
      c: this.c[event] as number,
      d: this.d[event] as number,
    };
  }

  remove(event: number): void {
    for (const column of [this.number, this.atMs, this.kind, this.subject, this.a, this.b, this.c, this.d]) column[event] = 0;
    this.next[event] = this.free;
    this.free = event;
  }

  private isBefore(event: number, other: number): boolean {
    for (const column of [this.atMs, this.kind, this.subject, this.number]) {
      const difference = (column[event] as number) - (column[other] as number);
      if (difference !== 0) return difference < 0;
    }
    return false;
  }
}
