import type { LeverageHundredths } from "../../bff/contract/pricing/margin.ts";

/** Leverages that the slider names, at equal distances; between two of them it grows by equal factors. */
export const LEVERAGE_STOPS = [1, 2, 5, 10, 25, 50, 100] as const;

const STEPS_PER_STOP = 100;
export const LEVERAGE_SCALE_MAX = STEPS_PER_STOP * (LEVERAGE_STOPS.length - 1);

/** Rough where it does not matter, fine where a small change moves the liquidation price far. */
const roundedTo = (leverage: number) => (leverage < 10 ? 0.1 : leverage < 25 ? 0.5 : 1);

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
  const leverage = from * (to / from) ** (place / STEPS_PER_STOP - below);
  const unit = roundedTo(leverage);
  return Math.round(Math.round(leverage / unit) * unit * 100);
}
