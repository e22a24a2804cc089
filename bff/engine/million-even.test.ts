import { describe, test } from "vitest";
import { runStream, seedsOf } from "./test-support/million.ts";

describe("half of a million random commands", () => {
  test.each(seedsOf(0, process.env))("PRF-001 every row is the naive models', and every sum exact: seed %i", (seed) => {
    runStream(seed as number, process.env, () => performance.now());
  });
});
