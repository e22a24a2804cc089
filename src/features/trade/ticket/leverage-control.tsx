import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import { figure, readFigure } from "../../../market/figures.ts";
import {
  LOWEST_LEVERAGE,
  leverageAtPlace,
  leverageBySteps,
  mostLeverage,
  placeOfLeverage,
  scaleMaxOf,
  stopsUpTo,
} from "../../../market/leverage-scale.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { FigureField } from "../../../ui/figure-field.tsx";
import { Slider } from "../../../ui/slider.tsx";
import text from "../../../ui/text.module.css";
import { PREVIEW_LEVERAGE } from "../use-order-preview.ts";
import styles from "./leverage-control.module.css";
import { RiskLimit } from "./risk-limit.tsx";
import type { Leverage } from "./use-leverage.ts";

const MODES = [
  { value: "isolated", label: commonTexts.isolated },
  { value: "cross", label: commonTexts.cross },
] as const;

const CROSS = 0;
/** What a contract gives while its terms are not known. */
const USUAL_MOST = 10_000;

const times = (hundredths: number) => (hundredths === CROSS ? ticketTexts.crossMargin : `${figure(hundredths / 100, 2)}×`);

const stopWords = (leverage: number) => `${figure(leverage, Number.isInteger(leverage) ? 0 : 1)}×`;

interface LeverageControlProps {
  readonly terms: ContractTerms | null;
  readonly leverage: Leverage;
  /** What it comes to, for those who hear the slider. */
  readonly consequence: string;
}

export function LeverageControl({ terms, leverage, consequence }: LeverageControlProps) {
  const { set, chosen, choose } = leverage;
  const isCross = chosen === CROSS;
  const most = terms === null ? USUAL_MOST : mostLeverage(terms);
  const stops = stopsUpTo(most);
  const place = placeOfLeverage(isCross ? most : chosen, stops);
  const isMoved = chosen !== set;
  return (
    <div>
      <div className={styles.row}>
        <Choice
          label={commonTexts.margin}
          options={MODES}
          value={isCross ? "cross" : "isolated"}
          onChange={(mode) => choose(mode === "cross" ? CROSS : set === CROSS ? Math.min(PREVIEW_LEVERAGE, most) : set)}
        />
        {isCross ? (
          <span>
            <span className={text.second}>{commonTexts.leverage}</span>{" "}
            <span className={classNames(styles.value, text.figure, isMoved && text.accent)}>
              {ticketTexts.leverageUpTo(stopWords(most / 100))}
            </span>
          </span>
        ) : (
          <FigureField
            label={commonTexts.leverage}
            unit="×"
            className={classNames(styles.typed, isMoved && styles.moved)}
            value={chosen / 100}
            onChange={(typed) => {
              if (typed !== null) choose(Math.round(typed * 100));
            }}
            write={(value) => figure(value, Number.isInteger(value) ? 0 : 2)}
            read={readFigure}
            step={1}
            range={[LOWEST_LEVERAGE / 100, most / 100]}
          />
        )}
      </div>
      <Slider
        label={commonTexts.leverage}
        value={place}
        max={scaleMaxOf(stops)}
        was={isMoved && set !== CROSS && !isCross ? placeOfLeverage(set, stops) : null}
        valueText={`${times(chosen)}${consequence}`}
        onChange={(next) => choose(leverageAtPlace(next, stops))}
        onStep={(steps) => choose(leverageBySteps(chosen, steps, stops))}
        ticks={stops.map(stopWords)}
        isDisabled={isCross}
      />
      <RiskLimit />
      {leverage.waits ? <LeverageWaits leverage={leverage} /> : null}
      {leverage.refusal === null ? null : (
        <Banner kind="error" statement={ticketTexts.leverageNotChanged}>
          {leverage.refusal.words} <span className={text.second}>{leverage.refusal.text}</span>
        </Banner>
      )}
    </div>
  );
}

function LeverageWaits({ leverage }: { readonly leverage: Leverage }) {
  const { chosen, set, isSetting, apply, keep } = leverage;
  return (
    <div className={styles.waits}>
      <Button size="small" disabled={isSetting} onClick={() => void apply()}>
        {isSetting ? ticketTexts.leverageBeingSet : ticketTexts.setLeverage(times(chosen))}
      </Button>
      <Button kind="plain" onClick={keep}>
        {ticketTexts.keepLeverage(times(set))}
      </Button>
    </div>
  );
}
