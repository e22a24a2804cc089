import { Type } from "typebox";
import { columnsParam, decimal, defineOperation, filterParam, flag, integer, long, optional, symbolParam } from "../operation.ts";
import { position } from "../tables/position.ts";

/** All of them where nothing is said: a contract is a row. */
const mostRows = integer("Number of rows, at most 500.", { minimum: 1, maximum: 500 });

export const positionGet = defineOperation({
  verb: "GET",
  path: "/position",
  id: "Position.get",
  summary: "Your positions, one row per contract that you ever touched.",
  access: "account",
  params: Type.Object({ filter: optional(filterParam), columns: optional(columnsParam), count: optional(mostRows) }),
  returns: position,
});

export const positionUpdateLeverage = defineOperation({
  verb: "POST",
  path: "/position/leverage",
  id: "Position.updateLeverage",
  summary: "Isolates a position at a leverage from 0.01 to the contract's most; 0 turns cross margin on.",
  access: "account",
  permission: "order",
  params: Type.Object({ symbol: symbolParam, leverage: decimal("Leverage; 0 for cross margin.") }),
  returns: position,
  single: true,
});

export const positionIsolateMargin = defineOperation({
  verb: "POST",
  path: "/position/isolate",
  id: "Position.isolateMargin",
  summary: "Turns isolated margin on, or cross margin with `enabled` false.",
  access: "account",
  permission: "order",
  params: Type.Object({ symbol: symbolParam, enabled: optional(flag("True for isolated margin.", { default: true })) }),
  returns: position,
  single: true,
});

export const positionUpdateRiskLimit = defineOperation({
  verb: "POST",
  path: "/position/riskLimit",
  id: "Position.updateRiskLimit",
  summary: "Raises or lowers the risk limit: each step above the contract's own adds its maintenance rate to both margins.",
  access: "account",
  permission: "order",
  params: Type.Object({ symbol: symbolParam, riskLimit: long("Satoshis; the contract's `riskLimit`, or a number of `riskStep` more.") }),
  returns: position,
  single: true,
});

export const positionTransferIsolatedMargin = defineOperation({
  verb: "POST",
  path: "/position/transferMargin",
  id: "Position.transferIsolatedMargin",
  summary: "Moves margin into an isolated position, or back out.",
  access: "account",
  permission: "order",
  params: Type.Object({ symbol: symbolParam, amount: long("Satoshis; below zero to take out.") }),
  returns: position,
  single: true,
});
