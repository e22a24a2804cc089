import { NONE } from "./rows.ts";

/**
 * Where thresholds of positions are kept: at each handle its threshold, its neighbours in the bucket, and the book that
 * it stands in. Shared by all books, for a position stands in one at most.
 */
export class ThresholdLinks {
  value = new Float64Array(64);
  next = new Int32Array(64);
  previous = new Int32Array(64);
  /** Number of the book, NONE for a position that stands in none. */
  home = new Int32Array(64).fill(NONE);

  /** Makes room for a handle and all before it. */
  reserve(handle: number): void {
    const before = this.home.length;
    if (handle < before) return;
    const capacity = Math.max(handle + 1, 2 * before);
    const grown = <C extends Float64Array | Int32Array>(old: C, into: C): C => {
      into.set(old);
      return into;
    };
    this.value = grown(this.value, new Float64Array(capacity));
    this.next = grown(this.next, new Int32Array(capacity));
    this.previous = grown(this.previous, new Int32Array(capacity));
    this.home = grown(this.home, new Int32Array(capacity).fill(NONE, before));
  }
}

/** Buckets are exact for values below this, and 65,536 an octave from there on: at most 0.0015 % wide. */
const EXACT_BELOW = 2 ** 16;
/** Octaves from 2^16 to 2^53, and the exact part. */
const BUCKETS = 38 * EXACT_BELOW;
const BUCKETS_PER_PAGE = 256;
const WORDS_PER_PAGE = BUCKETS_PER_PAGE / 32;
const PAGES = BUCKETS / BUCKETS_PER_PAGE;
const POWERS = Array.from({ length: 38 }, (_, i) => 2 ** i);

/** Bucket of a value: its leading bits, so that larger values never stand in a lower one. */
export function bucketOf(value: number): number {
  if (value < EXACT_BELOW) return value;
  const exponent = value < 2 ** 31 ? 31 - Math.clz32(value) : 53 - Math.clz32(value / 2 ** 22);
  const shift = exponent - 16;
  return shift * EXACT_BELOW + Math.floor(value / (POWERS[shift] as number));
}

/** Lowest set bit of a non-zero word. */
const lowest = (word: number) => 31 - Math.clz32(word & -word);

/** Handles that a walk found; reused, so that none is allocated. */
export class HandleList {
  handles = new Int32Array(256);
  length = 0;

  push(handle: number): void {
    if (this.length === this.handles.length) {
      const grown = new Int32Array(2 * this.length);
      grown.set(this.handles);
      this.handles = grown;
    }
    this.handles[this.length++] = handle;
  }

  clear(): void {
    this.length = 0;
  }

  /** Sorts what is in it, lowest first. */
  sort(): this {
    this.handles.subarray(0, this.length).sort();
    return this;
  }

  /** A copy that outlives the next use of the list. */
  toArray(): number[] {
    return Array.from(this.handles.subarray(0, this.length));
  }
}

/**
 * Thresholds of one side of a contract, in buckets by value: the nearest is found by bit sets, a walk costs what it
 * finds, and a position comes and goes without a search. A rising book is reached by a value at or above the threshold,
 * a falling one by a value at or below it; its buckets run backwards, so that the nearest always is the lowest.
 *
 * The order within a bucket follows from what came when. It must decide nothing: who walks sorts what is found.
 */
export class ThresholdBook {
  readonly number: number;
  readonly isRising: boolean;
  private readonly links: ThresholdLinks;
  count = 0;
  /** Place of each page plus one, 0 for a page that nothing ever stood in; empty until something does. */
  private pageAt = new Int32Array(0);
  private pages = 0;
  private heads = new Int32Array(0);
  /** A bit for each bucket of a page, for each page, and for each word of those. */
  private bits = new Uint32Array(0);
  private pageBits = new Uint32Array(0);
  private tops = new Uint32Array(0);

  constructor(number: number, isRising: boolean, links: ThresholdLinks) {
    this.number = number;
    this.isRising = isRising;
    this.links = links;
  }

  /** @param value whole and not below zero */
  add(handle: number, value: number): void {
    const { links } = this;
    const bucket = this.keyOf(value);
    const at = this.openPage(bucket >>> 8) * BUCKETS_PER_PAGE + (bucket & 255);
    const word = at >>> 5;
    const before = this.bits[word] as number;
    const isFilled = (before & (1 << (at & 31))) !== 0;
    const head = isFilled ? (this.heads[at] as number) : NONE;
    links.value[handle] = value;
    links.next[handle] = head;
    links.previous[handle] = NONE;
    links.home[handle] = this.number;
    if (isFilled) links.previous[head] = handle;
    this.heads[at] = handle;
    this.count += 1;
    if (isFilled) return;
    this.bits[word] = before | (1 << (at & 31));
    const page = bucket >>> 8;
    this.pageBits[page >>> 5] = (this.pageBits[page >>> 5] as number) | (1 << (page & 31));
    this.tops[page >>> 10] = (this.tops[page >>> 10] as number) | (1 << ((page >>> 5) & 31));
  }

  has(handle: number): boolean {
    return this.links.home[handle] === this.number;
  }

  remove(handle: number): void {
    const { links } = this;
    const next = links.next[handle] as number;
    const previous = links.previous[handle] as number;
    links.home[handle] = NONE;
    this.count -= 1;
    if (next !== NONE) links.previous[next] = previous;
    if (previous !== NONE) {
      links.next[previous] = next;
      return;
    }
    const bucket = this.keyOf(links.value[handle] as number);
    const page = bucket >>> 8;
    const place = (this.pageAt[page] as number) - 1;
    const at = place * BUCKETS_PER_PAGE + (bucket & 255);
    this.heads[at] = next;
    if (next === NONE) this.emptied(page, place, at);
  }

  /**
   * Finds the handles whose threshold a value reaches, the nearest bucket first.
   *
   * @param atMost after so many it stops
   * @returns whether it found them all
   */
  reached(value: number, found: HandleList, atMost = Number.POSITIVE_INFINITY): boolean {
    if (this.count === 0) return true;
    const { links, heads, isRising } = this;
    const last = this.keyOf(value);
    let room = atMost;
    for (let bucket = this.firstFrom(0); bucket !== NONE && bucket <= last; bucket = this.firstFrom(bucket + 1)) {
      let handle = heads[((this.pageAt[bucket >>> 8] as number) - 1) * BUCKETS_PER_PAGE + (bucket & 255)] as number;
      for (; handle !== NONE; handle = links.next[handle] as number) {
        const threshold = links.value[handle] as number;
        if (isRising ? threshold > value : threshold < value) continue;
        if (room-- === 0) return false;
        found.push(handle);
      }
    }
    return true;
  }

  private keyOf(value: number): number {
    const bucket = bucketOf(value);
    return this.isRising ? bucket : BUCKETS - 1 - bucket;
  }

  /** Lowest filled bucket at or above one. */
  private firstFrom(bucket: number): number {
    const page = bucket >>> 8;
    const place = (this.pageAt[page] as number) - 1;
    if (place >= 0 && (bucket & 255) !== 0) {
      const found = this.firstInPage(place, bucket & 255);
      if (found !== NONE) return page * BUCKETS_PER_PAGE + found;
    }
    const next = this.firstPageFrom((bucket & 255) === 0 ? page : page + 1);
    return next === NONE ? NONE : next * BUCKETS_PER_PAGE + this.firstInPage((this.pageAt[next] as number) - 1, 0);
  }

  private firstInPage(place: number, from: number): number {
    const { bits } = this;
    let word = from >>> 5;
    let rest = (bits[place * WORDS_PER_PAGE + word] as number) & (-1 << (from & 31));
    while (rest === 0) {
      if (++word === WORDS_PER_PAGE) return NONE;
      rest = bits[place * WORDS_PER_PAGE + word] as number;
    }
    return (word << 5) | lowest(rest);
  }

  private firstPageFrom(page: number): number {
    const { pageBits, tops } = this;
    if (page >= PAGES) return NONE;
    let word = page >>> 5;
    const here = (pageBits[word] as number) & (-1 << (page & 31));
    if (here !== 0) return (word << 5) | lowest(here);
    word += 1;
    let top = word >>> 5;
    if (top >= tops.length) return NONE;
    let rest = (tops[top] as number) & (-1 << (word & 31));
    while (rest === 0) {
      if (++top >= tops.length) return NONE;
      rest = tops[top] as number;
    }
    word = (top << 5) | lowest(rest);
    return (word << 5) | lowest(pageBits[word] as number);
  }

  private emptied(page: number, place: number, at: number): void {
    const { bits, pageBits, tops } = this;
    bits[at >>> 5] = (bits[at >>> 5] as number) & ~(1 << (at & 31));
    for (let word = 0; word < WORDS_PER_PAGE; word++) if (bits[place * WORDS_PER_PAGE + word] !== 0) return;
    const rest = (pageBits[page >>> 5] as number) & ~(1 << (page & 31));
    pageBits[page >>> 5] = rest;
    if (rest === 0) tops[page >>> 10] = (tops[page >>> 10] as number) & ~(1 << ((page >>> 5) & 31));
  }

  /** Place of a page, which is made when it is new. */
  private openPage(page: number): number {
    if (this.pageAt.length === 0) {
      this.pageAt = new Int32Array(PAGES);
      this.pageBits = new Uint32Array(PAGES / 32);
      this.tops = new Uint32Array(Math.ceil(PAGES / 1024));
    }
    const place = this.pageAt[page] as number;
    if (place !== 0) return place - 1;
    if (this.pages * BUCKETS_PER_PAGE === this.heads.length) {
      const capacity = Math.max(4, 2 * this.pages);
      const [heads, bits] = [this.heads, this.bits];
      this.heads = new Int32Array(capacity * BUCKETS_PER_PAGE);
      this.heads.set(heads);
      this.bits = new Uint32Array(capacity * WORDS_PER_PAGE);
      this.bits.set(bits);
    }
    this.pageAt[page] = ++this.pages;
    return this.pages - 1;
  }
}
