import { Type } from "typebox";
import { columnsParam, countParam, decimal, defineOperation, filterParam, flag, optional, symbolParam } from "../operation.ts";
import { position } from "../tables/position.ts";

export const positionGet = defineOperation({
  verb: "GET",
  path: "/position",
  id: "Position.get",
  summary: "Your positions, one row per contract that you ever touched.",
  access: "account",
  params: Type.Object({ filter: optional(filterParam), columns: optional(columnsParam), count: optional(countParam) }),
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
