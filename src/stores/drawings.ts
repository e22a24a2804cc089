import { type ChartPoint, type Drawing, type PriceAlert, withDrawing, withoutDrawing } from "../market/drawings.ts";
import { usePreferences } from "./preferences.ts";

const newId = (): string => crypto.randomUUID().slice(0, 8);

function change(symbol: string, to: (before: readonly Drawing[] | undefined) => readonly Drawing[]): void {
  const { drawings, set } = usePreferences.getState();
  set({ drawings: { ...drawings, [symbol]: to(drawings[symbol]) } });
}

export const drawLevel = (symbol: string, price: number): void =>
  change(symbol, (before) => withDrawing(before, { id: newId(), kind: "level", price }));

export const drawTrend = (symbol: string, from: ChartPoint, to: ChartPoint): void =>
  change(symbol, (before) => withDrawing(before, { id: newId(), kind: "trend", from, to }));

export const removeDrawing = (symbol: string, id: string): void => change(symbol, (before) => withoutDrawing(before, id));

/** @param last price now: the alert waits on the side on which it is not */
export function setAlert(symbol: string, price: number, last: number): void {
  const { priceAlerts, set } = usePreferences.getState();
  const alert: PriceAlert = { id: newId(), price, isAbove: price > last };
  set({ priceAlerts: { ...priceAlerts, [symbol]: withDrawing(priceAlerts[symbol], alert) } });
}

export function removeAlert(symbol: string, id: string): void {
  const { priceAlerts, set } = usePreferences.getState();
  set({ priceAlerts: { ...priceAlerts, [symbol]: withoutDrawing(priceAlerts[symbol], id) } });
}
