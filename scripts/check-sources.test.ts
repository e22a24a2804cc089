import { join } from "node:path";
import { expect, test } from "vitest";
import { codeAlone, faultsOf } from "./check-sources.ts";
import { ROOT } from "./root.ts";
import { aFolder, run } from "./testing.ts";

/** Joined here, or the check would find them in this file. */
const IGNORE = `@ts-${"ignore"}`;
/** A template whose expression tells the time. */
const TEMPLATE = ["`$", "{Date.now()}`"].join("");
const LATER = `TO${"DO"}`;

test("HOUSE-001 a clock, chance or waiting in the engine is a fault, with its line", () => {
  for (const code of ["Date.now()", "new Date()", "Math.random()", "await x", "async () => 1", "setTimeout(f)", TEMPLATE]) {
    expect({ code, faults: faultsOf("bff/engine/audit.ts", `const a = 1;\nconst b = ${code};\n`) }).toEqual({
      code,
      faults: [expect.stringMatching(/^bff\/engine\/audit\.ts:2: .*: the engine has no clock/)],
    });
  }
});

test("HOUSE-001 words in comments and strings, longer names, tests and other floors are none", () => {
  const text = '/* a Date\n of async */ const updated = "Date"; // await\nconst floor = Math.floor(1);\n';
  expect(faultsOf("bff/engine/audit.ts", text)).toEqual([]);
  expect(faultsOf("bff/engine/audit.test.ts", "Date.now()")).toEqual([]);
  expect(faultsOf("bff/exchange/index.ts", "Date.now()")).toEqual([]);
});

test("HOUSE-001 mark-up below market, paint or stream is a fault, for it is React", () => {
  expect(faultsOf("src/market/book.tsx", "export const x = 1;\n")).toHaveLength(1);
  expect(faultsOf("src/features/trade/book.tsx", "export const x = 1;\n")).toEqual([]);
});

test("HOUSE-003 an error is not swallowed without a word", () => {
  for (const code of [
    "try { a(); } catch {}",
    "try { a(); } catch (error) { }",
    "a().catch(() => {});",
    "a().catch((error) => undefined);",
  ]) {
    expect({ code, faults: faultsOf("bff/http/a.ts", code).length }).toEqual({ code, faults: 1 });
  }
  expect(faultsOf("bff/http/a.ts", "try {\n  a();\n} catch {\n  // It is gone already.\n}\n")).toEqual([]);
});

test("HOUSE-003 nothing lies to the compiler or is left for later", () => {
  expect(faultsOf("src/app/a.ts", `// biome-${"ignore"} lint/suspicious/noExplicitAny: easier`)).toHaveLength(1);
  expect(faultsOf("src/app/a.ts", `// ${IGNORE}\n`)).toHaveLength(1);
  expect(faultsOf("README.md", `${LATER}: the rest`)).toHaveLength(1);
  expect(faultsOf("README.md", "as anybody knows, mastodons")).toEqual([]);
});

test("HOUSE-001 comments and strings go, lines and templates stay", () => {
  expect(codeAlone(`a; // b\n/* c\nd */ e;\n'f'; "g//h"; ${TEMPLATE};`)).toBe(`a; \n\n e;\n""; ""; ${TEMPLATE};`);
});

test("HOUSE-001 the check fails on a fault and where there is nothing to read", async () => {
  const check = join(ROOT, "scripts/check-sources.ts");
  expect((await run(check, [aFolder({ "bff/engine/a.ts": "Date.now();\n" })])).code).toBe(1);
  expect((await run(check, [aFolder({ "bff/engine/a.ts": "export const a = 1;\n" })])).code).toBe(0);
  expect((await run(check, [aFolder()])).code).toBe(1);
});
