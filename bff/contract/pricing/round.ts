/**
 * Exact integer arithmetic on satoshis. A rate is an integer in 1e-8 (500_000 is 0.5 %).
 * Every rounding names its direction; who keeps the remainder stands where it is called.
 */

export const RATE_SCALE = 100_000_000;

/** Smaller integers multiply and divide exactly in floating point, remainder included. */
const EXACT = Number.MAX_SAFE_INTEGER;

/**
 * floor(a / d) for non-negative safe integers. Floating point rounds the quotient to the nearest number that it has: that
 * reaches the whole number above only where a·d passes 2^53, for 1 / d is as near as a quotient comes to one.
 */
export function divFloor(a: number, d: number): number {
  return Math.floor(a / d);
}

/** ceil(a / d) for non-negative safe integers, exact for the same reason. */
export function divCeil(a: number, d: number): number {
  return Math.ceil(a / d);
}

/** a / d to the nearest integer, halves upwards; for non-negative safe integers. */
export function divHalfUp(a: number, d: number): number {
  return mulDivHalfUp(a, 1, d);
}

/** floor(a·b / d), for non-negative safe integers whose quotient is safe. */
export function mulDivFloor(a: number, b: number, d: number): number {
  return divFloorOfSum(a, b, 0, d);
}

/** ceil(a·b / d), for the same. */
export function mulDivCeil(a: number, b: number, d: number): number {
  return divFloorOfSum(a, b, d - 1, d);
}

/** a·b / d to the nearest integer, halves upwards, for the same. */
export function mulDivHalfUp(a: number, b: number, d: number): number {
  return divFloorOfSum(a, b, divFloor(d, 2), d);
}

/** floor((a·b + more) / d); BigInt serves the rare sums that are not exact, in whole or without the multiples of d in a. */
function divFloorOfSum(a: number, b: number, more: number, d: number): number {
  const sum = a * b + more;
  if (sum <= EXACT) return divFloor(sum, d);
  const whole = divFloor(a, d);
  const rest = (a - whole * d) * b + more;
  return rest <= EXACT ? whole * b + divFloor(rest, d) : Number((BigInt(a) * BigInt(b) + BigInt(more)) / BigInt(d));
}

/** A size with the sign of a number; nothing has no sign, which the state hash would see. */
export function signed(sign: number, size: number): number {
  return Math.sign(sign) * size + 0;
}

/** a·b / d rounded towards zero, for an a of either sign. */
export function mulDivTrunc(a: number, b: number, d: number): number {
  return signed(a, mulDivFloor(Math.abs(a), b, d));
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
