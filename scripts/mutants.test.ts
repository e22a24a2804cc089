import { stripTypeScriptTypes } from "node:module";
import { expect, test } from "vitest";
import { type Mutant, mutantsOf, OPERATORS, sample, withSwitches } from "./mutants.ts";

const CODE = `import { divCeil } from "./round.ts";
/** A sum < 3 in a comment is left alone. */
function f(a: number, b: number, log: (text: string) => void): number {
  let sum = 0;
  if (a <= b) return -a;
  sum += divCeil(a, 2) + 1;
  log("a" + String(Math.max(a, b)));
  const side: -1 | 2 = 2;
  return sum - b - side;
}
`;
const HELPERS = "const divCeil = (a, b) => Math.ceil(a / b); const divFloor = (a, b) => Math.floor(a / b);";

const mutants = mutantsOf("f.ts", CODE);
const numbered = mutants.map((mutant, number) => ({ number, mutant }));
const SWITCHED = withSwitches(CODE, numbered);

/** What the function gives and logs with one of all faults on. */
function behaviour(on: number, a: number, b: number): string {
  const program = stripTypeScriptTypes(SWITCHED.replace(/import .*/, ""));
  const logged: string[] = [];
  const f = new Function("$fault", `${HELPERS}${program}; return f;`)((number: number) => number === on);
  return [f(a, b, (text: string) => logged.push(text)), ...logged].join();
}
const numberOf = (find: (mutant: Mutant) => boolean): number => mutants.findIndex(find);
const put = (before: string, after: string, nth = 0) =>
  numbered.filter(({ mutant }) => mutant.before === before && mutant.after === after)[nth]?.number as number;

test("PRF-003 each kind of fault is made where it can be, and nowhere in comments, texts or types", () => {
  expect(new Set(mutants.map(({ operator }) => operator))).toEqual(new Set(OPERATORS));
  expect(numberOf(({ line }) => line === 2)).toBe(-1);
  expect(mutants.filter(({ line, operator }) => line === 8 && operator === "sign")).toEqual([]);
  expect(mutants.filter(({ before }) => before === '"a"')).toEqual([]);
});

test("PRF-003 with all faults in one text, none is on or the one that is asked for, nested ones too", () => {
  // 7 and 2: 4 + 1 - 2 - 2.
  expect(behaviour(-1, 7, 2)).toBe("1,a7");
  expect(behaviour(-1, 2, 2)).toBe("-2");
  expect(behaviour(put("<=", "<"), 2, 2)).toBe("-2,a2");
  expect(behaviour(put("<=", ">"), 2, 2)).toBe("-2,a2");
  expect(behaviour(put("-a", "a"), 2, 2)).toBe("2");
  expect(behaviour(put("+=", "-="), 7, 2)).toBe("-9,a7");
  expect(behaviour(put("+", "-"), 7, 2)).toBe("-1,a7");
  expect(behaviour(put("1", "2"), 7, 2)).toBe("2,a7");
  expect(behaviour(put("max", "min"), 7, 2)).toBe("1,a2");
  expect(behaviour(put("divCeil", "divFloor"), 7, 2)).toBe("0,a7");
  expect(behaviour(put("-", "+"), 7, 2)).toBe("5,a7");
  expect(behaviour(put("-", "+", 1), 7, 2)).toBe("5,a7");
  const dropped = (start: string) => numberOf(({ operator, before }) => operator === "dropped statement" && before.startsWith(start));
  expect(behaviour(dropped("if"), 2, 2)).toBe("-2,a2");
  expect(behaviour(dropped("log"), 7, 2)).toBe("1");
  expect(behaviour(dropped("sum"), 7, 2)).toBe("-4,a7");
  // A rounding that was not there comes with its neighbour.
  expect(SWITCHED).toContain('import { divCeil, divFloor } from "./round.ts";');
});

test("PRF-003 a sample is the same for its seed, holds nothing twice, and stands though lines are written above", () => {
  const picked = sample(mutants, 8, 1);
  expect(sample(mutants, 8, 1)).toEqual(picked);
  expect(new Set(picked).size).toBe(8);
  expect(sample(mutants, 8, 2)).not.toEqual(picked);
  expect(sample(mutants, 3_000, 1)).toHaveLength(mutants.length);
  const moved = sample(mutantsOf("f.ts", `const above = 1;\n${CODE}`), 8, 1);
  expect(moved.map(({ line, after }) => [line - 1, after])).toEqual(picked.map(({ line, after }) => [line, after]));
});
