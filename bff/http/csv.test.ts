import { expect, test } from "vitest";
import { prefersCsv, toCsv } from "./csv.ts";

test("API-011 ASVS-1.2.10 a line of names, then a line a row; missing values are empty and text that needs it is quoted", () => {
  const rows = [
    { a: 1.5, b: 'say "hi", now', c: null, d: true },
    { a: -2, b: "two\nlines", c: [1, "x"], d: false },
  ];
  expect(toCsv(["a", "b", "c", "d"], rows)).toBe('a,b,c,d\r\n1.5,"say ""hi"", now",,true\r\n-2,"two\nlines","[1,""x""]",false\r\n');
  expect(toCsv(["a"], [])).toBe("a\r\n");
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])(
  "API-011 the text %j never starts a formula, and numbers stay numbers",
  (text) => {
    const [, cell = ""] = toCsv(["text"], [{ text }]).split(/\r\n/);
    expect(cell.replace(/^"/, "")).toMatch(/^'/);
    expect(cell).toContain(text);
    expect(toCsv(["n"], [{ n: -1 }])).toBe("n\r\n-1\r\n");
  },
);

test.each<[string | undefined, boolean]>([
  ["text/csv", true],
  ["text/csv, application/json;q=0.5", true],
  ["application/json;q=0.5, Text/CSV;q=0.9", true],
  ["application/json, text/csv", false],
  ["text/csv;q=0, */*", false],
  ["text/html, */*;q=0.8, text/csv;q=0.1", false],
  ["*/*", false],
  ["", false],
  [undefined, false],
])("API-011 Accept: %s asks for CSV: %s", (accept, expected) => {
  expect(prefersCsv(accept)).toBe(expected);
});
