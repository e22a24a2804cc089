/** Chance, as a trader draws on it. A seed and a name decide the stream, so that decisions repeat. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** In [low, high). */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Of a normal distribution with mean 0 and deviation 1. */
  normal(): number;
  /** Of an exponential distribution: how long until the next of events that come at random. */
  exponential(mean: number): number;
}

/** sfc32 of Chris Doty-Humphrey, its state filled from seed and name by FNV-1a, and stirred before its first number. */
export function randomOf(seed: number, name: string): Random {
  let [a, b, c, counter] = [hash(`${seed} ${name} a`), hash(`${seed} ${name} b`), hash(`${seed} ${name} c`), 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 16; i++) next();
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    chance: (probability) => next() < probability,
    /** Box and Muller. */
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    exponential: (mean) => -mean * Math.log(1 - next()),
  };
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

/** A number in [0, 1) that belongs to two integers: the same ones always give the same. */
export function fractionOf(first: number, second: number): number {
  let h = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(second + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 4_294_967_296;
}
