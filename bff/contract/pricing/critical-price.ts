import { CROSS, closingFeeReserveSats, initMarginSats, maintMarginSats } from "./margin.ts";
import { isFullyCollateralised, type PositionFacts, positionMargin } from "./position-margin.ts";
import { divCeil, divFloor, mulDivCeil, mulDivFloor, RATE_SCALE } from "./round.ts";
import { type ContractTerms, closingFeeRate } from "./terms.ts";

/**
 * A price, in ticks, at which a position's loss reaches a bound. `null`: no price does, because a long of a
 * linear contract or a short of an inverse one can lose at most its value.
 */
export type CriticalTicks = number | null;

/** Whether the position's value, without sign, grows as it loses: longs of inverse and shorts of linear contracts. */
function losesByGrowing(terms: ContractTerms, contracts: number): boolean {
  return contracts > 0 === terms.isInverse;
}

/**
 * The price at which the value of a position, without sign, has moved from its cost by a loss.
 * Rounded so that the loss at that tick never passes `lossSats`: per lot first, then to the tick against the
 * holder. Source: liquidationPrice and bankruptPrice of six published rows.
 */
export function ticksAtLoss(terms: ContractTerms, contracts: number, costSats: number, lossSats: number): CriticalTicks {
  const lots = Math.abs(contracts) / terms.valuationLot;
  const growing = losesByGrowing(terms, contracts);
  const size = Math.abs(costSats) + (growing ? lossSats : -lossSats);
  if (size <= 0) return null;
  const perLot = growing ? divFloor(size, lots) : divCeil(size, lots);
  if (perLot <= 0) return null;
  return ticksOfLotValue(terms, perLot, contracts > 0);
}

/** The tick whose lot is worth `perLot` satoshis: upwards for a long, downwards for a short. */
function ticksOfLotValue(terms: ContractTerms, perLot: number, up: boolean): number {
  const lotMultiplier = terms.multiplierSats * terms.valuationLot;
  const divide = up ? mulDivCeil : mulDivFloor;
  if (terms.isInverse) return divide(lotMultiplier, terms.pointsPerUnit, perLot * terms.pointsPerTick);
  return divide(perLot, terms.pointsPerUnit, lotMultiplier * terms.pointsPerTick);
}

/**
 * Mark at which the position is liquidated: posMargin + unrealised profit reaches posMaint.
 *
 * @param backingSats what stands behind a cross position: wallet balance less what other positions lock, need and
 *   lose. An isolated position stands on its own margin and ignores it.
 */
export function liquidationTicks(terms: ContractTerms, position: PositionFacts, backingSats: number): CriticalTicks {
  if (position.contracts === 0 || isFullyCollateralised(terms, position)) return null;
  return ticksAtLoss(terms, position.contracts, position.costSats, liquidationLossSats(terms, position, backingSats));
}

function liquidationLossSats(terms: ContractTerms, position: PositionFacts, backingSats: number): number {
  if (position.leverage !== CROSS) {
    const { posMargin, posMaint } = positionMargin(terms, position, 0);
    return posMargin - posMaint;
  }
  // The reserve to close grows with the loss: loss + maintenance + f·(C + posInit + loss) = backing.
  const cost = Math.abs(position.costSats);
  const posInit = initMarginSats(terms, CROSS, cost);
  const need = maintMarginSats(terms, cost, position.payableFundingRate) + closingFeeReserveSats(terms, cost, posInit, 0);
  const room = backingSats - need;
  return room <= 0 ? room : mulDivFloor(room, RATE_SCALE, RATE_SCALE + closingFeeRate(terms));
}

/**
 * Price at which closing the position, fee paid, leaves nothing of what stands behind it. A position is taken over
 * at this price, which is why it rounds so that no account can end below zero.
 *
 * @param backingSats as in {@link liquidationTicks}
 */
export function bankruptcyTicks(terms: ContractTerms, position: PositionFacts, backingSats: number): CriticalTicks {
  if (position.contracts === 0 || isFullyCollateralised(terms, position)) return null;
  const { contracts, costSats } = position;
  if (position.leverage !== CROSS) {
    const { posMargin, posComm } = positionMargin(terms, position, 0);
    return ticksAtLoss(terms, contracts, costSats, posMargin - posComm);
  }
  // loss + f·|value| = backing, with |value| = C ± loss.
  const cost = Math.abs(costSats);
  const fee = closingFeeRate(terms);
  const loss = losesByGrowing(terms, contracts)
    ? signedFloor(backingSats, cost, fee, RATE_SCALE + fee)
    : signedFloor(backingSats, cost, fee, RATE_SCALE - fee);
  return ticksAtLoss(terms, contracts, costSats, loss);
}

/** floor((backing − f·cost) / divisor-rate), for a backing that may lie below the fee. */
function signedFloor(backingSats: number, costSats: number, feeRate: number, divisorRate: number): number {
  const room = backingSats - mulDivCeil(costSats, feeRate, RATE_SCALE);
  return room >= 0 ? mulDivFloor(room, RATE_SCALE, divisorRate) : -mulDivCeil(-room, RATE_SCALE, divisorRate);
}
