import { expect, test } from "vitest";
import { SeededRandom } from "./reference/random.ts";
import { NONE } from "./rows.ts";
import { bucketOf, HandleList, ThresholdBook, ThresholdLinks } from "./threshold-book.ts";

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
      links.reserve(handle);
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

test("MRG-002 a list of handles holds as many as come, in their order", () => {
  const list = new HandleList();
  const handles = Array.from({ length: 1_000 }, (_, i) => 7 * i);
  for (const handle of handles) list.push(handle);
  expect(list.toArray()).toEqual(handles);
});

test("MRG-002 there is room for more handles where it runs out, and what stands stays", () => {
  const links = new ThresholdLinks();
  const { value, home } = links;
  const book = new ThresholdBook(0, true, links);
  book.add(63, 7);
  links.reserve(63);
  expect([links.value === value, links.home === home]).toEqual([true, true]);
  links.reserve(64);
  expect([links.value, links.next, links.previous, links.home].map(({ length }) => length)).toEqual([128, 128, 128, 128]);
  links.reserve(999);
  expect([links.home.length, links.home[63], links.value[63], links.home[64], links.home[999]]).toEqual([1_000, 0, 7, NONE, NONE]);
});

test("MRG-002 buckets are exact for small values, at most 0.0016 % wide for others, and in the order of the values", () => {
  const random = new SeededRandom(5);
  for (let i = 0; i < 65_536; i += 257) expect(bucketOf(i)).toBe(i);
  for (let power = 16; power < 53; power++) {
    for (let i = 0; i < 20; i++) {
      const value = Math.min(Number.MAX_SAFE_INTEGER, 2 ** power + (i < 3 ? i : random.below(2 ** 31) * 2 ** (power - 31)));
      const wider = Math.ceil(value * 1.000_016);
      expect([value, bucketOf(Math.floor(value)) < bucketOf(Math.min(wider, 2 ** 53))]).toEqual([value, true]);
      expect(bucketOf(Math.floor(value) - 1)).toBeLessThanOrEqual(bucketOf(Math.floor(value)));
    }
    // Where one octave ends the next begins.
    expect(bucketOf(2 ** power) - bucketOf(2 ** power - 1)).toBe(1);
  }
});

test("MRG-002 a list of handles has twice as much room where it runs out", () => {
  const list = new HandleList();
  const { handles } = list;
  for (let i = 0; i < handles.length; i++) list.push(i);
  expect(list.handles).toBe(handles);
  list.push(1);
  expect(list.handles.length).toBe(2 * handles.length);
});
