import { priceToPoints } from "../../../../bff/contract/prices.ts";
import { orderMarginSats } from "../../../../bff/contract/pricing/margin.ts";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import { valueSats } from "../../../../bff/contract/pricing/value.ts";
import { coins, figure, readFigure } from "../../../market/figures.ts";
import { useAccount } from "../../../stores/account.ts";
import { useDraftOrder } from "../../../stores/draft-order.ts";
import { usePart, useTerminal } from "../../../stores/terminal.ts";
import { FigureField } from "../../../ui/figure-field.tsx";
import text from "../../../ui/text.module.css";
import styles from "./ticket.module.css";

/** Parts of what is available that one press takes. */
const SHARES = [0.1, 0.25, 0.5, 0.75] as const;

interface SizeRowProps {
  readonly terms: ContractTerms | null;
  readonly leverage: number;
  /** Value of the order, where it can be told. */
  readonly costSats: number | null;
}

export function SizeRow({ terms, leverage, costSats }: SizeRowProps) {
  const { contracts, price, ordType, side, change } = useDraftOrder();
  const { ticker } = useTerminal();
  const mark = usePart(ticker, (now) => now.mark);
  const available = useAccount(({ margin }) => margin?.availableMargin ?? null);
  const at = ordType === "Limit" ? price : mark;
  const points = terms === null || at === null ? null : priceToPoints(terms, at);
  const take = (share: number) => {
    if (terms === null || points === null || available === null) return;
    const lotValue = Math.abs(valueSats(terms, side === "Buy" ? terms.lotSize : -terms.lotSize, points));
    const lots = Math.floor((available * share) / orderMarginSats(terms, leverage, lotValue));
    change({ contracts: Math.min(lots * terms.lotSize, terms.maxOrderQty) || null });
  };
  return (
    <div className={styles.sized}>
      <FigureField
        label="Size"
        unit="contracts"
        value={contracts}
        onChange={(next) => change({ contracts: next })}
        write={(value) => figure(value, Number.isInteger(value) ? 0 : 2)}
        read={readFigure}
        step={terms?.lotSize ?? 100}
        error={contracts === null ? null : sizeError(terms, contracts)}
      />
      <div className={styles.quick}>
        <span className={`${text.second} ${text.figure}`}>{costSats === null ? "" : `= ${coins(costSats)} XBT`}</span>
        <span className={styles.shares}>
          {SHARES.map((share) => (
            <button
              key={share}
              type="button"
              disabled={available === null || available <= 0 || points === null}
              aria-label={`${share * 100} % of what is available`}
              onClick={() => take(share)}
            >
              {share * 100} %
            </button>
          ))}
        </span>
      </div>
    </div>
  );
}

/** What is wrong with a size, and what would be right. */
function sizeError(terms: ContractTerms | null, contracts: number): string | null {
  if (terms === null) return null;
  const { lotSize, maxOrderQty } = terms;
  if (contracts > maxOrderQty) return `At most ${figure(maxOrderQty)} contracts go in one order.`;
  if (contracts > 0 && contracts % lotSize === 0) return null;
  const below = Math.floor(contracts / lotSize) * lotSize;
  return `Contracts come in lots of ${figure(lotSize)}: ${below > 0 ? `${figure(below)} or ` : ""}${figure(below + lotSize)}.`;
}
