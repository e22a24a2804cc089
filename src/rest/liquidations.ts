import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { insuranceGet } from "../../bff/contract/operations/events.ts";
import { executionGetTradeHistory } from "../../bff/contract/operations/execution.ts";
import { instrumentGet, instrumentGetCompositeIndex } from "../../bff/contract/operations/instrument.ts";
import {
  liquidationGetHistory,
  userGetLiquidationFills,
  userGetLiquidationSteps,
  userGetLiquidations,
} from "../../bff/contract/operations/liquidation-history.ts";
import { instrumentGetMarkHistory, type MarkBinRow } from "../../bff/contract/operations/mark-history.ts";
import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { IndexCompositeRow } from "../../bff/contract/tables/index-composite.ts";
import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";
import type { InsuranceRow } from "../../bff/contract/tables/insurance.ts";
import type {
  LiquidationFillRow,
  LiquidationReportRow,
  LiquidationStepRow,
  PastLiquidationRow,
} from "../../bff/contract/tables/liquidation-report.ts";
import { call } from "./call.ts";

const ROWS = 100;
const MOST_ROWS = 500;
const AGAIN_MS = 10_000;
/** A story takes several reads, and what comes later is only how the rest of it was closed. */
const STORY_AGAIN_MS = 60_000;

/** The last liquidations of the account, newest first. */
export const useOwnLiquidations = (account: number | null) =>
  useQuery({
    queryKey: ["liquidations", account],
    queryFn: () => call<typeof userGetLiquidations.params, LiquidationReportRow[]>(userGetLiquidations, { reverse: true, count: ROWS }),
    enabled: account !== null,
    refetchInterval: AGAIN_MS,
  });

/** The last liquidations of everybody in a contract, newest first. */
export const usePastLiquidations = (symbol: string) =>
  useQuery({
    queryKey: ["pastLiquidations", symbol],
    placeholderData: keepPreviousData,
    queryFn: () =>
      call<typeof liquidationGetHistory.params, PastLiquidationRow[]>(liquidationGetHistory, { symbol, reverse: true, count: 50 }),
    refetchInterval: AGAIN_MS,
  });

/** What the insurance fund held, newest first: the first row is what it holds now. */
export const useInsuranceFund = () =>
  useQuery({
    queryKey: ["insurance"],
    queryFn: () => call<typeof insuranceGet.params, InsuranceRow[]>(insuranceGet, { reverse: true, count: 365 }),
    refetchInterval: AGAIN_MS,
  });

/** Everything that the exchange tells of one liquidation. */
export interface LiquidationStory {
  readonly report: LiquidationReportRow;
  readonly steps: readonly LiquidationStepRow[];
  readonly fills: readonly LiquidationFillRow[];
  readonly instrument: InstrumentRow;
  readonly marks: readonly MarkBinRow[];
  readonly index: readonly MarkBinRow[];
  /** Prices of the index's venues by the minute, with the index itself among them. */
  readonly constituents: readonly IndexCompositeRow[];
  /** Since when the position stood as it did: the last fill before. Null where that is not known any more. */
  readonly heldSinceMs: number | null;
}

const BEFORE_MS = 3_600_000;
const AFTER_MS = 3_600_000;

/**
 * Reads a liquidation.
 *
 * @param id of the liquidation, or of an order that it made
 * @returns null where the account has no such liquidation
 */
async function readStory(id: string): Promise<LiquidationStory | null> {
  const stepsBy = (filter: Readonly<Record<string, string>>) =>
    call<typeof userGetLiquidationSteps.params, LiquidationStepRow[]>(userGetLiquidationSteps, { filter, count: MOST_ROWS });
  let steps = await stepsBy({ liquidationID: id });
  const [made] = steps.length === 0 ? await stepsBy({ orderID: id }) : [];
  if (made !== undefined) steps = await stepsBy({ liquidationID: made.liquidationID });
  const [due] = steps;
  if (due === undefined) return null;
  const { liquidationID, symbol, timestamp } = due;
  const atMs = Date.parse(timestamp);
  const span = { startTime: new Date(atMs - BEFORE_MS).toISOString(), endTime: new Date(atMs + AFTER_MS).toISOString(), count: MOST_ROWS };
  const marksOf = (name: string) =>
    call<typeof instrumentGetMarkHistory.params, MarkBinRow[]>(instrumentGetMarkHistory, { symbol: name, ...span });
  const [[report], fills, [instrument], marks, [fill]] = await Promise.all([
    call<typeof userGetLiquidations.params, LiquidationReportRow[]>(userGetLiquidations, { filter: { liquidationID } }),
    call<typeof userGetLiquidationFills.params, LiquidationFillRow[]>(userGetLiquidationFills, {
      filter: { liquidationID },
      count: MOST_ROWS,
    }),
    call<typeof instrumentGet.params, InstrumentRow[]>(instrumentGet, { filter: { symbol } }),
    marksOf(symbol),
    call<typeof executionGetTradeHistory.params, ExecutionRow[]>(executionGetTradeHistory, {
      filter: { symbol, execType: "Trade" },
      endTime: new Date(atMs - 1).toISOString(),
      reverse: true,
      count: 1,
    }),
  ]);
  if (report === undefined || instrument === undefined) return null;
  const heldSinceMs = fill === undefined ? null : Date.parse(fill.transactTime);
  const indexSymbol = instrument.referenceSymbol.replace(/30M$/, "");
  const [index, constituents] = await Promise.all([
    marksOf(indexSymbol).catch(() => []),
    // Of the minutes around it alone: each is a row for every venue.
    call<typeof instrumentGetCompositeIndex.params, IndexCompositeRow[]>(instrumentGetCompositeIndex, {
      symbol: indexSymbol,
      startTime: new Date(atMs - BEFORE_MS / 2).toISOString(),
      endTime: new Date(atMs + AFTER_MS / 12).toISOString(),
      reverse: true,
      count: MOST_ROWS,
    }).catch(() => []),
  ]);
  return { report, steps, fills, instrument, marks, index, constituents: constituents.toReversed(), heldSinceMs };
}

/** @param account null while nobody is signed in */
export const useLiquidationStory = (account: number | null, id: string) =>
  useQuery({
    queryKey: ["liquidation", account, id],
    placeholderData: keepPreviousData,
    queryFn: () => readStory(id),
    enabled: account !== null,
    refetchInterval: STORY_AGAIN_MS,
  });
