import { expect, test } from "vitest";
import { HeavyReads } from "./heavy-reads.ts";

test("API-012 so many reads are in work at once, the rest are refused after a while, and a place that is left is free", async () => {
  const pauses: PromiseWithResolvers<void>[] = [];
  const reads = new HeavyReads(2, () => {
    const pause = Promise.withResolvers<void>();
    pauses.push(pause);
    return pause.promise;
  });
  expect([reads.enter(), reads.enter(), reads.enter()]).toEqual([true, true, false]);
  const refusal = reads.refusal();
  reads.leave();
  expect(reads.enter()).toBe(true);
  pauses[0]?.resolve();
  expect(await refusal).toMatchObject({ status: 503, message: "The system is currently overloaded. Please try again later." });
});

test("API-012 refusals that are held back are bounded, too: beyond two thousand they go out at once", async () => {
  const reads = new HeavyReads(1, () => new Promise(() => undefined));
  for (let i = 0; i < 2_000; i++) void reads.refusal();
  expect(await reads.refusal()).toMatchObject({ status: 503 });
});
