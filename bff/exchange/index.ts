/** The façade: nothing else of this folder is imported from outside, but by the wiring of the whole. */
export type { Anchor } from "./anchors.ts";
export { Bank } from "./bank.ts";
export { CHANGEABLE_COLUMNS, type ContractControl, PRESET_NAMES, type Station } from "./contract-control.ts";
export { Exchange, type ExchangeOptions, type ExchangeStatus } from "./exchange.ts";
export { changedColumns } from "./live/changed-columns.ts";
export type { Action, Change } from "./live/changes.ts";
export { type Applied, LiveTables } from "./live/live-tables.ts";
export { MarketControl } from "./market-control.ts";
export { Positions } from "./positions.ts";
export type { QueueKind, QueueOrigin } from "./queue-board.ts";
export { RecoveryRefusal } from "./recovery.ts";
export { type CancelAllAfterAnswer, type CancelRow, type EndedOrders, type Origin, Trading } from "./trading.ts";
