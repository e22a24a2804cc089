import { useState } from "react";
import { signed, signedCoins } from "../../market/figures.ts";
import { firstLiquidation, type Held, independentSats, ordersAtWorstSats, togetherEffect } from "../../market/portfolio.ts";
import { SATS } from "../../market/stake.ts";
import { type MoveLine, paintPortfolio } from "../../paint/portfolio-painter.ts";
import * as portfolioTexts from "../../texts/portfolio.ts";
import { Slider } from "../../ui/slider.tsx";
import text from "../../ui/text.module.css";
import { PaintedCanvas } from "./painted-canvas.tsx";
import styles from "./portfolio-curve.module.css";

interface PortfolioCurveProps {
  readonly portfolio: readonly Held[];
  readonly walletSats: number | null;
  /** Whether each mark moves on its own. */
  readonly isIndependent: boolean;
}

/** A line, and its name where another stands before it in a sentence. */
type ToldLine = MoveLine & { readonly told?: string };

const REACH_PERCENT = 30;
const START_PERCENT = -10;
const REACH = REACH_PERCENT / 100;

/** Equity against a common move, drawn; a handle under it reads the curve out, move by move. */
export function PortfolioCurve({ portfolio, walletSats, isIndependent }: PortfolioCurveProps) {
  const [percent, setPercent] = useState(START_PERCENT);
  const margin = walletSats === null ? null : { walletBalance: walletSats };
  const together = (move: number) => togetherEffect(portfolio, margin, () => move);
  const still = ordersAtWorstSats(portfolio, 0);
  const alone = (move: number) => portfolio.map((held) => togetherEffect(portfolio, margin, (one) => (one === held ? move : 0)).sats);
  const lines: readonly ToldLine[] = isIndependent
    ? [
        {
          name: portfolioTexts.independent,
          at: (move) => (independentSats(alone(move).map((sats) => sats - still)) + still) / SATS,
          ink: "accent",
          dash: [],
        },
        {
          name: portfolioTexts.worstAlone,
          told: portfolioTexts.worstAloneInSentence,
          at: (move) => Math.min(...alone(move)) / SATS,
          ink: "text",
          dash: [6, 3],
        },
      ]
    : [
        { name: portfolioTexts.positions, at: (move) => together(move).positionsSats / SATS, ink: "text", dash: [] },
        {
          name: portfolioTexts.withOrders,
          told: portfolioTexts.withOrdersInSentence,
          at: (move) => together(move).sats / SATS,
          ink: "accent",
          dash: [6, 3],
        },
      ];
  const liquidatedFrom = [firstLiquidation(portfolio, margin, -REACH), firstLiquidation(portfolio, margin, REACH)] as const;
  const chosen = percent / 100;
  const isGone = liquidatedFrom.some((from) => from !== null && from < 0 === chosen < 0 && Math.abs(chosen) >= Math.abs(from));
  const words = lines
    .map(({ name, told = name, at }) => portfolioTexts.lineAt(told, signedCoins(Math.round(at(chosen) * SATS), 4)))
    .join(", ");
  const says = `${percent === 0 ? portfolioTexts.atMark : `${signed(percent)} %`}. ${words}${isGone && !isIndependent ? portfolioTexts.somethingLiquidated : ""}`;
  const move = (to: number) => setPercent(Math.max(-REACH_PERCENT, Math.min(REACH_PERCENT, to)));
  return (
    <div className={styles.box}>
      <ul className={styles.legend} aria-hidden="true">
        {lines.map(({ name, ink, dash }) => (
          <li key={name} className={ink === "accent" ? text.accent : undefined}>
            <svg viewBox="0 0 18 4" className={styles.swatch} aria-hidden="true">
              <path d="M0 2h18" stroke="currentColor" strokeWidth="1.75" strokeDasharray={dash.join(" ")} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <div className={styles.curve}>
        <PaintedCanvas
          name="portfolio-curve"
          paint={paintPortfolio}
          scene={{ lines, liquidatedFrom: isIndependent ? [null, null] : liquidatedFrom, chosen }}
          label={portfolioTexts.curveLabel}
        />
      </div>
      <div className={styles.handle}>
        <Slider
          label={isIndependent ? portfolioTexts.ownMove : portfolioTexts.commonMove}
          value={percent + REACH_PERCENT}
          max={2 * REACH_PERCENT}
          was={null}
          valueText={says}
          onChange={(place) => move(place - REACH_PERCENT)}
          onStep={(steps) => move(percent + steps)}
          ticks={[]}
        />
        <p className={styles.says}>{says}.</p>
      </div>
    </div>
  );
}
