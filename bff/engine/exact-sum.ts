const LIMB = 2 ** 32;
/** The lower limb is brought below a limb's size before it could leave the exact integers. */
const FULL = 2 ** 52;

/**
 * A sum of safe integers that is exact whatever its size: costs of one sign can pass 2^53 long before those of the other
 * bring it back. Two limbs cost a tenth of what BigInt does.
 */
export class ExactSum {
  private high = 0;
  private low = 0;

  add(value: number): void {
    const high = Math.trunc(value / LIMB);
    this.high += high;
    this.low += value - high * LIMB;
    if (this.low > FULL || this.low < -FULL) this.carry();
  }

  toBigInt(): bigint {
    return BigInt(this.high) * BigInt(LIMB) + BigInt(this.low);
  }

  private carry(): void {
    const high = Math.trunc(this.low / LIMB);
    this.high += high;
    this.low -= high * LIMB;
  }
}

/** The sum kept under a key, a new one where there is none. */
export function sumAt(sums: ExactSum[], key: number): ExactSum {
  let sum = sums[key];
  if (sum === undefined) {
    sum = new ExactSum();
    sums[key] = sum;
  }
  return sum;
}
