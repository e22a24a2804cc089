import { mulDivTrunc } from "./round.ts";
import type { ContractTerms } from "./terms.ts";
import { feeSats, valueSats } from "./value.ts";

/** What a fill does to one party. Reused from fill to fill, so that none is allocated. */
export class FillEffect {
  /** Signed value of the contracts traded. */
  cost = 0;
  fee = 0;
  /** Position afterwards. */
  contractsAfter = 0;
  costAfter = 0;
  /** Profit of the part that closes; the fee is not in it. */
  realised = 0;
  /** Contracts and value of the part that opens; the rest closes. */
  opening = 0;
  openingCost = 0;

  /** What the fill adds to the account's cash. */
  get cash(): number {
    return this.realised - this.fee;
  }

  /**
   * Computes the effect of `traded` contracts, signed, on a position of `held` contracts that cost `heldCost`.
   *
   * Closing realises the entry cost of what closes, rounded towards zero; whatever the rounding leaves stays in the
   * cost of the rest, so that cost − cash moves by the fill's own value and by nothing else.
   *
   * @param entryPoints entry price of what closes where it is known by itself, else 0 for the average
   */
  compute(
    terms: ContractTerms,
    held: number,
    heldCost: number,
    traded: number,
    points: number,
    feeRate: number,
    entryPoints: number,
  ): this {
    return this.computeAtCost(terms, held, heldCost, traded, valueSats(terms, traded, points), points, feeRate, entryPoints);
  }

  /** The same for a trade whose value is known, as the sum over several prices; `points` prices the part that closes. */
  computeAtCost(
    terms: ContractTerms,
    held: number,
    heldCost: number,
    traded: number,
    cost: number,
    points: number,
    feeRate: number,
    entryPoints: number,
  ): this {
    this.cost = cost;
    this.fee = feeSats(cost, feeRate);
    this.contractsAfter = held + traded;
    if (held === 0 || held > 0 === traded > 0) {
      this.realised = 0;
      this.opening = traded;
      this.openingCost = cost;
      this.costAfter = heldCost + cost;
      return this;
    }
    const closing = Math.min(Math.abs(held), Math.abs(traded));
    const closingCost = closing === Math.abs(traded) ? cost : valueSats(terms, traded > 0 ? closing : -closing, points);
    const entryCost =
      closing === Math.abs(held)
        ? heldCost
        : entryPoints > 0
          ? valueSats(terms, held > 0 ? closing : -closing, entryPoints)
          : mulDivTrunc(heldCost, closing, Math.abs(held));
    this.realised = 0 - (entryCost + closingCost);
    this.opening = traded > 0 ? traded - closing : traded + closing;
    this.openingCost = cost - closingCost;
    this.costAfter = heldCost - entryCost + this.openingCost;
    return this;
  }
}
