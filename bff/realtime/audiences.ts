import { Audience, type Seat } from "./audience.ts";
import { type Frame, Run } from "./frame.ts";

/** All audiences, found by the channels that they follow; a frame is kept once for each audience, not for each socket. */
export class Audiences {
  private readonly byName = new Map<string, Audience>();
  private readonly byChannel = new Map<string, Set<Audience>>();
  private readonly waiting = new Set<Audience>();
  private flushes = 0;

  /** The audience that follows exactly these channels; null for none. */
  private of(channels: readonly string[]): Audience | null {
    if (channels.length === 0) return null;
    const sorted = channels.toSorted();
    const name = sorted.join("\n");
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const audience = new Audience(name, sorted);
    this.byName.set(name, audience);
    for (const channel of sorted) {
      const followers = this.byChannel.get(channel) ?? new Set();
      this.byChannel.set(channel, followers.add(audience));
    }
    return audience;
  }

  /** Moves a seat to where those sit who follow a channel more. What waited for it is given to it before. */
  follow(seat: Seat, channel: string, isPrivate: boolean): void {
    this.place(seat, isPrivate, (channels) => [...channels, channel]);
  }

  /** Moves a seat to where those sit who follow a channel less. */
  unfollow(seat: Seat, channel: string, isPrivate: boolean): void {
    this.place(seat, isPrivate, (channels) => channels.filter((other) => other !== channel));
  }

  /** Takes a seat away. */
  leave(seat: Seat): void {
    for (const isPrivate of [false, true]) this.place(seat, isPrivate, () => []);
  }

  private place(seat: Seat, isPrivate: boolean, change: (channels: readonly string[]) => readonly string[]): void {
    this.serve(seat);
    const place = isPrivate ? "privately" : "publicly";
    const from = seat[place];
    seat[place] = this.move(seat, from, this.of(change(from?.channels ?? [])));
  }

  private move(seat: Seat, from: Audience | null, to: Audience | null): Audience | null {
    if (from === to) return to;
    to?.join(seat);
    if (from !== null) {
      from.leave(seat);
      if (from.seats.size === 0) this.close(from);
    }
    return to;
  }

  private close(audience: Audience): void {
    this.byName.delete(audience.name);
    this.waiting.delete(audience);
    for (const channel of audience.channels) {
      const followers = this.byChannel.get(channel);
      followers?.delete(audience);
      if (followers?.size === 0) this.byChannel.delete(channel);
    }
  }

  has(channel: string): boolean {
    return this.byChannel.has(channel);
  }

  /** Lets the followers of a channel wait for a frame, but those who follow another as well. */
  send(channel: string, frame: () => Frame, unless: string | null = null): void {
    const followers = this.byChannel.get(channel);
    if (followers === undefined) return;
    const others = unless === null ? undefined : this.byChannel.get(unless);
    for (const audience of followers) {
      if (others?.has(audience) === true) continue;
      audience.add(frame());
      this.waiting.add(audience);
    }
  }

  /** Sends each follower of a channel a frame of its own choice, behind what waits for it. */
  sendEach(channel: string, frame: (seat: Seat) => Frame, unless: string | null = null): void {
    const others = unless === null ? undefined : this.byChannel.get(unless);
    for (const audience of this.byChannel.get(channel) ?? []) {
      if (others?.has(audience) === true) continue;
      for (const seat of audience.seats) {
        this.serve(seat);
        seat.subscriber.take(new Run([frame(seat)]));
      }
    }
  }

  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  /** Gives one seat what waits for it. */
  serve(seat: Seat): void {
    seat.publicly?.serve(seat);
    seat.privately?.serve(seat);
  }

  /** Gives everybody what waits. Who is first changes from flush to flush, so that on the whole nobody is served before others. */
  flush(): void {
    this.flushes += 1;
    const seats: Seat[] = [];
    for (const audience of this.waiting) {
      for (const seat of audience.seats) {
        if (seat.flush === this.flushes) continue;
        seat.flush = this.flushes;
        seats.push(seat);
      }
    }
    const first = firstOf(this.flushes, seats.length);
    for (let i = 0; i < seats.length; i++) {
      const seat = seats[(first + i) % seats.length] as Seat;
      // The public trade comes before the fill of one's own.
      seat.publicly?.give(seat);
      seat.privately?.give(seat);
    }
    for (const audience of this.waiting) audience.clear();
    this.waiting.clear();
  }
}

/** Steps by the golden section: however few flushes are looked at, their first seats are spread evenly over all. */
const GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2;
const firstOf = (flush: number, count: number): number => Math.floor(((flush * GOLDEN_SECTION) % 1) * count);
