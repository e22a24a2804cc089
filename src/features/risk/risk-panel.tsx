import { useState } from "react";
import { Link } from "wouter";
import { RATE_SCALE } from "../../../bff/contract/pricing/round.ts";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import { figure } from "../../market/figures.ts";
import { fundsBehind, type Holding, holdingOf } from "../../market/funds.ts";
import { MEASURE, MEASURES, type Measure } from "../../market/measures.ts";
import { mostTakenOutSats, movedStake } from "../../market/moved-stake.ts";
import type { OrderPreview } from "../../market/order-preview.ts";
import { NOTHING_TO_DRAW } from "../../market/risk-words.ts";
import { hasDollars, stakeOfPosition } from "../../market/stake.ts";
import { paintCurve } from "../../paint/curve-painter.ts";
import { useAccount, usePosition } from "../../stores/account.ts";
import { useContract, usePart, useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as riskTexts from "../../texts/risk.ts";
import * as riskPanelTexts from "../../texts/risk-panel.ts";
import { Choice } from "../../ui/choice.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Panel, PanelHead } from "../../ui/panel.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import text from "../../ui/text.module.css";
import { stakeWords } from "./curve-words.ts";
import { FiguresTable } from "./figures-table.tsx";
import { Handles } from "./handles.tsx";
import { Legend, type LegendKey } from "./legend.tsx";
import { MovesTable } from "./moves-table.tsx";
import { Origins } from "./origins.tsx";
import { PaintedCanvas } from "./painted-canvas.tsx";
import { riskPages } from "./risk-pages.ts";
import styles from "./risk-panel.module.css";
import { movesOrigins } from "./table-origins.ts";
import { useDailyMoves } from "./use-daily-moves.ts";

/** What the ticket has made of the typed order, as the trade screen hands it over. */
export interface RiskPanelProps {
  readonly terms: ContractTerms | null;
  readonly holding: Holding;
  readonly preview: OrderPreview | null;
  readonly isStale: boolean;
}

/** Index of the coin that everything settles in. */
const COIN_INDEX = ".BXBT";

/** One of the curves, or the figures. */
type View = Measure | "figures";

/** What stands beside the curve: what it says in numbers, or what would change it. */
type Side = "table" | "handles";

const SIDES = [
  { value: "table", label: commonTexts.sevenMoves },
  { value: "handles", label: riskPanelTexts.whatMoves },
] as const;

const VIEW_LABELS: Readonly<Record<View, string>> = {
  pnl: "XBT",
  equity: "USD",
  exposure: commonTexts.exposure,
  margin: commonTexts.margin,
  figures: riskPanelTexts.figures,
};
const VIEWS = [...MEASURES, "figures" as const].map((value) => ({ value, label: VIEW_LABELS[value] }));

/** The curve beside the ticket: what a move of the price makes of the position, and of it with the typed order filled. */
export function RiskPanel({ terms, holding, preview, isStale }: RiskPanelProps) {
  const { symbol, ticker, markets } = useTerminal();
  const mark = usePart(ticker, (now) => now.mark);
  const position = usePosition(symbol);
  const { margin, positions } = useAccount();
  const [view, setView] = useState<View>("pnl");
  const [side, setSide] = useState<Side>("table");
  const [wished, setWished] = useState(0);
  // What was to be added belongs to a position with margin of its own.
  const addedSats = position?.isOpen === true && !position.crossMargin ? wished : 0;
  const days = useDailyMoves(symbol);
  const funds = margin === null ? null : fundsBehind(symbol, margin, positions);
  // An inverse contract's own price says what its coin is worth; for the others the index does.
  const coinUsd = usePart(markets, (rows) =>
    terms?.isInverse === false ? (rows.find((row) => row.symbol === COIN_INDEX)?.markPrice ?? null) : null,
  );
  const now = terms === null ? null : stakeOfPosition(terms, position, funds, holding, coinUsd);
  const held = holdingOf(position, holding.fundingRate / RATE_SCALE);
  const isMoved = preview !== null || addedSats !== 0 || (held.contracts !== 0 && holding.leverage !== held.leverage);
  const withOrder = terms === null || !isMoved ? null : movedStake({ terms, holding, preview, funds, addedSats, coinUsd });
  const afterName = preview === null ? riskPanelTexts.withChange : riskTexts.withThisOrder;
  const stakes = [now, withOrder].filter((stake) => stake !== null);
  const lead = stakes.findLast(({ contracts }) => contracts !== 0);
  const isTold = stakes.every((stake) => stake.collateralSats !== null && (view !== "equity" || hasDollars(stake)));
  const needsCollateral = view === "equity" || view === "margin";
  const measure = view === "figures" || (needsCollateral && !isTold) ? "pnl" : view;
  const priceDecimals = useContract()?.priceDecimals ?? 1;
  const keys: LegendKey[] = [...(now === null ? [] : ["now" as const]), ...(withOrder === null ? [] : ["order" as const]), "linear"];
  return (
    <Panel label={commonTexts.risk} className={styles.panel}>
      <PanelHead
        title={view === "figures" ? riskPanelTexts.figuresTitle : MEASURE[measure].title}
        end={<Choice label={riskPanelTexts.viewLabel} options={VIEWS} value={view} onChange={setView} />}
      >
        {stakes.length === 0 || view === "figures" ? null : (
          <div className={styles.legend}>
            <Legend keys={keys} against={MEASURE[measure].againstName} after={afterName} />
          </div>
        )}
      </PanelHead>
      {terms === null || mark === null || stakes.length === 0 ? (
        <p className={styles.empty}>
          {NOTHING_TO_DRAW}{" "}
          <Link href="/compare" className={text.link}>
            {riskPanelTexts.compareKinds}
          </Link>
        </p>
      ) : view === "figures" ? (
        <FiguresTable mark={mark} now={now} withOrder={withOrder} days={days} />
      ) : (
        <div className={styles.body}>
          <div className={styles.curve}>
            <PaintedCanvas
              name="curve"
              paint={paintCurve}
              scene={{ mark, now, withOrder, afterName, measure, priceDecimals, isStale }}
              label={MEASURE[measure].title}
            />
          </div>
          <Scroller label={side === "table" ? riskPanelTexts.sevenMovesLabel : riskPanelTexts.whatMovesLabel} className={styles.twin}>
            <div className={styles.side}>
              <Choice label={riskPanelTexts.besideLabel} options={SIDES} value={side} onChange={setSide} />
            </div>
            {side === "table" ? (
              <MovesTable mark={mark} now={now} withOrder={withOrder} measure={measure} priceDecimals={priceDecimals} />
            ) : (
              <Handles
                symbol={symbol}
                terms={terms}
                mark={mark}
                held={held}
                holding={holding}
                now={now}
                moved={withOrder}
                addedSats={addedSats}
                onAdd={setWished}
                mostAddedSats={Math.max(0, margin?.availableMargin ?? 0)}
                mostTakenSats={mostTakenOutSats(terms, held, Math.round(mark * terms.pointsPerUnit))}
                priceDecimals={priceDecimals}
              />
            )}
            <div className={styles.words}>
              {withOrder === null ? null : (
                <p>
                  <span className={text.accent}>{afterName}.</span> {stakeWords(withOrder, mark, priceDecimals)}
                </p>
              )}
              {now === null ? null : <p>{stakeWords(now, mark, priceDecimals)}</p>}
              {side === "table" && lead !== undefined ? <Origins of={movesOrigins(lead, mark, measure)} /> : null}
              {measure === "equity" && coinUsd !== null ? <p>{riskPanelTexts.inDollars(figure(coinUsd, 2))}</p> : null}
              {view === measure ? null : <p>{riskPanelTexts.notShown(VIEW_LABELS[view])}</p>}
              <p>
                {riskPages(symbol).map(({ path, name }) => (
                  <Link key={path} href={path} className={classNames(text.link, styles.page)}>
                    {name}
                  </Link>
                ))}
              </p>
            </div>
          </Scroller>
        </div>
      )}
    </Panel>
  );
}
