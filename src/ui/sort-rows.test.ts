import { expect, test } from "vitest";
import { sortRows } from "./sort-rows.ts";

test("TBL-001 rows are sorted by figure or word, those without one last, equal ones as they stood", () => {
  const rows = [
    { id: "a", price: 10 },
    { id: "b", price: null },
    { id: "c", price: 9 },
    { id: "d", price: 10 },
  ];
  const sorted = (isDescending: boolean) => sortRows(rows, ({ price }) => price, isDescending).map(({ id }) => id);
  expect(sorted(false)).toEqual(["c", "a", "d", "b"]);
  expect(sorted(true)).toEqual(["a", "d", "c", "b"]);
  expect(sortRows(rows, ({ id }) => id, true).map(({ id }) => id)).toEqual(["d", "c", "b", "a"]);
});
