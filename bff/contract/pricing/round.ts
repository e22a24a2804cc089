/**
 * Exact integer arithmetic on satoshis. A rate is an integer in 1e-8 (500_000 is 0.5 %).
 * Every rounding names its direction; who keeps the remainder stands where it is called.
 */

export const RATE_SCALE = 100_000_000;

/** Smaller integers multiply and divide exactly in floating point, remainder included. */
const EXACT = Number.MAX_SAFE_INTEGER;

/**
 * floor(a / d) for non-negative safe integers. The quotient of floating point is rounded to the nearest, so that it can
 * pass a whole number that the exact one does not reach; it never falls short of one.
 */
export function divFloor(a: number, d: number): number {
  const quotient = Math.floor(a / d);
  return quotient * d > a ? quotient - 1 : quotient;
}

/** ceil(a / d) for non-negative safe integers. */
export function divCeil(a: number, d: number): number {
  const quotient = divFloor(a, d);
  return quotient * d === a ? quotient : quotient + 1;
}

/** a / d to the nearest integer, halves upwards; for non-negative safe integers. */
export function divHalfUp(a: number, d: number): number {
  const quotient = divFloor(a, d);
  return (a - quotient * d) * 2 >= d ? quotient + 1 : quotient;
}

/** floor(a·b / d), for non-negative safe integers whose quotient is safe; BigInt serves the rare products that are not. */
export function mulDivFloor(a: number, b: number, d: number): number {
  const product = a * b;
  if (product <= EXACT) return divFloor(product, d);
  const whole = divFloor(a, d);
  const partial = (a - whole * d) * b;
  return partial <= EXACT ? whole * b + divFloor(partial, d) : Number((BigInt(a) * BigInt(b)) / BigInt(d));
}

/** ceil(a·b / d), for the same. */
export function mulDivCeil(a: number, b: number, d: number): number {
  const product = a * b;
  if (product <= EXACT) return divCeil(product, d);
  const whole = divFloor(a, d);
  const partial = (a - whole * d) * b;
  if (partial <= EXACT) return whole * b + divCeil(partial, d);
  return Number((BigInt(a) * BigInt(b) + BigInt(d) - 1n) / BigInt(d));
}

/** a·b / d to the nearest integer, halves upwards, for the same. */
export function mulDivHalfUp(a: number, b: number, d: number): number {
  const product = a * b;
  if (product <= EXACT) return divHalfUp(product, d);
  const whole = divFloor(a, d);
  const partial = (a - whole * d) * b;
  if (partial <= EXACT) return whole * b + divHalfUp(partial, d);
  return Number((2n * BigInt(a) * BigInt(b) + BigInt(d)) / (2n * BigInt(d)));
}

/** a·b / d rounded towards zero, for an a of either sign. */
export function mulDivTrunc(a: number, b: number, d: number): number {
  return a < 0 ? 0 - mulDivFloor(-a, b, d) : mulDivFloor(a, b, d);
}

/** a·b / d to the nearest integer, halves upwards, for an a of either sign and a product of any size. */
export function divHalfUpSigned(a: number, b: number, d: number): number {
  return Number(floorDiv(2n * BigInt(a) * BigInt(b) + BigInt(d), 2n * BigInt(d)));
}

/** floor(a / d) for a positive divisor. */
export function floorDiv(a: bigint, d: bigint): bigint {
  const quotient = a / d;
  return a < 0n && quotient * d !== a ? quotient - 1n : quotient;
}
