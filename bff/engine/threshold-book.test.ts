import { expect, test } from "vitest";
import { SeededRandom } from "./reference/random.ts";
import { NONE } from "./rows.ts";
import { HandleList, ThresholdBook, ThresholdLinks } from "./threshold-book.ts";

/** The same by looking at every threshold. */
function naive(thresholds: ReadonlyMap<number, number>, isRising: boolean, value: number): number[] {
  return [...thresholds]
    .filter(([, threshold]) => (isRising ? threshold <= value : threshold >= value))
    .map(([handle]) => handle)
    .sort((a, b) => a - b);
}

test.each([true, false])(
  "MRG-002 a book of thresholds finds what a look at each would find, from zero to the last exact integer: rising %s",
  (isRising) => {
    const random = new SeededRandom(11);
    const links = new ThresholdLinks();
    const books = [new ThresholdBook(0, isRising, links), new ThresholdBook(1, isRising, links)] as const;
    const thresholds: readonly Map<number, number>[] = [new Map(), new Map()];
    const found = new HandleList();
    /** Of any size, often on the edge of a bucket or of a power of two, often close to others. */
    const aValue = (): number => {
      if (random.oneIn(4)) return 3_000_000_000 + random.below(300_000);
      if (random.oneIn(10)) return random.pick([0, 1, Number.MAX_SAFE_INTEGER, 2 ** 52, 65_535, 65_536]);
      const power = 2 ** random.between(0, 52);
      return Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, power + random.between(-3, 3) * random.pick([1, Math.floor(power / 65_536)])));
    };
    for (let i = 0; i < 12_000; i++) {
      const handle = random.below(400);
      links.reserve(handle + 1);
      const home = links.home[handle] as number;
      if (home !== NONE) {
        books[home as 0 | 1].remove(handle);
        thresholds[home]?.delete(handle);
      } else {
        const into = random.pick([0, 1] as const);
        const value = aValue();
        books[into].add(handle, value);
        thresholds[into]?.set(handle, value);
      }
      if (i % 5 !== 0) continue;
      const which = random.pick([0, 1] as const);
      const asked = aValue();
      found.clear();
      books[which].reached(asked, found);
      expect(found.sort().toArray()).toEqual(naive(thresholds[which] as Map<number, number>, isRising, asked));
      expect(books[which].count).toBe(thresholds[which]?.size);
    }
  },
);
