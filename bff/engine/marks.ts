import { valueSats } from "../contract/pricing/value.ts";
import { MARK_METHOD } from "./commands.ts";
import type { Emitter } from "./emitter.ts";
import type { Liquidation } from "./liquidation.ts";
import { fairAt, markAt } from "./marking.ts";
import { REJECT, type RejectCode, type Verdict } from "./rejects.ts";
import type { Remargin } from "./remargin.ts";
import { beginSampling } from "./sampling.ts";
import type { State } from "./state.ts";
import type { Triggers } from "./triggers.ts";

interface MarksParts {
  readonly triggers: Triggers;
  readonly liquidation: Liquidation;
  readonly remargin: Remargin;
  /** Lets one more triggered order trade. @returns whether there was one */
  readonly runTriggered: () => boolean;
  /** Indices that average another hear its price. */
  readonly averaged: (index: number, points: number) => void;
}

/** Where contracts are marked, and what a new mark sets off: orders that waited for it, and positions that it leaves with too little. */
export class Marks {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly triggers: Triggers;
  private readonly liquidation: Liquidation;
  private readonly remargin: Remargin;
  private readonly runTriggered: () => boolean;
  private readonly averaged: (index: number, points: number) => void;

  constructor(state: State, emitter: Emitter, { triggers, liquidation, remargin, runTriggered, averaged }: MarksParts) {
    this.state = state;
    this.emitter = emitter;
    this.triggers = triggers;
    this.liquidation = liquidation;
    this.remargin = remargin;
    this.runTriggered = runTriggered;
    this.averaged = averaged;
  }

  /** A new price of an index marks every contract that refers to it by its own method, and re-margins who holds one. */
  index(index: number, points: number): Verdict {
    const { instruments, scalars } = this.state;
    if (!instruments.isIndex(index)) return reject(REJECT.unknownInstrument);
    if (!Number.isSafeInteger(points) || points <= 0) return reject(REJECT.price);
    const marked = [{ instrument: index, fair: points, mark: points }];
    for (const instrument of instruments.markedBy(index)) {
      if (!instruments.isLive(instrument)) continue;
      const fair = fairAt(this.state, instrument, points);
      const mark = markAt(this.state, instrument, fair);
      if (!this.staysExact(instrument, fair) || !this.staysExact(instrument, mark)) return reject(REJECT.price);
      marked.push({ instrument, fair, mark });
    }
    for (const { instrument, fair, mark } of marked) {
      const isFirst = instruments.markPoints[instrument] === 0;
      instruments.fairPoints[instrument] = fair;
      instruments.markPoints[instrument] = mark;
      instruments.markedAtMs[instrument] = scalars.timeMs;
      this.emitter.touchMark(instrument);
      if (isFirst && instrument !== index) beginSampling(this.state, this.emitter, instrument);
    }
    // Orders that the new marks set off come first: a stop may yet close what would be taken over.
    this.triggers.marked(index);
    while (this.runTriggered());
    // All marks move before anybody is judged: one contract's loss may be another's gain.
    this.liquidation.remargin(this.remargin.due(marked.map(({ instrument }) => instrument)));
    this.averaged(index, points);
    return reject(REJECT.none);
  }

  /** A contract that is listed while its index has a price is marked from the beginning, so that it can trade at once. */
  markNew(): void {
    const { state, emitter } = this;
    const { instruments, scalars } = state;
    for (const instrument of emitter.marked) {
      if (instruments.markPoints[instrument] !== 0 || !instruments.isLive(instrument)) continue;
      const points = instruments.markPoints[instruments.index[instrument] as number] as number;
      if (points === 0) continue;
      const fair = fairAt(state, instrument, points);
      const mark = markAt(state, instrument, fair);
      if (!this.staysExact(instrument, fair) || !this.staysExact(instrument, mark)) continue;
      instruments.fairPoints[instrument] = fair;
      instruments.markPoints[instrument] = mark;
      instruments.markedAtMs[instrument] = scalars.timeMs;
      beginSampling(state, emitter, instrument);
    }
  }

  /**
   * Contracts whose mark is their own last price take it with each price of their index; while that has not begun, with
   * each command. @returns whether any did
   */
  markByLast(): boolean {
    const { instruments, scalars } = this.state;
    const marked: number[] = [];
    for (const instrument of this.emitter.marked) {
      if (!instruments.isLive(instrument) || instruments.rule(instrument, "markMethod") !== MARK_METHOD.lastPrice) continue;
      if (instruments.markPoints[instruments.index[instrument] as number] !== 0) continue;
      const points = (instruments.lastTicks[instrument] as number) * instruments.term(instrument, "pointsPerTick");
      if (points !== 0 && points !== instruments.markPoints[instrument]) marked.push(instrument);
    }
    if (marked.length === 0) return false;
    for (const instrument of marked) {
      instruments.markPoints[instrument] = (instruments.lastTicks[instrument] as number) * instruments.term(instrument, "pointsPerTick");
      instruments.markedAtMs[instrument] = scalars.timeMs;
      // Whoever looked at this contract in this command looked at the mark before.
      this.emitter.touchMark(instrument);
      this.triggers.marked(instruments.index[instrument] as number);
    }
    while (this.runTriggered());
    this.liquidation.remargin(this.remargin.due(marked));
    return true;
  }

  /** Whether a mark is one that the contract can trade near, and what is open, or its largest order, has an exact value there. */
  private staysExact(instrument: number, points: number): boolean {
    const { instruments } = this.state;
    const terms = instruments.termsOf(instrument);
    const contracts = Math.max(instruments.openInterest[instrument] as number, terms.maxOrderQty);
    return points <= 10 * terms.maxPriceTicks * terms.pointsPerTick && Number.isSafeInteger(valueSats(terms, contracts, points));
  }
}

const reject = (code: RejectCode): Verdict => ({ code, detail: 0 });
