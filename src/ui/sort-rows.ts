/** What rows are sorted by: a figure or a word; null for what has none. */
export type SortKey = number | string | null;

/** Rows in the order of a key, those without one last whichever way; rows of equal keys stay as they stand. */
export function sortRows<T>(rows: readonly T[], keyOf: (row: T) => SortKey, isDescending: boolean): readonly T[] {
  return rows.toSorted((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    // By code, not by language: symbols, ids and moments are ASCII, and a hundred thousand of them are sorted at a press.
    const order = one === other ? 0 : one < other ? -1 : 1;
    return isDescending ? -order : order;
  });
}
