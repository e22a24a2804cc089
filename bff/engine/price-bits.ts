import { NONE } from "./rows.ts";

/** Highest and lowest set bit of a non-zero word. */
const highest = (word: number) => 31 - Math.clz32(word);
const lowest = (word: number) => 31 - Math.clz32(word & -word);

/** Bits of a word below and above one. */
const below = (bit: number) => (1 << (bit & 31)) - 1;
const above = (bit: number) => -2 << (bit & 31);

/**
 * A set of prices in ticks that knows the next member in either direction without a search. Its storeys are bit sets:
 * the lowest has a bit for each price, each further one a bit for each word of the storey below that is not zero.
 */
export class PriceBits {
  private readonly prices: Int32Array;
  private readonly words: Int32Array;
  private readonly tops: Int32Array;

  /** @param maxTicks highest price that the set can hold */
  constructor(maxTicks: number) {
    this.prices = new Int32Array((maxTicks >> 5) + 1);
    this.words = new Int32Array((maxTicks >> 10) + 1);
    this.tops = new Int32Array((maxTicks >> 15) + 1);
  }

  add(ticks: number): void {
    const { prices, words, tops } = this;
    const word = ticks >> 5;
    const before = prices[word] as number;
    prices[word] = before | (1 << (ticks & 31));
    if (before !== 0) return;
    words[word >> 5] = (words[word >> 5] as number) | (1 << (word & 31));
    tops[word >> 10] = (tops[word >> 10] as number) | (1 << ((word >> 5) & 31));
  }

  delete(ticks: number): void {
    const { prices, words, tops } = this;
    const word = ticks >> 5;
    const after = (prices[word] as number) & ~(1 << (ticks & 31));
    prices[word] = after;
    if (after !== 0) return;
    const rest = (words[word >> 5] as number) & ~(1 << (word & 31));
    words[word >> 5] = rest;
    if (rest === 0) tops[word >> 10] = (tops[word >> 10] as number) & ~(1 << ((word >> 5) & 31));
  }

  /** Highest member below `ticks`, NONE when there is none. */
  below(ticks: number): number {
    const word = ticks >> 5;
    const here = (this.prices[word] as number) & below(ticks);
    return here !== 0 ? (word << 5) | highest(here) : this.highestBefore(word);
  }

  /** Lowest member above `ticks`, NONE when there is none. */
  above(ticks: number): number {
    const word = ticks >> 5;
    const here = (this.prices[word] as number) & above(ticks);
    return here !== 0 ? (word << 5) | lowest(here) : this.lowestAfter(word);
  }

  private highestBefore(word: number): number {
    const { prices, words, tops } = this;
    let at = word >> 5;
    let rest = (words[at] as number) & below(word);
    if (rest === 0) {
      let top = at >> 5;
      let upper = (tops[top] as number) & below(at);
      while (upper === 0) {
        if (--top < 0) return NONE;
        upper = tops[top] as number;
      }
      at = (top << 5) | highest(upper);
      rest = words[at] as number;
    }
    const found = (at << 5) | highest(rest);
    return (found << 5) | highest(prices[found] as number);
  }

  private lowestAfter(word: number): number {
    const { prices, words, tops } = this;
    let at = word >> 5;
    let rest = (words[at] as number) & above(word);
    if (rest === 0) {
      let top = at >> 5;
      let upper = (tops[top] as number) & above(at);
      while (upper === 0) {
        if (++top >= tops.length) return NONE;
        upper = tops[top] as number;
      }
      at = (top << 5) | lowest(upper);
      rest = words[at] as number;
    }
    const found = (at << 5) | lowest(rest);
    return (found << 5) | lowest(prices[found] as number);
  }
}
