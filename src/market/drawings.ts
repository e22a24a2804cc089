/** What somebody drew on the chart of a contract, kept with their preferences. */
export type Drawing =
  | { readonly id: string; readonly kind: "level"; readonly price: number }
  | { readonly id: string; readonly kind: "trend"; readonly from: ChartPoint; readonly to: ChartPoint };

/** A place on the chart. */
export interface ChartPoint {
  readonly timeMs: number;
  readonly price: number;
}

/** A price at which somebody wants to be told: when the last price comes to it from the side on which it was. */
export interface PriceAlert {
  readonly id: string;
  readonly price: number;
  /** Whether it waits for the price to rise to it. */
  readonly isAbove: boolean;
}

/** More than this on one chart helps nobody, and preferences have an end. */
export const MOST_DRAWINGS = 40;

/** Adds to what there is; the oldest goes where there is no room. */
export const withDrawing = <T>(before: readonly T[] | undefined, added: T): readonly T[] =>
  [...(before ?? []), added].slice(-MOST_DRAWINGS);

export const withoutDrawing = <T extends { readonly id: string }>(before: readonly T[] | undefined, id: string): readonly T[] =>
  (before ?? []).filter((one) => one.id !== id);

/** Alerts that the last price has come to. */
export const dueAlerts = (alerts: readonly PriceAlert[] | undefined, last: number | null): readonly PriceAlert[] =>
  last === null ? [] : (alerts ?? []).filter(({ price, isAbove }) => (isAbove ? last >= price : last <= price));
