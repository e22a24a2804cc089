import { figure, readFigure } from "../../../market/figures.ts";
import {
  HIGHEST_LEVERAGE,
  LEVERAGE_SCALE_MAX,
  LEVERAGE_STOPS,
  LOWEST_LEVERAGE,
  leverageAtPlace,
  leverageBySteps,
  placeOfLeverage,
} from "../../../market/leverage-scale.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { FigureField } from "../../../ui/figure-field.tsx";
import { Slider } from "../../../ui/slider.tsx";
import text from "../../../ui/text.module.css";
import { PREVIEW_LEVERAGE } from "../use-order-preview.ts";
import styles from "./leverage-control.module.css";
import type { Leverage } from "./use-leverage.ts";

const MODES = [
  { value: "isolated", label: "Isolated" },
  { value: "cross", label: "Cross" },
] as const;

const TICKS = LEVERAGE_STOPS.map((stop) => `${stop}×`);
const CROSS = 0;

const times = (hundredths: number) => (hundredths === CROSS ? "cross margin" : `${figure(hundredths / 100, 2)}×`);

interface LeverageControlProps {
  readonly leverage: Leverage;
  /** What it comes to, for those who hear the slider. */
  readonly consequence: string;
}

export function LeverageControl({ leverage, consequence }: LeverageControlProps) {
  const { set, chosen, choose } = leverage;
  const isCross = chosen === CROSS;
  const place = placeOfLeverage(isCross ? 10_000 : chosen);
  const isMoved = chosen !== set;
  return (
    <div>
      <div className={styles.row}>
        <Choice
          label="Margin"
          options={MODES}
          value={isCross ? "cross" : "isolated"}
          onChange={(mode) => choose(mode === "cross" ? CROSS : set === CROSS ? PREVIEW_LEVERAGE : set)}
        />
        {isCross ? (
          <span>
            <span className={text.second}>Leverage</span>{" "}
            <span className={classNames(styles.value, text.figure, isMoved && text.accent)}>up to 100×</span>
          </span>
        ) : (
          <FigureField
            label="Leverage"
            unit="×"
            className={classNames(styles.typed, isMoved && styles.moved)}
            value={chosen / 100}
            onChange={(typed) => {
              if (typed !== null) choose(Math.round(typed * 100));
            }}
            write={(value) => figure(value, Number.isInteger(value) ? 0 : 2)}
            read={readFigure}
            step={1}
            range={[LOWEST_LEVERAGE / 100, HIGHEST_LEVERAGE / 100]}
          />
        )}
      </div>
      <Slider
        label="Leverage"
        value={place}
        max={LEVERAGE_SCALE_MAX}
        was={isMoved && set !== CROSS && !isCross ? placeOfLeverage(set) : null}
        valueText={`${times(chosen)}${consequence}`}
        onChange={(next) => choose(leverageAtPlace(next))}
        onStep={(steps) => choose(leverageBySteps(chosen, steps))}
        ticks={TICKS}
        isDisabled={isCross}
      />
      {leverage.waits ? <LeverageWaits leverage={leverage} /> : null}
      {leverage.refusal === null ? null : (
        <Banner kind="error" statement="Leverage not changed.">
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
        {isSetting ? "Setting …" : `Set ${times(chosen)} for position and orders`}
      </Button>
      <Button kind="plain" onClick={keep}>
        Keep {times(set)}
      </Button>
    </div>
  );
}
