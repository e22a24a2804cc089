import { coins, figure, percent } from "../../market/figures.ts";
import type { Stake } from "../../market/stake.ts";

/** `Long 50,000`, `Short 1,200`, `No position`. */
const sideWords = (contracts: number): string =>
  contracts === 0 ? "No position" : `${contracts > 0 ? "Long" : "Short"} ${figure(Math.abs(contracts))}`;

/** What decides about a position, in one sentence: how far liquidation is, and what it takes. */
export function stakeWords(stake: Stake, mark: number, priceDecimals: number): string {
  const side = sideWords(stake.contracts);
  if (stake.contracts === 0) return `${side}: the price no longer matters.`;
  if (stake.liquidation === null) {
    const why = stake.collateralSats === null ? "what stands behind it is not known" : "no price liquidates it";
    return `${side}: ${why}.`;
  }
  const distance = stake.liquidation / mark - 1;
  const move = `a ${distance < 0 ? "fall" : "rise"} of ${percent(Math.abs(distance), 1)}`;
  const costs = stake.collateralSats === null ? "" : ` and costs ${coins(stake.collateralSats)} XBT`;
  return `${side}: ${move} to ${figure(stake.liquidation, priceDecimals)} liquidates it${costs}.`;
}
