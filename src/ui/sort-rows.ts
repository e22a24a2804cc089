/** What rows are sorted by: a figure or a word; null for what has none. */
export type SortKey = number | string | null;

/** Rows in the order of a key, those without one last whichever way; rows of equal keys stay as they stand. */
export function sortRows<T>(rows: readonly T[], keyOf: (row: T) => SortKey, isDescending: boolean): readonly T[] {
  return rows.toSorted((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    const order = typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other));
    return isDescending ? -order : order;
  });
}
