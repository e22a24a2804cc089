import {
  type LeverageHistogramRow,
  type LeverageStatsRow,
  statsGetLeverage,
  statsGetLeverageHistogram,
} from "../../contract/operations/leverage.ts";
import { percentileByContracts } from "../../contract/pricing/effective-leverage.ts";
import type { LeverageSnapshotRow } from "../../contract/tables/leverage-snapshot.ts";
import { type Handler, handle } from "../handler.ts";
import type { Services } from "../services.ts";

/** Month ends that count. */
const MONTHS = 12;
/** How old a reckoning of all positions may be. */
const FRESH_MS = 500;
/** Rows of a year: a side of a contract has at most some two hundred leverages. */
const MOST_ROWS = 50_000;

/** Leverage statistics by the method of April 2019: the last moment of each of the last twelve months, and now. */
export function leverageHandlers({ exchange, history, now }: Services): readonly Handler[] {
  /** With a row without a symbol for each moment at which positions were looked at. */
  const monthEnds = async (symbol: string | undefined): Promise<readonly LeverageSnapshotRow[]> => {
    const { timeMs } = exchange.tables;
    const date = new Date(timeMs);
    const running = Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
    const rows = await history.list({
      table: "leverageSnapshot",
      account: null,
      filter: symbol === undefined ? {} : { symbol: [symbol, ""] },
      startMs: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - MONTHS),
      // The running month has not ended: what is known of it stands as it is now.
      endMs: running - 1,
      count: MOST_ROWS,
      start: 0,
      reverse: false,
    });
    return rows as unknown as readonly LeverageSnapshotRow[];
  };
  // Each position is priced for it: who asks more often than that is told the same again.
  let known: { readonly atMs: number; readonly rows: readonly LeverageSnapshotRow[] } = { atMs: Number.NEGATIVE_INFINITY, rows: [] };
  const live = (symbol: string | undefined) => {
    if (now() - known.atMs >= FRESH_MS) known = { atMs: now(), rows: exchange.tables.leverageRows() };
    return known.rows.filter((row) => symbol === undefined || row.symbol === symbol);
  };

  return [
    handle(statsGetLeverage, async ({ params: { symbol } }) => {
      const past = groups((await monthEnds(symbol)).filter((row) => row.symbol !== "")).map((rows) => statsRow(rows, false));
      return [...past, ...groups(live(symbol)).map((rows) => statsRow(rows, true))];
    }),
    handle(statsGetLeverageHistogram, async ({ params: { symbol } }) => histogram(await monthEnds(symbol), live(symbol))),
  ];
}

/** Rows of one moment, contract and side, in the order in which the first of each came. */
function groups(rows: readonly LeverageSnapshotRow[]): readonly (readonly LeverageSnapshotRow[])[] {
  const byKey = new Map<string, LeverageSnapshotRow[]>();
  for (const row of rows) {
    const key = `${row.timestamp} ${row.symbol} ${row.side}`;
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [row]);
    else group.push(row);
  }
  return [...byKey.values()];
}

const sum = (rows: readonly LeverageSnapshotRow[], of: (row: LeverageSnapshotRow) => number) =>
  rows.reduce((total, row) => total + of(row), 0);

function statsRow(rows: readonly LeverageSnapshotRow[], isLive: boolean): LeverageStatsRow {
  const { timestamp, symbol, side } = rows[0] as LeverageSnapshotRow;
  const contracts = sum(rows, (row) => row.contracts);
  const list = rows.map(({ leverage, contracts: held }) => [leverage, held] as const).sort(([a], [b]) => a - b);
  const at = (share: number) => percentileByContracts(list, share);
  return {
    timestamp,
    symbol,
    side,
    isLive,
    contracts,
    positions: sum(rows, ({ positions }) => positions),
    weighted: contracts === 0 ? 0 : Math.round((sum(rows, (row) => row.leverage * row.contracts) / contracts) * 10_000) / 10_000,
    p10: at(0.1),
    p25: at(0.25),
    p50: at(0.5),
    p75: at(0.75),
    p80: at(0.8),
    p90: at(0.9),
    p99: at(0.99),
  };
}

function histogram(past: readonly LeverageSnapshotRow[], now: readonly LeverageSnapshotRow[]): LeverageHistogramRow[] {
  const snapshots = past.filter(({ symbol }) => symbol === "").length;
  const rows = new Map<string, LeverageHistogramRow>();
  const rowOf = ({ symbol, side, leverage }: LeverageSnapshotRow) => {
    const key = `${symbol} ${side} ${leverage}`;
    const known = rows.get(key);
    return { key, row: known ?? { symbol, side, leverage, live: 0, average: 0, snapshots } };
  };
  for (const one of past) {
    if (one.symbol === "") continue;
    const { key, row } = rowOf(one);
    rows.set(key, { ...row, average: row.average + one.contracts / snapshots });
  }
  for (const one of now) {
    const { key, row } = rowOf(one);
    rows.set(key, { ...row, live: row.live + one.contracts });
  }
  return [...rows.values()].sort((a, b) => a.symbol.localeCompare(b.symbol) || a.side.localeCompare(b.side) || a.leverage - b.leverage);
}
