import { Type } from "typebox";
import { defineOperation, historyParams } from "../operation.ts";
import { liquidationFill, liquidationReport, liquidationStep, pastLiquidation } from "../tables/liquidation-report.ts";

export const liquidationGetHistory = defineOperation({
  verb: "GET",
  path: "/liquidation/history",
  id: "Liquidation.getHistory",
  summary: "Past liquidations: size, mark, bankruptcy price, and what closing them earned the insurance fund or cost it.",
  access: "public",
  own: true,
  isHeavy: true,
  params: Type.Object(historyParams),
  returns: pastLiquidation,
});

export const userGetLiquidations = defineOperation({
  verb: "GET",
  path: "/user/liquidations",
  id: "User.getLiquidations",
  summary: "Your positions that could not keep their margin, and what became of each.",
  access: "account",
  own: true,
  isHeavy: true,
  params: Type.Object(historyParams),
  returns: liquidationReport,
});

export const userGetLiquidationSteps = defineOperation({
  verb: "GET",
  path: "/user/liquidationSteps",
  id: "User.getLiquidationSteps",
  summary: "Your liquidations step by step, each with mark, margin and what was required; a filter by `liquidationID` gives one.",
  access: "account",
  own: true,
  isHeavy: true,
  params: Type.Object(historyParams),
  returns: liquidationStep,
});

export const userGetLiquidationFills = defineOperation({
  verb: "GET",
  path: "/user/liquidationFills",
  id: "User.getLiquidationFills",
  summary: "The trades that closed what was taken over from you, and what each earned the insurance fund or cost it.",
  access: "account",
  own: true,
  isHeavy: true,
  params: Type.Object(historyParams),
  returns: liquidationFill,
});
