/**
 * What pricing needs to know of a contract. Prices are counted in points, the finest step that any price of
 * the contract takes (marks carry more decimals than orders); orders rest on ticks of several points.
 */
export interface ContractTerms {
  /** Pays the coin for a price in dollars: value falls in size as the price rises. Otherwise value is proportional to the price. */
  readonly isInverse: boolean;
  /** Satoshis that one contract is worth at a price of 1, without sign. */
  readonly multiplierSats: number;
  /** Points in one unit of the quote currency. */
  readonly pointsPerUnit: number;
  readonly pointsPerTick: number;
  /** Orders are a multiple of this many contracts. */
  readonly lotSize: number;
  /** Value is rounded once for so many contracts, which keeps it linear in quantity. A divisor of lotSize. */
  readonly valuationLot: number;
  readonly maxOrderQty: number;
  readonly maxPriceTicks: number;
  /** Rates in 1e-8; a rebate is negative. */
  readonly initMarginRate: number;
  readonly maintMarginRate: number;
  readonly makerFeeRate: number;
  readonly takerFeeRate: number;
  /** What closing by settlement costs. */
  readonly settlementFeeRate: number;
  readonly riskLimitSats: number;
  readonly riskStepSats: number;
}

/** Rate that pays to open and to close at worst. */
export function closingFeeRate(terms: ContractTerms): number {
  return Math.max(terms.takerFeeRate, terms.makerFeeRate, terms.settlementFeeRate);
}

/**
 * Terms for a position whose owner has raised its risk limit by so many steps: each adds the base maintenance rate to
 * both margin rates, and a step to the limit. Source: section 7.3 of the contract; XBTUSD above 200 XBT has 1.5 % and 1 %.
 */
export function termsAtTier(terms: ContractTerms, steps: number): ContractTerms {
  if (steps === 0) return terms;
  return {
    ...terms,
    initMarginRate: terms.initMarginRate + steps * terms.maintMarginRate,
    maintMarginRate: terms.maintMarginRate * (1 + steps),
    riskLimitSats: terms.riskLimitSats + steps * terms.riskStepSats,
  };
}
