import type { MarkBinRow } from "../../bff/contract/operations/mark-history.ts";
import type { IndexCompositeRow } from "../../bff/contract/tables/index-composite.ts";
import type { LiquidationStepRow } from "../../bff/contract/tables/liquidation-report.ts";
import { type DuePosition, marginAt, pointsOf } from "./why-liquidated.ts";

/** A value at a moment, milliseconds. */
interface Point {
  readonly atMs: number;
  readonly value: number;
}

/** The mark, minute by minute at its worst for the position, with the moments of the liquidation's own steps between. */
export function markPath(bins: readonly MarkBinRow[], steps: readonly LiquidationStepRow[], isLong: boolean): readonly Point[] {
  const firstMs = Date.parse(steps[0]?.timestamp ?? "");
  const points = bins.map(({ timestamp, low, high, close }) => {
    const atMs = Date.parse(timestamp);
    // In the minutes before it, what nearly did it counts; afterwards what the market came to.
    return { atMs, value: atMs > firstMs ? close : isLong ? low : high };
  });
  const own = steps.map(({ timestamp, markPrice }) => ({ atMs: Date.parse(timestamp), value: markPrice }));
  return [...points, ...own].sort((a, b) => a.atMs - b.atMs);
}

export const closes = (bins: readonly MarkBinRow[]): readonly Point[] =>
  bins.map(({ timestamp, close }) => ({ atMs: Date.parse(timestamp), value: close }));

/** Prices of each venue of an index. */
export function venuePaths(rows: readonly IndexCompositeRow[]): ReadonlyMap<string, readonly Point[]> {
  const paths = new Map<string, Point[]>();
  for (const { reference, timestamp, lastPrice } of rows) {
    if (reference === "BMI" || lastPrice === null) continue;
    const path = paths.get(reference) ?? [];
    path.push({ atMs: Date.parse(timestamp), value: lastPrice });
    paths.set(reference, path);
  }
  return paths;
}

/** What the index was made of at a moment: the newest rows that are not later. */
export function constituentsAt(rows: readonly IndexCompositeRow[], atMs: number): readonly IndexCompositeRow[] {
  const newest = rows.findLast(({ timestamp }) => Date.parse(timestamp) <= atMs)?.timestamp;
  return rows.filter(({ timestamp }) => timestamp === newest);
}

/**
 * Margin left and required along a path of marks, as parts of the position's value at entry: computed again for each mark
 * from how the position stood when it was due.
 *
 * @param fromMs since when it stood so
 * @param untilMs where the position ended
 */
export function marginPaths(position: DuePosition, marks: readonly Point[], fromMs: number, untilMs: number) {
  const cost = Math.abs(position.facts.costSats);
  const stood = marks.filter(({ atMs }) => atMs >= fromMs && atMs <= untilMs);
  const at = stood.map(({ atMs, value }) => ({ atMs, ...marginAt(position, pointsOf(position.terms, value)) }));
  return {
    balance: at.map(({ atMs, balanceSats }) => ({ atMs, value: balanceSats / cost })),
    required: at.map(({ atMs, requiredSats }) => ({ atMs, value: requiredSats / cost })),
  };
}
