import { Type } from "typebox";
import { Name, Price, Timestamp } from "../columns.ts";
import { binSizeParam, defineOperation, historyParams, type Model, optional } from "../operation.ts";

const markBin = {
  model: "MarkBin",
  description: "Mark prices of an interval, which the end of the interval names. High and low are those of the marks in it.",
  schema: Type.Object({ timestamp: Timestamp, symbol: Name, open: Price, high: Price, low: Price, close: Price }),
} satisfies Model;

export type MarkBinRow = Type.Static<typeof markBin.schema>;

const { columns: _columns, ...binParams } = historyParams;

export const instrumentGetMarkHistory = defineOperation({
  verb: "GET",
  path: "/instrument/markHistory",
  id: "Instrument.getMarkHistory",
  summary: "Mark prices of a contract by interval, or of an index the prices that it was published at.",
  access: "public",
  own: true,
  params: Type.Object({ binSize: optional(binSizeParam), ...binParams }),
  returns: markBin,
});
