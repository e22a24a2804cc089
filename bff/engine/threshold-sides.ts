import { divCeil, mulDivCeil, RATE_SCALE } from "../contract/pricing/round.ts";
import type { ContractTerms } from "../contract/pricing/terms.ts";
import { lotValueSats } from "../contract/pricing/value.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";
import { ThresholdBook, ThresholdLinks } from "./threshold-book.ts";

/** A book whose thresholds were right before something changed for all of them: now they may lie so much nearer. */
interface StaleBook {
  readonly book: ThresholdBook;
  readonly widestEntry: number;
  /** In values of a lot. */
  nearer: number;
}

/** All that lose together in one contract: as the value of a lot rises, or as it falls. */
export interface Side {
  readonly isRising: boolean;
  current: ThresholdBook;
  /** Largest value at entry of one lot of any position that stands, or stood, in the current book. */
  widestEntry: number;
  readonly stale: StaleBook[];
}

/** What the thresholds of a contract were computed with, beyond the positions themselves. */
export interface Basis {
  readonly sides: readonly [falling: Side, rising: Side];
  terms: ContractTerms;
  fundingRate: number;
  /** The mark, the value of a lot there, and the mark at which somebody was last asked for. */
  markPoints: number;
  lotSats: number;
  askedAtPoints: number;
}

/**
 * The books of thresholds of every contract, a pair each: who loses as the value of a lot rises, and who as it falls. It
 * sees for itself when a rate or a term has changed under the thresholds of a whole contract.
 */
export class ThresholdSides {
  readonly links = new ThresholdLinks();
  readonly books: ThresholdBook[] = [];
  readonly bases: (Basis | undefined)[] = [];
  /** Stale books by their numbers; they still hold thresholds, or did when somebody last looked. */
  private readonly staleNumbers = new Map<number, { readonly side: Side; readonly stale: StaleBook }>();
  private readonly state: State;
  private readonly spare: readonly [falling: ThresholdBook[], rising: ThresholdBook[]] = [[], []];

  constructor(state: State) {
    this.state = state;
  }

  get hasStale(): boolean {
    return this.staleNumbers.size > 0;
  }

  /** Sees which rates and terms have changed. */
  refresh(): void {
    for (let instrument = 0; instrument < this.bases.length; instrument++) if (this.bases[instrument] !== undefined) this.of(instrument);
  }

  /** What a contract's thresholds rest on, brought to what it is now. */
  of(instrument: number): Basis {
    const { instruments } = this.state;
    const terms = instruments.termsOf(instrument);
    const fundingRate = instruments.fundingRate[instrument] as number;
    const markPoints = instruments.markPoints[instrument] as number;
    let basis = this.bases[instrument];
    if (basis === undefined) {
      basis = { sides: [this.newSide(false), this.newSide(true)], terms, fundingRate, markPoints: 0, lotSats: 0, askedAtPoints: 0 };
      this.bases[instrument] = basis;
    }
    if (basis.terms !== terms) {
      // Whatever changed, and be it what a lot is: nothing is known of the old thresholds.
      for (const side of basis.sides) this.retire(side, () => Number.POSITIVE_INFINITY);
      basis.terms = terms;
      basis.markPoints = 0;
      basis.askedAtPoints = 0;
    }
    if (basis.fundingRate !== fundingRate) {
      this.changeRate(basis, fundingRate);
      basis.fundingRate = fundingRate;
    }
    if (basis.markPoints !== markPoints) {
      basis.lotSats = lotValueSats(terms, markPoints);
      basis.markPoints = markPoints;
    }
    return basis;
  }

  /** A side that pays more needs more maintenance: by the rate on what it cost, and a satoshi for rounding. */
  private changeRate(basis: Basis, rate: number): void {
    for (const side of basis.sides) {
      const isLong = side.isRising === basis.terms.isInverse;
      const [before, after] = [basis.fundingRate, rate].map((each) => Math.max(0, isLong ? each : 0 - each)) as [number, number];
      if (before === after) continue;
      const more = Math.max(0, after - before);
      this.retire(side, (widestEntry) => (more === 0 ? 0 : mulDivCeil(widestEntry, more, RATE_SCALE) + 2));
    }
  }

  private retire(side: Side, nearerBy: (widestEntry: number) => number): void {
    for (const stale of side.stale) stale.nearer += nearerBy(stale.widestEntry);
    if (side.current.count === 0) return;
    const stale = { book: side.current, widestEntry: side.widestEntry, nearer: nearerBy(side.widestEntry) };
    side.stale.push(stale);
    this.staleNumbers.set(stale.book.number, { side, stale });
    side.current = this.newBook(side.isRising);
    side.widestEntry = 0;
  }

  /** Whether a book waits for its thresholds to be derived anew. */
  isStale(book: number): boolean {
    return this.staleNumbers.has(book);
  }

  /** Lets go of stale books that hold nothing any more. */
  dropEmpty(): void {
    for (const { side, stale } of [...this.staleNumbers.values()]) {
      const { book } = stale;
      if (book.count > 0) continue;
      side.stale.splice(side.stale.indexOf(stale), 1);
      this.staleNumbers.delete(book.number);
      this.spare[side.isRising ? 1 : 0].push(book);
    }
  }

  private newSide(isRising: boolean): Side {
    return { isRising, current: this.newBook(isRising), widestEntry: 0, stale: [] };
  }

  private newBook(isRising: boolean): ThresholdBook {
    const spare = this.spare[isRising ? 1 : 0].pop();
    if (spare !== undefined) return spare;
    const book = new ThresholdBook(this.books.length, isRising, this.links);
    this.books.push(book);
    return book;
  }

  put(position: number, side: Side, threshold: number): void {
    const { quantity, cost, instrument } = this.state.positions;
    const lots = Math.abs(quantity[position] as number) / this.state.terms(instrument[position] as number).valuationLot;
    const entry = divCeil(Math.abs(cost[position] as number), lots);
    if (entry > side.widestEntry) side.widestEntry = entry;
    const { current } = side;
    if (this.links.home[position] === current.number && this.links.value[position] === threshold) return;
    this.takeOut(position);
    current.add(position, threshold);
  }

  takeOut(position: number): void {
    const home = this.links.home[position] as number;
    if (home !== NONE) (this.books[home] as ThresholdBook).remove(position);
  }

  /** By how much the thresholds of a stale book count as nearer; null for the current one. */
  nearerIn(side: Side, home: number): number | null {
    return side.stale.find(({ book }) => book.number === home)?.nearer ?? null;
  }
}
