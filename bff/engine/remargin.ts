import { AuditError } from "./audit.ts";
import type { Emitter } from "./emitter.ts";
import { MarginIndex } from "./margin-index.ts";
import { MarginScan } from "./margin-scan.ts";
import type { State } from "./state.ts";
import { HandleList } from "./threshold-book.ts";

/** By what means those are found who are due after a mark moved. Both find the same, in the same order. */
export type RemarginBy = "index" | "scan";

/** How many stale thresholds are re-derived at most when somebody asks who is due, and with each command besides. */
export interface RenewalPace {
  readonly perLook: number;
  readonly perCommand: number;
}

/** A few milliseconds at most; a command that has a million to re-derive takes thousands of others along. */
const PACE: RenewalPace = { perLook: 8_000, perCommand: 200 };
/** Positions that each command holds against their thresholds. */
const CHECKED_PER_COMMAND = 1;

/**
 * Who is due after marks moved: the only question that liquidation asks here. Keeps the index in step with the rows:
 * whatever changes a position or an account has to be told to the emitter, for somebody reads that row, and what was told
 * is what is re-derived before the next question.
 */
export class Remargin {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly index: MarginIndex | null;
  private readonly scan: MarginScan;
  private readonly found = new HandleList();
  private checked = 0;

  private readonly pace: RenewalPace;

  constructor(state: State, emitter: Emitter, by: RemarginBy, pace = PACE) {
    this.state = state;
    this.emitter = emitter;
    this.pace = pace;
    this.index = by === "index" ? new MarginIndex(state, pace.perLook) : null;
    this.scan = new MarginScan(state);
  }

  /** Positions in some contracts that are due as they stand, in the order of their handles. */
  due(instruments: readonly number[]): readonly number[] {
    this.settle();
    if (this.index === null || !this.index.due(instruments, this.found)) this.scan.due(instruments, this.found);
    return this.found.toArray();
  }

  /** Ends a command: thresholds follow what it changed, and one after another is held against the rows. */
  afterCommand(): void {
    this.settle();
    if (this.index === null) return;
    if (this.index.isStale) this.index.tend(this.pace.perCommand);
    this.check(CHECKED_PER_COMMAND);
  }

  /** Re-derives stale thresholds while nobody waits. */
  idle(accounts: number): void {
    if (this.index?.isStale) this.index.tend(accounts);
  }

  /**
   * Goes on with holding thresholds against the rows that they follow from.
   *
   * @throws AuditError where they differ: somebody might be liquidated too late, or who should not be
   */
  check(positions: number): void {
    const { count } = this.state.positions;
    if (this.index === null || count === 0) return;
    for (let i = 0; i < Math.min(positions, count); i++) {
      if (this.checked >= count) this.checked = 0;
      const fault = this.index.faultOf(this.checked);
      if (fault !== null) throw new AuditError(`position ${this.checked} ${fault}`, Number.NaN);
      this.checked += 1;
    }
  }

  private settle(): void {
    const { index } = this;
    const { changed } = this.emitter;
    if (index !== null) {
      index.refresh();
      for (let i = 0; i < changed.length; i++) index.renew(changed.at(i));
    }
    changed.clear();
  }
}
