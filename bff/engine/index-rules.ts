import { Rows } from "./rows.ts";

/** What an index is made of. */
export const INDEX_KIND = {
  /** Prices of spot markets, or none: then somebody sets it. */
  composite: 0,
  /** The mean of another index over the last half hour. */
  average: 1,
  /** What a perpetual trades above its index. */
  premium: 2,
  /** What it costs to borrow a currency. */
  interest: 3,
} as const;

/** Where an index has its price from. */
export const INDEX_STANDING = {
  /** Somebody set it, or nobody yet. */
  set: 0,
  published: 1,
  /** What its constituents say is too doubtful to move it. */
  held: 2,
} as const;

/** Rules that keep a venue's mistake out of an index, by the year in which they came into force. */
export const PROTECTION = { off: 0, of2017: 1, of2020: 2 } as const;

/** Distance from the median at which a venue is out unless somebody says otherwise: a quarter, as for currencies. Altcoins have a half. */
const USUAL_LIMIT_BASIS_POINTS = 2_500;

/** How indices come by their prices; one row for each that does not only stand where somebody sets it. */
export class IndexRules extends Rows {
  /** Handle of the index. */
  instrument = this.column("instrument", Int32Array);
  /** One of {@link INDEX_KIND}. */
  kind = this.column("kind", Uint8Array);
  /** Handle of the index that it is reckoned from; NONE for a composite. */
  source = this.column("source", Int32Array);
  /** One of {@link PROTECTION}. */
  protection = this.column("protection", Uint8Array);
  limitBasisPoints = this.column("limitBasisPoints", Float64Array);
  /** One of {@link INDEX_STANDING}. */
  standing = this.column("standing", Uint8Array);
  /** Moment of the last publication from its constituents; 0 before the first. */
  publishedAtMs = this.column("publishedAtMs", Float64Array);
  /** Moment of the publication that is scheduled; 0 when none is. */
  nextAtMs = this.column("nextAtMs", Float64Array);

  constructor(capacity = 8) {
    super(capacity);
  }

  /** A fresh row is all zeros: nothing was published yet. */
  make(instrument: number, kind: number, source: number): number {
    const rule = this.append();
    this.instrument[rule] = instrument;
    this.kind[rule] = kind;
    this.source[rule] = source;
    this.protection[rule] = PROTECTION.of2020;
    this.limitBasisPoints[rule] = USUAL_LIMIT_BASIS_POINTS;
    return rule;
  }

  /** The row of an index; NONE for one without. */
  of(instrument: number): number {
    return this.findRow((rule) => this.instrument[rule] === instrument);
  }
}
