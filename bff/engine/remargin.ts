import type { Emitter } from "./emitter.ts";
import { MarginIndex } from "./margin-index.ts";
import { MarginScan } from "./margin-scan.ts";
import type { State } from "./state.ts";
import { HandleList } from "./threshold-book.ts";

/** By what means those are found who are due after a mark moved. Both find the same, in the same order. */
export type RemarginBy = "index" | "scan";

/** How many stale thresholds are re-derived at most when somebody asks who is due, with each command besides, and in an idle moment. */
export interface RenewalPace {
  readonly perLook: number;
  readonly perCommand: number;
  readonly perIdle: number;
}

/** A few milliseconds at most; a command that has a million to re-derive takes thousands of others along. */
const PACE: RenewalPace = { perLook: 2_000, perCommand: 200, perIdle: 20_000 };
/** Positions that each command, and each idle moment, holds against their thresholds. */
const CHECKED_PER_COMMAND = 1;
const CHECKED_PER_IDLE = 5_000;

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

  /** Whether thresholds wait to be derived anew. */
  get isStale(): boolean {
    return this.index?.isStale ?? false;
  }

  /** Positions in some contracts that are due as they stand, in the order of their handles. */
  due(instruments: readonly number[]): readonly number[] {
    this.settle();
    if (this.index === null || !this.index.due(instruments, this.found)) this.scan.due(instruments, this.found);
    return this.found.toArray();
  }

  /**
   * Ends a command: thresholds follow what it changed, and one after another is held against the rows.
   *
   * @returns what is wrong with one, null when nothing is
   */
  afterCommand(): string | null {
    this.settle();
    if (this.isStale) this.index?.tend(this.pace.perCommand);
    return this.check(CHECKED_PER_COMMAND);
  }

  /** While nobody waits: derives stale thresholds anew, and holds more of them against the rows. Returns like the other. */
  idle(): string | null {
    if (this.isStale) this.index?.tend(this.pace.perIdle);
    return this.check(CHECKED_PER_IDLE);
  }

  /** Goes on with holding thresholds against the rows that they follow from. Returns like the others. */
  check(positions: number): string | null {
    const { count } = this.state.positions;
    if (this.index === null) return null;
    for (let i = 0; i < Math.min(positions, count); i++) {
      if (this.checked >= count) this.checked = 0;
      const fault = this.index.faultOf(this.checked);
      if (fault !== null) return `position ${this.checked} ${fault}`;
      this.checked += 1;
    }
    return null;
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
