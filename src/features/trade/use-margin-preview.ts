import { priceToPoints, ticksToPrice } from "../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import type { PositionRow } from "../../../bff/contract/tables/position.ts";
import { fundsBehind, type Holding, holdingOf, reachable, riskStepsOf, termsHeldBy } from "../../market/funds.ts";
import { type MarginWish, previewMargin } from "../../market/order-preview.ts";
import { useAccount, usePosition } from "../../stores/account.ts";
import { useContract, usePart, useTerminal } from "../../stores/terminal.ts";
import { useMark } from "./use-mark.ts";

/** A position's margin as it is, and what becomes of it. */
export interface MarginPreview {
  /** The contract's own, and as the position is held. */
  readonly listed: ContractTerms;
  readonly terms: ContractTerms;
  readonly riskSteps: number;
  readonly position: PositionRow | undefined;
  readonly holding: Holding;
  readonly availableSats: number | null;
  /** What a wish would change; null while prices are not known. */
  readonly preview: (wish: MarginWish) => MarginMove | null;
}

export interface MarginMove {
  /** What the exchange sets aside more; less where it is negative. */
  readonly marginSats: number;
  readonly liquidationBefore: number | null;
  /** Null where no price does it. */
  readonly liquidationAfter: number | null;
}

/** Null until the contract is known. */
export function useMarginPreview(symbol: string): MarginPreview | null {
  const { markets } = useTerminal();
  const listed = useContract(symbol)?.terms ?? null;
  const fundingRate = usePart(markets, (rows) => rows.find((row) => row.symbol === symbol)?.fundingRate ?? null);
  const mark = useMark(symbol);
  const position = usePosition(symbol);
  const { margin, positions } = useAccount();
  if (listed === null) return null;
  const terms = termsHeldBy(listed, position);
  const holding = holdingOf(position, fundingRate);
  const markPoints = mark === null ? null : priceToPoints(terms, mark);
  const funds = margin === null ? null : fundsBehind(symbol, margin, positions);
  return {
    listed,
    terms,
    riskSteps: riskStepsOf(listed, position),
    position,
    holding,
    availableSats: margin?.availableMargin ?? null,
    preview: (wish) => {
      if (markPoints === null) return null;
      const { marginSats, liquidation } = previewMargin(terms, markPoints, holding, funds, wish);
      return {
        marginSats,
        liquidationBefore: position?.isOpen === true ? reachable(position.liquidationPrice) : null,
        liquidationAfter: liquidation === null ? null : ticksToPrice(terms, liquidation),
      };
    },
  };
}
