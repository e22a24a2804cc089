/**
 * What a protected index must do, said as plainly as possible: every price that was ever told is kept, every fraction is
 * exact, and who is out is found by looking back. The engine has to agree with it, publication by publication.
 */

export type NaiveProtection = "off" | "2017" | "2020";

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

interface NaiveVenue {
  weight: bigint;
  /** Everything it ever told. */
  readonly told: { readonly atMs: number; readonly points: bigint }[];
  out: { readonly why: "stale" | "deviating"; readonly sinceMs: number } | null;
  /** Moment before which what it told proves nothing. */
  provesSinceMs: number;
  /** What each publication saw of it while it was out for deviating. */
  seenClose: { readonly atMs: number; readonly isClose: boolean }[];
}

const MINUTE_MS = 60_000;
const PUBLICATION_MS = 5_000;
const percent = (hundredths: number): Fraction => ({ over: BigInt(hundredths), under: 10_000n });

export class NaiveIndex {
  readonly venues = new Map<string, NaiveVenue>();
  /** All that it ever stood at, from its venues or set by hand. */
  readonly published: { readonly atMs: number; readonly points: bigint }[] = [];
  protection: NaiveProtection = "2020";
  limitHundredths = 2_500;
  points: bigint | null = null;
  isHeld = false;
  private readonly publicationsAtMs: number[] = [];
  private nextAtMs: number | null = null;

  weigh(name: string, weight: number): void {
    const venue = this.venues.get(name) ?? { weight: 0n, told: [], out: null, provesSinceMs: 0, seenClose: [] };
    if (venue.weight === 0n && weight > 0) venue.out = null;
    venue.weight = BigInt(weight);
    this.venues.set(name, venue);
  }

  protect(protection: NaiveProtection, limitHundredths: number, nowMs: number): void {
    this.protection = protection;
    this.limitHundredths = limitHundredths;
    for (const venue of this.venues.values()) {
      venue.seenClose = [];
      venue.provesSinceMs = nowMs;
      if (protection === "off") venue.out = null;
    }
  }

  tell(name: string, points: number, nowMs: number): void {
    this.venue(name).told.push({ atMs: nowMs, points: BigInt(points) });
    this.nextAtMs ??= (Math.floor(nowMs / PUBLICATION_MS) + 1) * PUBLICATION_MS;
  }

  letBack(name: string): boolean {
    const venue = this.venue(name);
    const wasOut = venue.out !== null;
    venue.out = null;
    return wasOut;
  }

  /** Somebody sets it by hand. */
  set(points: number, nowMs: number): void {
    this.points = BigInt(points);
    this.isHeld = false;
    this.published.push({ atMs: nowMs, points: this.points });
  }

  /** Publishes at every moment up to one that is due. */
  pass(nowMs: number): void {
    while (this.nextAtMs !== null && this.nextAtMs <= nowMs) {
      const atMs = this.nextAtMs;
      this.publish(atMs);
      const last = Math.max(0, ...[...this.venues.values()].map((venue) => venue.told.at(-1)?.atMs ?? 0));
      this.nextAtMs = atMs - last < 15 * MINUTE_MS ? atMs + PUBLICATION_MS : null;
    }
  }

  private publish(nowMs: number): void {
    this.publicationsAtMs.push(nowMs);
    const active = [...this.venues.values()].filter(({ weight, told }) => weight > 0n && told.length > 0);
    if (this.protection !== "off") {
      for (const venue of active) this.judgeAge(venue, nowMs);
      if (this.protection === "2020") this.takeBack(active, nowMs);
      this.putOut(active, nowMs);
    }
    const rest = this.protection === "off" ? active : active.filter(({ out }) => out === null);
    if (rest.length === 0) return;
    this.isHeld = this.protection !== "off" && this.isDoubtful(rest);
    if (!this.isHeld) {
      const weights = rest.reduce((sum, { weight }) => sum + weight, 0n);
      const value = rest.reduce((sum, venue) => sum + venue.weight * priceOf(venue), 0n);
      this.points = (2n * value + weights) / (2n * weights);
    }
    if (this.points !== null) this.published.push({ atMs: nowMs, points: this.points });
  }

  private judgeAge(venue: NaiveVenue, nowMs: number): void {
    const isStale = standsStill(venue, nowMs);
    if (venue.out === null && isStale) venue.out = { why: "stale", sinceMs: nowMs };
    else if (venue.out?.why === "stale" && !isStale) {
      const sinceMs = this.worksSince(venue, Math.max(venue.out.sinceMs, venue.provesSinceMs), nowMs);
      if (sinceMs !== null && nowMs - sinceMs >= 5 * MINUTE_MS) venue.out = null;
    }
  }

  /** Since when a venue that was stale has told prices without a pause, beginning with a new one. */
  private worksSince(venue: NaiveVenue, outMs: number, nowMs: number): number | null {
    const { told } = venue;
    if (isSilent(venue, nowMs)) return null;
    let sinceMs: number | null = null;
    for (let i = firstAfter(told, outMs); i < told.length; i++) {
      const [before, one] = [told[i - 1], told[i]] as [(typeof told)[number] | undefined, (typeof told)[number]];
      if (before === undefined) continue;
      const paused = one.atMs - before.atMs > MINUTE_MS;
      // A publication before this price found that it had not changed for a quarter of an hour.
      const changedAtMs = changeBefore(told, i - 1);
      const stood = this.publicationsAtMs.some((atMs) => atMs > before.atMs && atMs <= one.atMs && atMs - changedAtMs >= 15 * MINUTE_MS);
      if (paused || stood) sinceMs = null;
      if (one.points !== before.points) sinceMs ??= one.atMs;
    }
    return sinceMs;
  }

  private takeBack(active: readonly NaiveVenue[], nowMs: number): void {
    const others = active.filter(({ out }) => out === null);
    const byOthers = others.length > 0 && !this.isDoubtful(others);
    const reference = byOthers ? median(others) : this.reference();
    for (const venue of active) {
      if (venue.out?.why !== "deviating") continue;
      const isNear = byOthers ? distance(venue, reference, (d) => !isMore(d, percent(200))) : !this.isFar(venue, reference, 1n);
      venue.seenClose = venue.seenClose.filter(({ atMs }) => atMs > (venue.out?.sinceMs ?? 0));
      venue.seenClose.push({ atMs: nowMs, isClose: isNear && !isSilent(venue, nowMs) && !standsStill(venue, nowMs) });
      const sinceMs = venue.seenClose[venue.seenClose.findLastIndex(({ isClose }) => !isClose) + 1]?.atMs;
      if (sinceMs !== undefined && nowMs - sinceMs > 15 * MINUTE_MS) venue.out = null;
    }
  }

  private putOut(active: readonly NaiveVenue[], nowMs: number): void {
    const rest = active.filter(({ out }) => out === null);
    if (rest.length < 3) return;
    const middle = median(rest);
    for (const venue of rest.filter((one) => this.isFar(one, middle, 1n))) {
      venue.out = { why: "deviating", sinceMs: nowMs };
      venue.seenClose = [];
    }
  }

  private isDoubtful(rest: readonly NaiveVenue[]): boolean {
    if (rest.length === 2) {
      const reference = this.protection === "2020" ? median(rest) : this.reference();
      return rest.some((venue) => this.isFar(venue, reference, 2n));
    }
    return rest.length === 1 && this.isFar(rest[0] as NaiveVenue, this.reference(), 1n);
  }

  private reference(): Fraction | null {
    return this.points === null ? null : { over: this.points, under: 1n };
  }

  /** Whether a venue is the limit, or a part of it, away from a reference or further. */
  private isFar(venue: NaiveVenue, reference: Fraction | null, part: bigint): boolean {
    const { over, under } = percent(this.limitHundredths);
    return distance(venue, reference, (d) => !isMore({ over, under: under * part }, d));
  }

  private venue(name: string): NaiveVenue {
    const venue = this.venues.get(name);
    if (venue === undefined) throw new Error(`no venue is called ${name}`);
    return venue;
  }
}

/** The mean of what was published in the last half hour: the last of each five seconds. */
export function naiveAverage(published: readonly { readonly atMs: number; readonly points: bigint }[], nowMs: number): bigint | null {
  const slots = new Map<number, bigint>();
  const now = Math.floor(nowMs / PUBLICATION_MS);
  // No more than that fits into half an hour.
  for (const { atMs, points } of published.slice(-1_000)) slots.set(Math.floor(atMs / PUBLICATION_MS), points);
  const recent = [...slots].filter(([slot]) => slot > now - 360).map(([, points]) => points);
  if (recent.length === 0) return null;
  const count = BigInt(recent.length);
  return (2n * recent.reduce((sum, points) => sum + points, 0n) + count) / (2n * count);
}

const priceOf = ({ told }: NaiveVenue): bigint => (told.at(-1) as { points: bigint }).points;

const isSilent = ({ told }: NaiveVenue, nowMs: number) => nowMs - (told.at(-1)?.atMs ?? 0) > MINUTE_MS;

const standsStill = ({ told }: NaiveVenue, nowMs: number) => nowMs - changeBefore(told, told.length - 1) >= 15 * MINUTE_MS;

/** When the price that was told last up to a place was told first. */
function changeBefore(told: NaiveVenue["told"], place: number): number {
  let first = place;
  while (first > 0 && told[first - 1]?.points === told[first]?.points) first -= 1;
  return (told[first] as { atMs: number }).atMs;
}

function firstAfter(told: NaiveVenue["told"], atMs: number): number {
  let first = told.length;
  while (first > 0 && (told[first - 1] as { atMs: number }).atMs >= atMs) first -= 1;
  return first;
}

function median(venues: readonly NaiveVenue[]): Fraction {
  const prices = venues.map(priceOf).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [low, high] = [prices[Math.ceil(prices.length / 2) - 1], prices[Math.floor(prices.length / 2)]] as [bigint, bigint];
  return { over: low + high, under: 2n };
}

/** A venue's relative distance from a reference, put to a question; no reference, no. */
function distance(venue: NaiveVenue, reference: Fraction | null, holds: (distance: Fraction) => boolean): boolean {
  if (reference === null) return false;
  const off = priceOf(venue) * reference.under - reference.over;
  return holds({ over: off < 0n ? -off : off, under: reference.over });
}

const isMore = (a: Fraction, b: Fraction) => a.over * b.under > b.over * a.under;
