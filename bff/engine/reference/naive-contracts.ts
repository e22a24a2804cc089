import type { ContractTerms } from "../../contract/pricing/terms.ts";
import { INSTRUMENT_STATE } from "../instruments.ts";
import { NONE } from "../rows.ts";
import type { InstrumentFacts, MarkRecord } from "./read-records.ts";

/**
 * What contracts and indices are and where they stand, as their rows say, and what has to happen to contracts at moments
 * that their rules name: sessions close at the last price, and it is decided what a contract settles at whose index has
 * not begun.
 */
export class NaiveContracts {
  private readonly facts = new Map<number, InstrumentFacts>();
  /** Contracts to which something happens at moments of their own. */
  private readonly timed = new Set<number>();
  private readonly marks = new Map<number, MarkRecord>();
  /** Prices that the last session may have closed at, of contracts that have just come to the end of one. */
  private readonly closes = new Map<number, { readonly atMs: number; readonly points: Set<number> }>();
  private readonly decisions = new Map<number, { readonly atMs: number; readonly points: number }>();

  /** @param nowMs the moment of what is told */
  tell(row: InstrumentFacts, nowMs: number): void {
    const isNew = nowMs > 0 && !this.facts.has(row.instrument);
    if (isNew && row.listedAtMs !== nowMs)
      throw new Error(`instrument ${row.instrument} is listed at ${nowMs}, and says ${row.listedAtMs}`);
    this.facts.set(row.instrument, row);
    if (row.index !== NONE && (row.rule("sessionIntervalMs") !== 0 || row.rule("decideBeforeMs") !== 0)) this.timed.add(row.instrument);
  }

  /** @param nowMs the moment of what is told */
  mark(row: MarkRecord, nowMs: number): void {
    const before = this.marks.get(row.instrument);
    if (before !== undefined && before.markPoints !== row.markPoints && row.markedAtMs !== nowMs)
      throw new Error(`instrument ${row.instrument} has a mark of ${nowMs} and says that it is of ${row.markedAtMs}`);
    this.marks.set(row.instrument, row);
    this.closes.get(row.instrument)?.points.add(this.lastPoints(row.instrument));
    if (before === undefined || before.closePoints === 0 || before.closePoints === row.closePoints) return;
    if (!this.closes.has(row.instrument)) throw new Error(`a session of ${row.instrument} closed at no end of one`);
  }

  terms(instrument: number): ContractTerms {
    return this.of(instrument).terms;
  }

  of(instrument: number): InstrumentFacts {
    const facts = this.facts.get(instrument);
    if (facts === undefined) throw new Error(`nothing was told of instrument ${instrument}`);
    return facts;
  }

  markPoints(instrument: number): number {
    return this.marks.get(instrument)?.markPoints ?? 0;
  }

  /** Points that it will settle at, or has; 0 while that is its index's. */
  decidedPoints(instrument: number): number {
    return this.marks.get(instrument)?.settledPoints ?? 0;
  }

  isLive(instrument: number): boolean {
    return this.of(instrument).index !== NONE && (this.marks.get(instrument)?.state ?? 0) < INSTRUMENT_STATE.settled;
  }

  /**
   * A moment has come, and all rows before it were told.
   *
   * @param isLast whether what was scheduled has all happened, and the command follows
   */
  moment(atMs: number, isLast: boolean): void {
    for (const [instrument, { atMs: dueMs, points }] of [...this.closes]) {
      if (dueMs === atMs && !isLast) continue;
      this.closes.delete(instrument);
      const { closePoints } = this.marks.get(instrument) as MarkRecord;
      if (this.isLive(instrument) && !points.has(closePoints))
        throw new Error(`a session of ${instrument} closed at ${closePoints}, not at ${[...points]}`);
    }
    for (const [instrument, { atMs: dueMs, points }] of [...this.decisions]) {
      if (dueMs === atMs && !isLast) continue;
      this.decisions.delete(instrument);
      const decided = this.decidedPoints(instrument);
      if (this.isLive(instrument) && decided !== points) throw new Error(`${instrument} is to settle at ${decided}, not at ${points}`);
    }
    if (isLast) return;
    for (const instrument of this.timed) {
      const { rule } = this.of(instrument);
      if (!this.isLive(instrument)) this.timed.delete(instrument);
      if (!this.isLive(instrument)) continue;
      if (rule("sessionIntervalMs") !== 0 && atMs % rule("sessionIntervalMs") === 0) this.closeAt(instrument, atMs);
      if (rule("decideBeforeMs") !== 0 && atMs === rule("expiryMs") - rule("decideBeforeMs")) this.decideAt(instrument, atMs);
    }
  }

  /** Several things can happen at one moment: the close is the last price as one of them has left it. */
  private closeAt(instrument: number, atMs: number): void {
    const known = this.closes.get(instrument) ?? { atMs, points: new Set<number>() };
    known.points.add(this.lastPoints(instrument));
    this.closes.set(instrument, known);
  }

  private lastPoints(instrument: number): number {
    const { lastTicks, markPoints, closePoints } = this.marks.get(instrument) as MarkRecord;
    if (lastTicks !== 0) return lastTicks * this.terms(instrument).pointsPerTick;
    return markPoints === 0 ? closePoints : markPoints;
  }

  private decideAt(instrument: number, atMs: number): void {
    const { index, rule } = this.of(instrument);
    const hasBegun = this.markPoints(index) !== 0 || (rule("settlementIndex") !== 0 && this.markPoints(rule("settlementIndex") - 1) !== 0);
    const known = this.decidedPoints(instrument);
    this.decisions.set(instrument, { atMs, points: known !== 0 || hasBegun ? known : rule("alternativePoints") });
  }
}
