import { gunzipSync } from "node:zlib";

/** One minute of a recorded market. Prices in the quote currency; the open is the close before, and may lie outside [low, high]. */
export interface TapeBar {
  /** The stamp of a recorded bar is its end. */
  readonly endMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** A recorded day, oldest minute first. */
export interface Tape {
  readonly startMs: number;
  readonly endMs: number;
  readonly bars: readonly TapeBar[];
}

/** A price of the path, at its moment. */
export interface TapePoint {
  readonly timeMs: number;
  readonly price: number;
}

/** The file does not hold a tape; the message is the rest of a sentence about it. */
export class TapeError extends Error {}

const BAR_MS = 60_000;
const POINTS_A_LEG = 4;
const LEGS = 3;
const POINTS_A_BAR = POINTS_A_LEG * LEGS;
const POINT_MS = BAR_MS / POINTS_A_BAR;
const PRICES = ["open", "high", "low", "close"] as const;

/**
 * Reads a tape: gzipped JSON, a list of minute bars in order of time. Columns beyond stamp and prices are not used: what
 * traded is up to those who trade now.
 *
 * @throws TapeError for anything else
 */
export function readTape(bytes: Uint8Array): Tape {
  let rows: unknown;
  try {
    rows = JSON.parse(gunzipSync(bytes).toString("utf8"));
  } catch (error) {
    throw new TapeError(`is no gzipped JSON (${(error as Error).message})`);
  }
  if (!Array.isArray(rows) || rows.length === 0) throw new TapeError("holds no list of minute bars");
  const bars = rows.map((row: unknown, i) => readBar(row, i + 1));
  for (const [i, bar] of bars.entries()) {
    if (i > 0 && bar.endMs < (bars[i - 1] as TapeBar).endMs + BAR_MS) throw new TapeError(`is out of order at bar ${i + 1}`);
  }
  return { startMs: (bars[0] as TapeBar).endMs - BAR_MS, endMs: (bars.at(-1) as TapeBar).endMs, bars };
}

function readBar(row: unknown, number: number): TapeBar {
  const { timestamp, ...columns } = (typeof row === "object" && row !== null ? row : {}) as Readonly<Record<string, unknown>>;
  const endMs = typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN;
  if (!Number.isInteger(endMs / BAR_MS)) throw new TapeError(`has no whole minute as the timestamp of bar ${number}`);
  const [open, high, low, close] = PRICES.map((name) => {
    const price = columns[name];
    if (typeof price !== "number" || !Number.isFinite(price) || price <= 0)
      throw new TapeError(`has no price as the ${name} of bar ${number}`);
    return price;
  }) as [number, number, number, number];
  if (low > high) throw new TapeError(`has its low above its high at bar ${number}`);
  return { endMs, open, high, low, close };
}

/**
 * The way of a price through a bar: from the open to the nearer of high and low, to the other, to the close, four points
 * each. The first is five seconds into the bar and the last a millisecond before its end, which belongs to the next bar:
 * bins of the walk close as the tape's bars do. What happened in between was not recorded: the points are interpolated.
 */
export function walkBar(bar: TapeBar): TapePoint[] {
  const { open, high, low, close } = bar;
  const [near, far] = Math.abs(open - low) <= Math.abs(open - high) ? [low, high] : [high, low];
  const corners = [open, near, far, close] as const;
  return Array.from({ length: POINTS_A_BAR }, (_, i) => {
    const leg = Math.floor(i / POINTS_A_LEG);
    const share = ((i % POINTS_A_LEG) + 1) / POINTS_A_LEG;
    const from = corners[leg] as number;
    const to = corners[leg + 1] as number;
    const timeMs = Math.min(bar.endMs - BAR_MS + (i + 1) * POINT_MS, bar.endMs - 1);
    return { timeMs, price: Math.round((from + (to - from) * share) * 100) / 100 };
  });
}
