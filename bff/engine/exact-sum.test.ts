import { expect, test } from "vitest";
import { ExactSum } from "./exact-sum.ts";
import { SeededRandom } from "./reference/random.ts";

test("MRG-003 a sum of safe integers is exact far beyond them, whatever the signs and the order", () => {
  const random = new SeededRandom(17);
  for (let run = 0; run < 20; run++) {
    const sum = new ExactSum();
    let expected = 0n;
    for (let i = 0; i < 3_000; i++) {
      const size = random.pick([1, 2 ** 31, 2 ** 32, 2 ** 52, Number.MAX_SAFE_INTEGER]);
      const value = (random.oneIn(run % 2 === 0 ? 2 : 1_000) ? -1 : 1) * Math.max(0, size - random.below(1_000));
      sum.add(value);
      expected += BigInt(value);
      if (i % 100 === 0) expect(sum.toBigInt()).toBe(expected);
    }
    expect(sum.toBigInt()).toBe(expected);
  }
});

test("MRG-003 a sum of so many middling numbers that its lower limb runs over, up and down, stays exact", () => {
  for (const value of [2 ** 32 - 1, 1 - 2 ** 32]) {
    const sum = new ExactSum();
    const times = 3 * 2 ** 20;
    for (let i = 0; i < times; i++) sum.add(value);
    expect(sum.toBigInt()).toBe(BigInt(value) * BigInt(times));
  }
});
