import { coins, figure, percent } from "../../market/figures.ts";
import type { Stake } from "../../market/stake.ts";
import * as commonTexts from "../../texts/common.ts";
import * as riskPanelTexts from "../../texts/risk-panel.ts";

/** `Long 50,000`, `Short 1,200`, `No position`. */
const sideWords = (contracts: number): string =>
  contracts === 0 ? riskPanelTexts.noPosition : `${contracts > 0 ? commonTexts.long : commonTexts.short} ${figure(Math.abs(contracts))}`;

/** What decides about a position, in one sentence: how far liquidation is, and what it takes. */
export function stakeWords(stake: Stake, mark: number, priceDecimals: number): string {
  const side = sideWords(stake.contracts);
  if (stake.contracts === 0) return riskPanelTexts.priceNoLonger(side);
  if (stake.liquidation === null) {
    const why = stake.collateralSats === null ? riskPanelTexts.backingUnknown : commonTexts.noPriceLiquidates;
    return `${side}: ${why}.`;
  }
  const distance = stake.liquidation / mark - 1;
  const move = percent(Math.abs(distance), 1);
  const costs = stake.collateralSats === null ? null : coins(stake.collateralSats);
  return riskPanelTexts.liquidatedBy(side, distance < 0, move, figure(stake.liquidation, priceDecimals), costs);
}
