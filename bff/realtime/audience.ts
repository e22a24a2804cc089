import { type Frame, Run } from "./frame.ts";

/** A socket as the hub knows it: somebody who takes frames. */
export interface Subscriber {
  take(run: Run): void;
}

/** Where a subscriber sits: among those who follow the same public channels, and among those who follow the same private ones. */
export interface Seat {
  readonly subscriber: Subscriber;
  /** The command after which the image of each private channel was made; null while there is none. */
  since: Map<string, number> | null;
  publicly: Audience | null;
  privately: Audience | null;
  /** The flush that last counted it. */
  flush: number;
}

/** Subscribers who follow the same channels, and so are sent the same bytes: what waits for them is kept and joined once. */
export class Audience {
  readonly name: string;
  readonly channels: readonly string[];
  readonly seats = new Set<Seat>();
  private frames: Frame[] = [];
  private run: Run | null = null;
  /** Who has had some of what waits already, and how much of it: it came in between, or was answered in between. */
  private readonly ahead = new Map<Seat, number>();

  constructor(name: string, channels: readonly string[]) {
    this.name = name;
    this.channels = channels;
  }

  /** Puts a frame behind what waits. */
  add(frame: Frame): void {
    this.frames.push(frame);
    this.run = null;
  }

  get isWaiting(): boolean {
    return this.frames.length > 0;
  }

  /** What happened before somebody came is in the images that it starts from. */
  join(seat: Seat): void {
    this.seats.add(seat);
    if (this.isWaiting) this.ahead.set(seat, this.frames.length);
  }

  leave(seat: Seat): void {
    this.seats.delete(seat);
    this.ahead.delete(seat);
  }

  /** Gives one seat what waits for it, before the others. */
  serve(seat: Seat): void {
    this.give(seat);
    if (this.isWaiting) this.ahead.set(seat, this.frames.length);
  }

  give(seat: Seat): void {
    if (!this.isWaiting) return;
    const from = this.ahead.get(seat) ?? 0;
    if (from === this.frames.length) return;
    if (from > 0) {
      seat.subscriber.take(new Run(this.frames.slice(from)));
      return;
    }
    this.run ??= new Run(this.frames);
    seat.subscriber.take(this.run);
  }

  /** All seats have been given what waited. */
  clear(): void {
    this.frames = [];
    this.run = null;
    this.ahead.clear();
  }
}
