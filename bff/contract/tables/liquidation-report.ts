import { AccountNumber, Contracts, Flag, Guid, Name, Nullable, Price, Ratio, Satoshis, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** What a liquidation did last: each is gentler than the one after it. In the order of the engine's LIQUIDATION_STEP. */
export const LIQUIDATION_STEPS = ["Due", "LimitLowered", "OrdersCancelled", "Reduced", "TakenOver"] as const;
export type LiquidationStepName = (typeof LIQUIDATION_STEPS)[number];

const PUBLIC_COLUMNS = {
  timestamp: Timestamp,
  symbol: Name,
  side: Name,
  size: Contracts,
  outcome: Name,
  markPrice: Price,
  bankruptPrice: Nullable(Price),
  closedQty: Contracts,
  averagePrice: Nullable(Price),
  deleveragedQty: Contracts,
  fundPnl: Satoshis,
  closed: Nullable(Timestamp),
};

/** Of the exchange's own: the BitMEX API v1 names no row for what becomes of a liquidation. `side` is that of the position. */
export const liquidationReport = defineTable({
  name: "liquidationReport",
  model: "LiquidationReport",
  description:
    "What became of a position that could not keep its margin: the mark at which it was due, how far the exchange went, and what closing it earned the insurance fund or cost it.",
  visibility: "private",
  keys: ["liquidationID"],
  required: ["liquidationID"],
  foreignKeys: { symbol: "instrument", side: "side" },
  attributes: { liquidationID: "unique", timestamp: "sorted" },
  columns: { liquidationID: Guid, account: AccountNumber, ...PUBLIC_COLUMNS },
});

export type LiquidationReportRow = Row<typeof liquidationReport>;

/** The same without a word of whose it was: nothing else of a report can be read or filtered by in public. */
export const pastLiquidation = defineTable({
  name: "pastLiquidation",
  model: "PastLiquidation",
  description: "A liquidation as everybody may know it: `side` is that of the position, and `outcome` says how far the exchange went.",
  visibility: "public",
  keys: [],
  required: ["timestamp"],
  foreignKeys: { symbol: "instrument", side: "side" },
  attributes: { timestamp: "sorted" },
  columns: PUBLIC_COLUMNS,
});

export type PastLiquidationRow = Row<typeof pastLiquidation>;

/** One step, with all that the engine's decision follows from. */
export const liquidationStep = defineTable({
  name: "liquidationStep",
  model: "LiquidationStep",
  description:
    "A step of a liquidation: the position as the step left it (before it, where it is taken over), what stood behind it and what it had to keep. Balance and requirement of a cross position are those of all cross positions of the account. `leverage` 0 is cross margin.",
  visibility: "private",
  keys: [],
  required: ["liquidationID"],
  foreignKeys: { symbol: "instrument" },
  attributes: { liquidationID: "grouped", timestamp: "sorted" },
  columns: {
    liquidationID: Guid,
    account: AccountNumber,
    timestamp: Timestamp,
    symbol: Name,
    step: Name,
    currentQty: Contracts,
    posCost: Satoshis,
    leverage: Ratio,
    postedMargin: Satoshis,
    posLoss: Satoshis,
    riskSteps: Contracts,
    fundingRate: Ratio,
    markPrice: Price,
    indexPrice: Nullable(Price),
    backing: Satoshis,
    cashBacking: Satoshis,
    marginBalance: Satoshis,
    marginRequired: Satoshis,
    liquidationPrice: Nullable(Price),
    bankruptPrice: Nullable(Price),
    orderID: Guid,
    realisedPnl: Satoshis,
    execComm: Satoshis,
  },
});

export type LiquidationStepRow = Row<typeof liquidationStep>;

/** A trade that closed a part of what was taken over. */
export const liquidationFill = defineTable({
  name: "liquidationFill",
  model: "LiquidationFill",
  description:
    "A trade by which the exchange closed what it had taken over, and what that earned the insurance fund or cost it. A deleveraging is a trade with a position of the other side at the bankruptcy price.",
  visibility: "private",
  keys: [],
  required: ["liquidationID"],
  foreignKeys: { symbol: "instrument", side: "side" },
  attributes: { liquidationID: "grouped", timestamp: "sorted" },
  columns: {
    liquidationID: Guid,
    account: AccountNumber,
    timestamp: Timestamp,
    symbol: Name,
    side: Name,
    lastQty: Contracts,
    lastPx: Price,
    fundPnl: Satoshis,
    isDeleveraging: Flag,
  },
});

export type LiquidationFillRow = Row<typeof liquidationFill>;
