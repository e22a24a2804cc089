/** A stream of numbers that a seed decides, the same on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Of a normal distribution with mean 0 and deviation 1. */
  normal(): number;
}

/** xorshift128 of George Marsaglia, its state spread from the seed by splitmix32. */
export function seededRandom(seed: number): Random {
  let spread = seed | 0;
  const split = () => {
    spread = (spread + 0x9e3779b9) | 0;
    let z = spread ^ (spread >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [x, y, z, w] = [split(), split(), split(), split()];
  const next = () => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return (w >>> 0) / 4_294_967_296;
  };
  return {
    next,
    /** Box and Muller. */
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
