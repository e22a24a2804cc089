/** How far a curve reaches to either side of the mark. */
export const REACH = 0.3;

/** A plot in CSS pixels and what its edges stand for. Both axes are uniform: equal prices are equal widths. */
export interface CurveScale {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly lowPrice: number;
  readonly highPrice: number;
  readonly lowValue: number;
  readonly highValue: number;
}

export const xOf = (scale: CurveScale, price: number): number =>
  scale.left + ((price - scale.lowPrice) / (scale.highPrice - scale.lowPrice)) * scale.width;

export const yOf = (scale: CurveScale, value: number): number =>
  scale.top + ((scale.highValue - value) / (scale.highValue - scale.lowValue)) * scale.height;

export const bottomOf = (scale: CurveScale): number => scale.top + scale.height;

/** Prices at equal distances over the plot, one every few pixels; both ends are among them. */
export function gridPrices(scale: CurveScale, from = scale.lowPrice, to = scale.highPrice): number[] {
  const STEP_PX = 3;
  const count = Math.max(2, Math.ceil((scale.width * Math.abs(to - from)) / (scale.highPrice - scale.lowPrice) / STEP_PX));
  return Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
}

/** A round step (1, 2 or 5 times a power of ten) that divides a span into at most so many parts. */
function roundStep(span: number, most: number): number {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999_999) ?? 10;
  return factor * power;
}

/** Round values between two, zero written as zero. */
export function roundValues(low: number, high: number, most: number): { readonly step: number; readonly values: number[] } {
  const step = roundStep(high - low, most);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return { step, values: Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step) };
}

/** Lowest and highest of some values with zero among them, and a little room beyond. */
export function valueRange(values: readonly number[]): { readonly low: number; readonly high: number } {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const room = (high - low || 1) * 0.06;
  return { low: low - room, high: high + room };
}
