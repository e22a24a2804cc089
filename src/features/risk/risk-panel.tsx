import { useState } from "react";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import { decimalsOf } from "../../market/figures.ts";
import { fundsBehind, type Holding } from "../../market/funds.ts";
import type { OrderPreview } from "../../market/order-preview.ts";
import { type CurveUnit, hasDollars, stakeAfterOrder, stakeOfPosition } from "../../market/stake.ts";
import { useAccount, usePosition } from "../../stores/account.ts";
import { usePart, useTerminal } from "../../stores/terminal.ts";
import { Choice } from "../../ui/choice.tsx";
import { Panel, PanelHead } from "../../ui/panel.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import text from "../../ui/text.module.css";
import { CurveCanvas } from "./curve-canvas.tsx";
import { stakeWords } from "./curve-words.ts";
import { Legend, type LegendKey } from "./legend.tsx";
import { MovesTable } from "./moves-table.tsx";
import styles from "./risk-panel.module.css";

/** What the ticket has made of the typed order, as the trade screen hands it over. */
export interface RiskPanelProps {
  readonly terms: ContractTerms | null;
  readonly holding: Holding;
  readonly preview: OrderPreview | null;
  readonly isStale: boolean;
}

const UNITS: readonly { readonly value: CurveUnit; readonly label: string }[] = [
  { value: "XBT", label: "XBT" },
  { value: "USD", label: "USD" },
];

/** The curve beside the ticket: what a move of the price makes of the position, and of it with the typed order filled. */
export function RiskPanel({ terms, holding, preview, isStale }: RiskPanelProps) {
  const { symbol, ticker } = useTerminal();
  const mark = usePart(ticker, (now) => now.mark);
  const position = usePosition(symbol);
  const { margin, positions } = useAccount();
  const [unit, setUnit] = useState<CurveUnit>("XBT");
  const funds = margin === null ? null : fundsBehind(symbol, margin, positions);
  const now = terms === null ? null : stakeOfPosition(terms, position, funds);
  const withOrder = terms === null || preview === null ? null : stakeAfterOrder(terms, holding, preview, funds);
  const stakes = [now, withOrder].filter((stake) => stake !== null);
  const shownUnit = stakes.every((stake) => hasDollars(stake) && stake.collateralSats !== null) ? unit : "XBT";
  const priceDecimals = terms === null ? 1 : decimalsOf(terms.pointsPerTick / terms.pointsPerUnit);
  const keys: LegendKey[] = [...(now === null ? [] : ["now" as const]), ...(withOrder === null ? [] : ["order" as const]), "linear"];
  return (
    <Panel label="Risk" className={styles.panel}>
      <PanelHead
        title={shownUnit === "XBT" ? "PnL against price" : "Equity against price"}
        end={<Choice label="Unit of the curve" options={UNITS} value={unit} onChange={setUnit} />}
      >
        {stakes.length === 0 ? null : (
          <div className={styles.legend}>
            <Legend keys={keys} />
          </div>
        )}
      </PanelHead>
      {terms === null || mark === null || stakes.length === 0 ? (
        <p className={styles.empty}>Type a size in the ticket: what every price would make of it appears here, liquidation among them.</p>
      ) : (
        <div className={styles.body}>
          <div className={styles.curve}>
            <CurveCanvas scene={{ mark, now, withOrder, unit: shownUnit, priceDecimals, isStale }} label="Curve of profit against price" />
          </div>
          <Scroller label="What seven moves would do" className={styles.twin}>
            <MovesTable mark={mark} now={now} withOrder={withOrder} unit={shownUnit} priceDecimals={priceDecimals} />
            <div className={styles.words}>
              {now === null ? null : <p>{stakeWords(now, mark, priceDecimals)}</p>}
              {withOrder === null ? null : (
                <p>
                  <span className={text.accent}>With this order.</span> {stakeWords(withOrder, mark, priceDecimals)}
                </p>
              )}
              {unit === shownUnit ? null : <p>USD is not shown: what stands behind the position is not known.</p>}
            </div>
          </Scroller>
        </div>
      )}
    </Panel>
  );
}
