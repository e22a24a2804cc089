import { describe, expect, test } from "vitest";
import type { ExecutionRow } from "../../../../bff/contract/tables/execution.ts";
import { joinFills } from "./join-fills.ts";

const fill = (execID: string, second: number, execType = "Trade") =>
  ({ execID, execType, transactTime: new Date(Date.UTC(2020, 0, 1, 0, 0, second)).toISOString() }) as ExecutionRow;

describe("UI-002 fills", () => {
  test("UI-002 fills of the stream and of the history stand together, each once, newest first", () => {
    const joined = joinFills([fill("c", 3), fill("b", 2)], [fill("b", 2), fill("a", 1)]);
    expect(joined.map(({ execID }) => execID)).toEqual(["c", "b", "a"]);
  });

  test("UI-002 what is no trade is no fill", () => {
    expect(joinFills([fill("x", 1, "New"), fill("y", 2, "Canceled")], [])).toEqual([]);
  });

  test("CON-002 what was paid for holding a perpetual stands among the fills", () => {
    const joined = joinFills([fill("c", 3, "Funding")], [fill("a", 1)]);
    expect(joined.map(({ execID }) => execID)).toEqual(["c", "a"]);
  });
});
