import {
  type StatsHistoryRow,
  type StatsRow,
  type StatsUsdRow,
  statsGet,
  statsGetHistory,
  statsGetHistoryUsd,
} from "../../contract/operations/stats.ts";
import type { InstrumentRow } from "../../contract/tables/instrument.ts";
import { CURRENCY } from "../../contract/vocabulary.ts";
import { type Handler, handle } from "../handler.ts";
import type { Services } from "../services.ts";

const DAY_MS = 86_400_000;
const MAX_DAYS = 1_000;

export function statsHandlers({ exchange, history }: Services): readonly Handler[] {
  const contracts = () => exchange.tables.markets.rows().filter(({ settlCurrency }) => settlCurrency !== "");

  /** Days of a contract, oldest first, the one that runs at last. */
  const daysOf = ({ symbol }: InstrumentRow) =>
    history
      .bins({ symbols: [symbol], widthMs: DAY_MS, startMs: null, endMs: null, count: MAX_DAYS, start: 0, reverse: true, partial: true })
      .then((bins) => bins.toReversed());

  return [
    handle(statsGet, () => {
      const rows = byRoot(contracts()).map(([rootSymbol, group]) => statsRow(rootSymbol, group));
      return [...rows, statsRow("Total", contracts())];
    }),

    handle(statsGetHistory, async () => {
      const days = new Map<string, StatsHistoryRow>();
      for (const contract of contracts()) {
        const { rootSymbol } = contract;
        for (const { endMs, volume, turnoverSats } of await daysOf(contract)) {
          const date = new Date(endMs - DAY_MS).toISOString();
          const known = days.get(date + rootSymbol) ?? { date, rootSymbol, currency: CURRENCY, volume: 0, turnover: 0 };
          days.set(date + rootSymbol, { ...known, volume: known.volume + volume, turnover: known.turnover + turnoverSats });
        }
      }
      return [...days.values()].sort((a, b) => a.date.localeCompare(b.date) || a.rootSymbol.localeCompare(b.rootSymbol));
    }),

    handle(statsGetHistoryUsd, async ({ reply }) => {
      const inDollars = contracts().filter(({ quoteCurrency }) => quoteCurrency === "USD");
      const rows: StatsUsdRow[] = [];
      for (const [rootSymbol, group] of byRoot(inDollars)) {
        const sums = await Promise.all(group.map(async (contract) => dollarsOf(contract, await daysOf(contract), exchange.tables.timeMs)));
        rows.push(sumUsd(rootSymbol, sums));
      }
      const { simulatedUntilMs } = history;
      if (simulatedUntilMs !== null) reply.header("x-fairmark-simulated-until", new Date(simulatedUntilMs).toISOString());
      return [...rows, sumUsd("Total", rows)];
    }),
  ];
}

/** Contracts by their root, in the order in which roots were listed first. */
function byRoot(contracts: readonly InstrumentRow[]): [string, InstrumentRow[]][] {
  const roots = new Map<string, InstrumentRow[]>();
  for (const contract of contracts) roots.set(contract.rootSymbol, [...(roots.get(contract.rootSymbol) ?? []), contract]);
  return [...roots];
}

const sum = <T>(items: readonly T[], of: (item: T) => number | null) => items.reduce((total, item) => total + (of(item) ?? 0), 0);

const statsRow = (rootSymbol: string, contracts: readonly InstrumentRow[]): StatsRow => ({
  rootSymbol,
  currency: CURRENCY,
  volume24h: sum(contracts, ({ volume24h }) => volume24h),
  turnover24h: sum(contracts, ({ turnover24h }) => turnover24h),
  openInterest: sum(contracts, ({ openInterest }) => openInterest),
  openValue: sum(contracts, ({ openValue }) => openValue),
});

type Dollars = Omit<StatsUsdRow, "rootSymbol" | "currency">;

function dollarsOf(contract: InstrumentRow, days: readonly { readonly endMs: number; readonly foreign: number }[], nowMs: number): Dollars {
  // A day counts while any of it lies within the stretch.
  const since = (count: number) => sum(days, ({ endMs, foreign }) => (endMs > nowMs - count * DAY_MS ? foreign : 0));
  return {
    turnover24h: Math.round(contract.foreignNotional24h ?? 0),
    turnover30d: Math.round(since(30)),
    turnover365d: Math.round(since(365)),
    turnover: Math.round(since(MAX_DAYS)),
  };
}

const sumUsd = (rootSymbol: string, parts: readonly Dollars[]): StatsUsdRow => ({
  rootSymbol,
  currency: "USD",
  turnover24h: sum(parts, ({ turnover24h }) => turnover24h),
  turnover30d: sum(parts, ({ turnover30d }) => turnover30d),
  turnover365d: sum(parts, ({ turnover365d }) => turnover365d),
  turnover: sum(parts, ({ turnover }) => turnover),
});
