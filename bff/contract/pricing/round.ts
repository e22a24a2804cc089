/**
 * Exact integer arithmetic on satoshis. A rate is an integer in 1e-8 (500_000 is 0.5 %).
 * Every rounding names its direction; who keeps the remainder stands where it is called.
 */

export const RATE_SCALE = 100_000_000;

/**
 * The exact quotient and remainder of a·b / d for non-negative safe integers whose quotient is safe.
 * The product is split at d, so that it stays below 2^53; BigInt serves the rare factors that still pass it.
 */
function mulDiv(a: number, b: number, d: number, roundUpFrom: (remainder: number, d: number) => boolean): number {
  const whole = Math.floor(a / d);
  const partial = (a % d) * b;
  if (partial <= Number.MAX_SAFE_INTEGER) {
    const quotient = Math.floor(partial / d);
    const remainder = partial - quotient * d;
    return whole * b + quotient + (roundUpFrom(remainder, d) ? 1 : 0);
  }
  const product = BigInt(a) * BigInt(b);
  const divisor = BigInt(d);
  const remainder = Number(product % divisor);
  return Number(product / divisor) + (roundUpFrom(remainder, d) ? 1 : 0);
}

const never = () => false;
const fromOne = (remainder: number) => remainder > 0;
const fromHalf = (remainder: number, d: number) => remainder * 2 >= d;

/** floor(a·b / d) */
export const mulDivFloor = (a: number, b: number, d: number): number => mulDiv(a, b, d, never);
/** ceil(a·b / d) */
export const mulDivCeil = (a: number, b: number, d: number): number => mulDiv(a, b, d, fromOne);
/** a·b / d to the nearest integer, halves upwards */
export const mulDivHalfUp = (a: number, b: number, d: number): number => mulDiv(a, b, d, fromHalf);

/** a / d to the nearest integer, halves upwards; for non-negative safe integers. */
export function divHalfUp(a: number, d: number): number {
  const remainder = a % d;
  return (a - remainder) / d + (remainder * 2 >= d ? 1 : 0);
}

/** ceil(a / d) for non-negative safe integers. */
export function divCeil(a: number, d: number): number {
  const remainder = a % d;
  return (a - remainder) / d + (remainder > 0 ? 1 : 0);
}

/** floor(a / d) for non-negative safe integers. */
export function divFloor(a: number, d: number): number {
  return (a - (a % d)) / d;
}

/** a·b / d rounded towards zero, for an a of either sign. */
export function mulDivTrunc(a: number, b: number, d: number): number {
  return a < 0 ? 0 - mulDivFloor(-a, b, d) : mulDivFloor(a, b, d);
}
