/** Numbers that look random and repeat with their seed: xorshift of 32 bits. */
export class SeededRandom {
  private state: number;

  /** @param seed any whole number; neighbours start far apart */
  constructor(seed: number) {
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
    for (let i = 0; i < 8; i++) this.word();
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return this.word() % count;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True once in `times` on average. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  /** Distances that are mostly small: each step further is taken with the odds of `mean` to one. */
  distance(mean: number): number {
    return Math.floor(-Math.log((this.word() + 1) / 2 ** 32) * mean);
  }

  private word(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return this.state >>> 0;
  }
}
