import { MarginIndex } from "../bff/engine/margin-index.ts";
import { MarginScan } from "../bff/engine/margin-scan.ts";
import { HandleList } from "../bff/engine/threshold-book.ts";
import { Crowd } from "./crowd.ts";
import { ObjectScan } from "./object-scan.ts";
import { type BenchRow, median, percentile, type Sample } from "./row.ts";

const MANY = 1_000_008;
const FEW = 10_008;
/** Mark changes of one measurement; after every so many the scan looks at the same. */
const STEPS = 900;
const SCANNED_EVERY = 60;
/** Mark changes that nobody counts: code that has run before is compiled. */
const WARM_STEPS = 300;

/** One row after another looks at the same exchange: it takes seconds to fill. */
let filled: Crowd | undefined;
const theCrowd = (): Crowd => {
  filled ??= warmed(MANY);
  return filled;
};

function warmed(positions: number): Crowd {
  const crowd = new Crowd(positions);
  for (let i = 0; i < WARM_STEPS; i++) crowd.mark(i % 3, calm(crowd, i % 3));
  return crowd;
}

/** A price at most 0.03 % from where the contract began: nobody is that near to being due. */
const calm = (crowd: Crowd, which: number) => Math.round(crowd.startOf(which) * (1 + crowd.random.between(-300, 300) / 1_000_000));

/**
 * The next price of a tape: five seconds move it by 0.02 % or less, one time in two hundred by up to 0.1 %, and it comes
 * back more often than it runs away.
 */
function taped(crowd: Crowd, which: number): number {
  const { random } = crowd;
  const [start, mark] = [crowd.startOf(which), crowd.markOf(which)];
  const step = (random.between(-1_000, 1_000) / 1_000) * (random.oneIn(200) ? 0.001 : 0.0002);
  return Math.round(mark * (1 + step) + (start - mark) * 0.002);
}

interface Walk {
  /** Milliseconds of each mark change, takeovers included, and of each scan of one contract. */
  readonly indexMs: readonly number[];
  readonly scanMs: readonly number[];
  readonly liquidated: number;
}

/** @throws Error when the scan finds somebody whom the index has left */
function walk(crowd: Crowd, next: (crowd: Crowd, which: number) => number, scans: boolean): Walk {
  const scan = new MarginScan(crowd.state);
  const found = new HandleList();
  const [indexMs, scanMs]: [number[], number[]] = [[], []];
  let liquidated = 0;
  for (let i = 0; i < STEPS; i++) {
    const which = i % 3;
    const step = crowd.mark(which, next(crowd, which));
    indexMs.push(step.ms);
    liquidated += step.liquidated;
    // Off the beat of three, so that every contract has its turn.
    if (!scans || i % (SCANNED_EVERY + 1) !== 0) continue;
    const startedAt = performance.now();
    scan.due([crowd.contracts[which] as number], found);
    scanMs.push(performance.now() - startedAt);
    if (found.length > 0) throw new Error(`the scan finds ${found.length} positions due that the index has left`);
  }
  return { indexMs, scanMs, liquidated };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function against({ indexMs, scanMs, liquidated }: Walk): Sample["figures"] {
  return [
    { name: "mark change by index, mean", value: 1_000 * mean(indexMs), unit: "µs" },
    { name: "median", value: 1_000 * median(indexMs), unit: "µs" },
    { name: "99th percentile", value: 1_000 * percentile(indexMs, 0.99), unit: "µs" },
    { name: "positions liquidated", value: liquidated, unit: "" },
    { name: "scan alone, mean", value: 1_000 * mean(scanMs), unit: "µs" },
    { name: "scan over the index's 99th percentile", value: mean(scanMs) / percentile(indexMs, 0.99), unit: "x" },
  ];
}

/** The scan is timed without the takeovers that the index's time includes. */
function row(title: string, next: (crowd: Crowd, which: number) => number): BenchRow {
  return {
    title,
    runs: 3,
    measure: async () => {
      const walked = walk(theCrowd(), next, true);
      return { figures: against(walked), ratio: mean(walked.scanMs) / mean(walked.indexMs) };
    },
  };
}

export const calmRow = () => row("PERF-012 mark changes over a million positions against the scan, nobody liquidated", calm);
export function tapeRow(): BenchRow {
  const crowd = theCrowd();
  // Whoever stood nearest to the mark is gone before anything is counted: the crowd was not made by this tape.
  for (let i = 0; i < 10 * STEPS; i++) crowd.mark(i % 3, taped(crowd, i % 3));
  return row("PERF-012 mark changes over a million positions against the scan, along a tape with liquidations", taped);
}

/** What a mark change costs with a million positions, over what it costs with ten thousand. */
export function growthRow(): BenchRow {
  return {
    title: "PERF-012 a mark change with a million positions over one with ten thousand",
    runs: 3,
    measure: async () => {
      const few = walk(warmed(FEW), calm, false);
      const many = walk(theCrowd(), calm, false);
      return {
        figures: [
          { name: "ten thousand, mean", value: 1_000 * mean(few.indexMs), unit: "µs" },
          { name: "a million, mean", value: 1_000 * mean(many.indexMs), unit: "µs" },
        ],
        ratio: mean(many.indexMs) / mean(few.indexMs),
      };
    },
  };
}

/** The scan over columns, over the same over an array of objects. */
export function scanRow(): BenchRow {
  const { state, contracts } = theCrowd();
  const objects = new ObjectScan(state);
  const columns = new MarginScan(state);
  const found = new HandleList();
  const timed = (look: () => void) => {
    const startedAt = performance.now();
    look();
    return performance.now() - startedAt;
  };
  const ours = () => timed(() => columns.due(contracts, found));
  const theirs = () => timed(() => objects.due(contracts));
  for (let i = 0; i < 3; i++) {
    ours();
    theirs();
  }
  return {
    title: "PERF-012 the scan of a million positions in columns over the same in objects",
    runs: 5,
    measure: async () => {
      const [columnsMs, objectsMs] = [median([ours(), ours(), ours()]), median([theirs(), theirs(), theirs()])];
      const same = found.toArray().join() === objects.due(contracts).join();
      if (!same) throw new Error("columns and objects disagree on who is due");
      return {
        figures: [
          { name: "columns", value: (1_000_000 * columnsMs) / MANY, unit: "ns a position" },
          { name: "objects", value: (1_000_000 * objectsMs) / MANY, unit: "ns a position" },
        ],
        ratio: columnsMs / objectsMs,
      };
    },
  };
}

/**
 * A funding rate that changes in all contracts at once: the longest of the commands that come after it until every
 * threshold is derived anew, beside deriving all of them in the first.
 */
export function rateRow(): BenchRow {
  const crowd = theCrowd();
  let rate = 0;
  return {
    title: "MRG-004 a funding rate changes over a million positions: all thresholds at once over the longest command",
    runs: 3,
    measure: async () => {
      const startedAt = performance.now();
      new MarginIndex(crowd.state, 0);
      const atOnceMs = performance.now() - startedAt;
      rate = rate === 10_000 ? 20_000 : 10_000;
      crowd.fund(rate);
      const stepsMs: number[] = [];
      do stepsMs.push(crowd.mark(stepsMs.length % 3, calm(crowd, stepsMs.length % 3)).ms);
      while (crowd.engine.remargin.isStale);
      const longestMs = Math.max(...stepsMs);
      return {
        figures: [
          { name: "all at once", value: atOnceMs, unit: "ms" },
          { name: "longest command", value: longestMs, unit: "ms" },
          { name: "99th percentile of the commands", value: percentile(stepsMs, 0.99), unit: "ms" },
          { name: "commands until all are derived anew", value: stepsMs.length, unit: "" },
        ],
        ratio: atOnceMs / longestMs,
      };
    },
  };
}
