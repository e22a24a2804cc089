import { type Column, Rows } from "../rows.ts";
import type { State } from "../state.ts";

/** Everything that a state is made of, found by looking, so that nothing new is forgotten by the hash or the snapshot. */
export interface StateParts {
  /** Columns of tables: the used part of each, by its path. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Typed arrays that are no column, by their path: what follows from the columns. */
  readonly derived: ReadonlyMap<string, Column>;
  /** Paths of plain numbers and of lists of them. */
  readonly numbers: ReadonlySet<string>;
}

export function partsOf(state: State): StateParts {
  const columns = new Map<string, Column>();
  const derived = new Map<string, Column>();
  const numbers = new Set<string>();
  const seen = new Set<unknown>();

  const visit = (value: unknown, path: string): void => {
    if (typeof value === "number") numbers.add(path);
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (ArrayBuffer.isView(value)) {
      derived.set(path, value as Column);
      return;
    }
    if (value instanceof Rows) {
      for (const { name, used } of value.columns()) columns.set(`${path}.${name}`, used);
    }
    if (Array.isArray(value) && value.length === 0) numbers.add(`${path}.*`);
    for (const [key, inner] of Object.entries(value))
      visit(inner, `${path}.${Array.isArray(value) && typeof inner === "number" ? "*" : key}`);
  };
  visit(state, "state");
  // A column is found a second time as its table's property, whole: that is no array of its own.
  for (const path of columns.keys()) derived.delete(path);
  return { columns, derived, numbers };
}
