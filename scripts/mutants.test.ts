import { expect, test } from "vitest";
import { mutantsOf, mutate, OPERATORS, sample } from "./mutants.ts";

const CODE = `import { divCeil } from "./round.ts";
/** A sum < 3 in a comment is left alone. */
export function f(a: number, b: number): number {
  let sum = 0;
  if (a <= b) return -a;
  sum += divCeil(a, 2) + 1;
  log("a" + String(Math.max(a, b)));
  return sum;
}
`;
const faults = () => mutantsOf("f.ts", CODE).map((mutant) => ({ operator: mutant.operator, code: mutate(CODE, mutant) }));
const changed = (before: string, after: string) => CODE.replace(before, after);

test("PRF-003 each kind of fault is made where it can be, and nowhere in comments, texts or types", () => {
  expect(new Set(faults().map(({ operator }) => operator))).toEqual(new Set(OPERATORS));
  const codes = faults().map(({ code }) => code);
  expect(codes).toContain(changed("a <= b", "a < b"));
  expect(codes).toContain(changed("a <= b", "a > b"));
  expect(codes).toContain(changed("return -a", "return a"));
  expect(codes).toContain(changed("sum +=", "sum -="));
  expect(codes).toContain(changed(") + 1", ") - 1"));
  expect(codes).toContain(changed(") + 1", ") + 2"));
  expect(codes).toContain(changed("  if (a <= b) return -a;", "  ;"));
  expect(codes).toContain(changed("Math.max", "Math.min"));
  expect(codes).toContain(changed("{ divCeil }", "{ divCeil, divFloor }").replace("divCeil(a, 2)", "divFloor(a, 2)"));
  expect(codes.filter((code) => !code.includes("A sum < 3 in a comment") || !code.includes('"a" + String('))).toHaveLength(
    // The whole statement with the text can be dropped.
    1,
  );
  expect(codes).not.toContain(CODE);
});

test("PRF-003 a sample is the same for its seed, holds nothing twice, and another seed picks others", () => {
  const all = Array.from({ length: 1_000 }, (_, i) => i);
  expect(sample(all, 300, 1)).toEqual(sample(all, 300, 1));
  expect(new Set(sample(all, 300, 1)).size).toBe(300);
  expect(sample(all, 300, 1)).not.toEqual(sample(all, 300, 2));
  expect(sample([1, 2], 300, 1).sort()).toEqual([1, 2]);
});
