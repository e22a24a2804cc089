/** Fractions that nobody has rounded, and their roundings to whole numbers. */
export interface Fraction {
  readonly over: bigint;
  /** Above zero. */
  readonly under: bigint;
}

export const fraction = (over: number | bigint, under: number | bigint = 1n): Fraction => ({ over: BigInt(over), under: BigInt(under) });
export const plus = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under });
export const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });
export const larger = (a: Fraction, b: Fraction): Fraction => (a.over * b.under >= b.over * a.under ? a : b);

export function floorOf({ over, under }: Fraction): bigint {
  const quotient = over / under;
  return over < 0n && quotient * under !== over ? quotient - 1n : quotient;
}

export const ceilOf = ({ over, under }: Fraction): bigint => -floorOf({ over: -over, under });
/** To the nearest, halves up. */
export const nearestTo = (value: Fraction): bigint => floorOf(plus(value, fraction(1, 2)));
