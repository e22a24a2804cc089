/**
 * Figures as people read them: fixed decimals, thousands by locale, a true minus, and a dash where nothing is known.
 * Formatters are made once for each number of decimals; making one costs a hundred times what using it does.
 */

export const MISSING = "–";
const MINUS = "−";
const SATS = 100_000_000;

/** The locale that somebody chose, as `theme.js` left it on the page; undefined for the browser's. */
const CHOSEN = typeof document === "undefined" ? undefined : document.documentElement.dataset["locale"];

const formatters = new Map<number, Intl.NumberFormat>();

function formatterOf(decimals: number): Intl.NumberFormat {
  let formatter = formatters.get(decimals);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat(CHOSEN, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    formatters.set(decimals, formatter);
  }
  return formatter;
}

/** How this locale writes thousands and decimals. */
const SEPARATORS: { readonly group: string; readonly decimal: string } = (() => {
  const parts = formatterOf(1).formatToParts(123_456.7);
  const of = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return { group: of("group", ","), decimal: of("decimal", ".") };
})();

/** A number with fixed decimals; no sign on what rounds to zero. */
export function figure(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING;
  const text = formatterOf(decimals).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** The same with a plus where it is above zero: for gains, losses, changes and rates. */
export function signed(value: number | null | undefined, decimals = 0): string {
  const text = figure(value, decimals);
  return value !== null && value !== undefined && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** The direction that a signed figure shows: none where it rounds to zero or is missing. */
export const signOf = (text: string): "plus" | "minus" | null => (text.startsWith("+") ? "plus" : text.startsWith(MINUS) ? "minus" : null);

/** Decimals that show a satoshi: for columns, whose figures stand under each other. */
export const SATOSHI_DECIMALS = 8;
const COIN_FIGURES = 4;

/** Four figures behind the leading zeros, and to the satoshi at most: what is not nothing never reads as nothing. */
function coinDecimals(sats: number): number {
  if (sats === 0) return COIN_FIGURES;
  const leadingZeros = SATOSHI_DECIMALS - String(Math.round(Math.abs(sats))).length;
  return Math.min(SATOSHI_DECIMALS, COIN_FIGURES + Math.max(0, leadingZeros));
}

/** Satoshis as coins, without the unit; with as many decimals as the amount needs unless they are given. */
export const coins = (sats: number | null | undefined, decimals?: number): string =>
  sats === null || sats === undefined ? MISSING : figure(sats / SATS, decimals ?? coinDecimals(sats));
export const signedCoins = (sats: number | null | undefined, decimals?: number): string =>
  sats === null || sats === undefined ? MISSING : signed(sats / SATS, decimals ?? coinDecimals(sats));

/** A fraction of one as per cent, the sign apart from the number as typography has it. */
export const percent = (ratio: number | null | undefined, decimals: number): string =>
  ratio === null || ratio === undefined ? MISSING : `${figure(ratio * 100, decimals)} %`;
export const signedPercent = (ratio: number | null | undefined, decimals: number): string =>
  ratio === null || ratio === undefined ? MISSING : `${signed(ratio * 100, decimals)} %`;

/** A large amount in few signs, `12.3 m`, `4.2 k`, `812`: the number, and what it is counted in. */
export function shortened(value: number | null | undefined): { readonly number: string; readonly scale: "" | "k" | "m" } {
  if (value === null || value === undefined) return { number: MISSING, scale: "" };
  const size = Math.abs(value);
  if (size >= 1_000_000) return { number: figure(value / 1_000_000, 1), scale: "m" };
  if (size >= 10_000) return { number: figure(value / 1_000, 1), scale: "k" };
  return { number: figure(value, size >= 100 || Number.isInteger(value) ? 0 : 1), scale: "" };
}

/** Decimals of a price step: 1 for 0.5, 2 for 0.01. */
export function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 9; decimals++) {
    if (Math.abs(Math.round(step * 10 ** decimals) - step * 10 ** decimals) < 1e-9) return decimals;
  }
  return 9;
}

/**
 * How long ago: `0.1 s`, `14 s`, `5 min`, `2 h`.
 *
 * @param isFine whether tenths of the first seconds are of interest
 */
export function age(ms: number, isFine = true): string {
  if (isFine && ms < 10_000) return `${figure(Math.max(0, ms) / 1_000, 1)} s`;
  if (ms < 120_000) return `${Math.floor(ms / 1_000)} s`;
  return ms < 7_200_000 ? `${Math.floor(ms / 60_000)} min` : `${Math.floor(ms / 3_600_000)} h`;
}

const two = (value: number) => String(value).padStart(2, "0");

/** Time of day in UTC, which the status bar names once. */
export function timeOfDay(moment: number | string): string {
  const date = new Date(moment);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** What is left until a moment: `02:14:36`, and `12 d` where it is more than two days. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds >= 172_800) return `${Math.floor(seconds / 86_400)} d`;
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** English of no country in particular has the day first, as the contract's own dates have the largest part first. */
const DAY_LOCALE = CHOSEN ?? (typeof document === "undefined" || navigator.language.startsWith("en") ? "en-GB" : undefined);
const dayFormatter = new Intl.DateTimeFormat(DAY_LOCALE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** `21 Nov 2026`, in UTC. */
export const day = (moment: number | string): string => dayFormatter.format(new Date(moment));

/** Day and time, with what clock they are by. */
export const moment = (when: number | string): string => `${day(when)} ${timeOfDay(when)} UTC`;

/**
 * What is left of a pasted text when everything around its first figure is gone: currency, unit, prose. Whether a
 * point or a comma divides thousands or decimals is read off the figure itself, and only in doubt off the locale.
 *
 * @returns the figure as this locale types it; null where the text holds none
 */
export function cleanPasted(text: string): string | null {
  const match = /\d[\d.,'_\s]*(?:\s*[km](?![a-z]))?/i.exec(text);
  if (match === null) return null;
  const figureText = match[0].replace(/[\s'_]/g, "").toLowerCase();
  const suffix = /[km]$/.exec(figureText)?.[0] ?? "";
  const digits = figureText.replace(/[.,]*[km]?$/, "");
  const decimal = decimalMarkOf(digits);
  const [whole = "", ...parts] = decimal === null ? [digits] : digits.split(decimal);
  const plain = whole.replace(/[.,]/g, "");
  return `${plain}${parts.length === 0 ? "" : SEPARATORS.decimal + parts.join("")}${suffix}`;
}

/** The sign that divides decimals in a figure; null where it has none. */
function decimalMarkOf(digits: string): "." | "," | null {
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  if (last < 0) return null;
  const mark = digits[last] === "." ? "." : ",";
  const hasBoth = digits.includes(".") && digits.includes(",");
  if (hasBoth) return mark;
  // The same sign twice divides thousands; so does one with three digits behind it, where the locale has it so.
  if (digits.indexOf(mark) !== last) return null;
  return digits.length - last - 1 === 3 && mark === SEPARATORS.group ? null : mark;
}

/**
 * Reads what a person typed or pasted: thousands in any usual dress, `k` and `m` for thousand and million.
 *
 * @returns null when it is no number
 */
export function readFigure(text: string): number | null {
  const plain = text
    .trim()
    .replaceAll(SEPARATORS.group, "")
    .replace(/[\s'_]/g, "")
    .replace(SEPARATORS.decimal, ".")
    .replace(MINUS, "-")
    .toLowerCase();
  const match = /^(\d+(?:\.\d*)?|\.\d+)([km]?)$/.exec(plain);
  if (match === null) return null;
  const factor = match[2] === "k" ? 1_000 : match[2] === "m" ? 1_000_000 : 1;
  return Number(match[1]) * factor;
}
