import type { LeverageHundredths } from "../../bff/contract/pricing/margin.ts";

/** Leverages that the slider names, at equal distances; between two of them it grows by equal factors. */
export const LEVERAGE_STOPS = [1, 2, 5, 10, 25, 50, 100] as const;

const STEPS_PER_STOP = 100;
export const LEVERAGE_SCALE_MAX = STEPS_PER_STOP * (LEVERAGE_STOPS.length - 1);

/** The ends of the slider, in hundredths. */
export const LOWEST_LEVERAGE: LeverageHundredths = 100;
export const HIGHEST_LEVERAGE: LeverageHundredths = 10_000;

/** Width of a step above a leverage, in hundredths: round figures at every height, about as many between any two stops. */
const stepAbove = (hundredths: LeverageHundredths) => (hundredths < 1_000 ? 10 : hundredths < 2_500 ? 50 : 100);

/** Place of a leverage on the slider, from 0 to {@link LEVERAGE_SCALE_MAX}. */
export function placeOfLeverage(hundredths: LeverageHundredths): number {
  const leverage = hundredths / 100;
  const above = LEVERAGE_STOPS.findIndex((stop) => stop >= leverage);
  if (above === 0) return 0;
  const to = LEVERAGE_STOPS[above];
  const from = LEVERAGE_STOPS[above - 1];
  if (to === undefined || from === undefined) return LEVERAGE_SCALE_MAX;
  return Math.round(STEPS_PER_STOP * (above - 1 + Math.log(leverage / from) / Math.log(to / from)));
}

/** Leverage at a place of the slider, a round figure, in hundredths. */
export function leverageAtPlace(place: number): LeverageHundredths {
  const below = Math.min(LEVERAGE_STOPS.length - 2, Math.max(0, Math.floor(place / STEPS_PER_STOP)));
  const from = LEVERAGE_STOPS[below] ?? 1;
  const to = LEVERAGE_STOPS[below + 1] ?? from;
  const hundredths = 100 * from * (to / from) ** (place / STEPS_PER_STOP - below);
  const step = stepAbove(hundredths);
  return Math.round(hundredths / step) * step;
}

/**
 * The round leverage that many steps further, whatever was typed before. Places cannot say it: several of them stand
 * for one leverage, and from the nearest of these a press would lead back to where it came from.
 */
export function leverageBySteps(hundredths: LeverageHundredths, steps: number): LeverageHundredths {
  let leverage = hundredths;
  for (let left = Math.abs(steps); left > 0; left--) leverage = steps > 0 ? nextAbove(leverage) : nextBelow(leverage);
  return Math.min(HIGHEST_LEVERAGE, Math.max(LOWEST_LEVERAGE, leverage));
}

function nextAbove(hundredths: LeverageHundredths): LeverageHundredths {
  const step = stepAbove(hundredths);
  return (Math.floor(hundredths / step) + 1) * step;
}

function nextBelow(hundredths: LeverageHundredths): LeverageHundredths {
  const step = stepAbove(hundredths - 1);
  return (Math.ceil(hundredths / step) - 1) * step;
}
