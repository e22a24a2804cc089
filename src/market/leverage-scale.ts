import type { LeverageHundredths } from "../../bff/contract/pricing/margin.ts";
import { RATE_SCALE } from "../../bff/contract/pricing/round.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";

/** Leverages that the slider names, at equal distances; between two of them it grows by equal factors. */
export const LEVERAGE_STOPS = [1, 2, 5, 10, 25, 50, 100] as const;

/** Stops of a slider, the last one the highest leverage that it goes to. */
export type Stops = readonly number[];

const STEPS_PER_STOP = 100;
export const scaleMaxOf = (stops: Stops): number => STEPS_PER_STOP * (stops.length - 1);
export const LEVERAGE_SCALE_MAX = scaleMaxOf(LEVERAGE_STOPS);

/** The lower end of the slider, in hundredths. */
export const LOWEST_LEVERAGE: LeverageHundredths = 100;

/** What a contract gives at most, in hundredths: as much as its initial margin leaves room for. */
export const mostLeverage = (terms: Pick<ContractTerms, "initMarginRate">): LeverageHundredths =>
  Math.floor((100 * RATE_SCALE) / terms.initMarginRate);

/** The stops of a contract that gives no more than so much. */
export function stopsUpTo(most: LeverageHundredths): Stops {
  const below = LEVERAGE_STOPS.filter((stop) => stop * 100 < most);
  return below.length === 0 ? [1, 2] : [...below, most / 100];
}

/** Width of a step above a leverage, in hundredths: round figures at every height, about as many between any two stops. */
const stepAbove = (hundredths: LeverageHundredths) => (hundredths < 1_000 ? 10 : hundredths < 2_500 ? 50 : 100);

/** Place of a leverage on the slider, from 0 to {@link LEVERAGE_SCALE_MAX}. */
export function placeOfLeverage(hundredths: LeverageHundredths, stops: Stops = LEVERAGE_STOPS): number {
  const leverage = hundredths / 100;
  const above = stops.findIndex((stop) => stop >= leverage);
  if (above === 0) return 0;
  const to = stops[above];
  const from = stops[above - 1];
  if (to === undefined || from === undefined) return scaleMaxOf(stops);
  return Math.round(STEPS_PER_STOP * (above - 1 + Math.log(leverage / from) / Math.log(to / from)));
}

/** Leverage at a place of the slider, a round figure, in hundredths. */
export function leverageAtPlace(place: number, stops: Stops = LEVERAGE_STOPS): LeverageHundredths {
  if (place >= scaleMaxOf(stops)) return Math.round((stops.at(-1) ?? 1) * 100);
  const below = Math.min(stops.length - 2, Math.max(0, Math.floor(place / STEPS_PER_STOP)));
  const from = stops[below] ?? 1;
  const to = stops[below + 1] ?? from;
  const hundredths = 100 * from * (to / from) ** (place / STEPS_PER_STOP - below);
  const step = stepAbove(hundredths);
  return Math.round(hundredths / step) * step;
}

/**
 * The round leverage that many steps further, whatever was typed before. Places cannot say it: several of them stand
 * for one leverage, and from the nearest of these a press would lead back to where it came from.
 */
export function leverageBySteps(hundredths: LeverageHundredths, steps: number, stops: Stops = LEVERAGE_STOPS): LeverageHundredths {
  let leverage = hundredths;
  for (let left = Math.abs(steps); left > 0; left--) leverage = steps > 0 ? nextAbove(leverage) : nextBelow(leverage);
  return Math.min(Math.round((stops.at(-1) ?? 1) * 100), Math.max(LOWEST_LEVERAGE, leverage));
}

function nextAbove(hundredths: LeverageHundredths): LeverageHundredths {
  const step = stepAbove(hundredths);
  return (Math.floor(hundredths / step) + 1) * step;
}

function nextBelow(hundredths: LeverageHundredths): LeverageHundredths {
  const step = stepAbove(hundredths - 1);
  return (Math.ceil(hundredths / step) - 1) * step;
}
