import { Type } from "typebox";
import { defineOperation, keptParams } from "../operation.ts";
import { execution } from "../tables/execution.ts";

export const executionGet = defineOperation({
  verb: "GET",
  path: "/execution",
  id: "Execution.get",
  summary: "All that happened to your orders, placing and cancelling included.",
  access: "account",
  isHeavy: true,
  params: Type.Object(keptParams("execution")),
  returns: execution,
});

export const executionGetTradeHistory = defineOperation({
  verb: "GET",
  path: "/execution/tradeHistory",
  id: "Execution.getTradeHistory",
  summary: "All that moved your coins in trading: your fills, and the fundings of what you held.",
  access: "account",
  isHeavy: true,
  params: Type.Object(keptParams("execution")),
  returns: execution,
});
