import { Type } from "typebox";
import { Name } from "../columns.ts";
import { defineOperation, historyParams, keptParams, type Model, optional, text } from "../operation.ts";
import { indexComposite } from "../tables/index-composite.ts";
import { instrument } from "../tables/instrument.ts";

export const instrumentGet = defineOperation({
  verb: "GET",
  path: "/instrument",
  id: "Instrument.get",
  summary: "Contracts and indices, in the order of their listing.",
  access: "public",
  params: Type.Object(historyParams),
  returns: instrument,
});

export const instrumentGetActive = defineOperation({
  verb: "GET",
  path: "/instrument/active",
  id: "Instrument.getActive",
  summary: "Contracts that trade now, and those that have settled within a day.",
  access: "public",
  params: Type.Object({}),
  returns: instrument,
});

export const instrumentGetIndices = defineOperation({
  verb: "GET",
  path: "/instrument/indices",
  id: "Instrument.getIndices",
  summary: "Indices.",
  access: "public",
  params: Type.Object({}),
  returns: instrument,
});

export const instrumentGetActiveAndIndices = defineOperation({
  verb: "GET",
  path: "/instrument/activeAndIndices",
  id: "Instrument.getActiveAndIndices",
  summary: "Contracts that trade now or have settled within a day, and indices.",
  access: "public",
  params: Type.Object({}),
  returns: instrument,
});

/** Source: the BitMEX API v1 `InstrumentInterval` model, 2019 shape. */
const instrumentInterval = {
  model: "InstrumentInterval",
  description: "Series that mean a contract now, and at the same place the contract that each means.",
  schema: Type.Object({ intervals: Type.Array(Name), symbols: Type.Array(Name) }),
} satisfies Model;

export const instrumentGetActiveIntervals = defineOperation({
  verb: "GET",
  path: "/instrument/activeIntervals",
  id: "Instrument.getActiveIntervals",
  summary: "Every series, as `XBT:perpetual`, that means a contract now.",
  access: "public",
  params: Type.Object({}),
  returns: instrumentInterval,
  single: true,
});

export const instrumentGetCompositeIndex = defineOperation({
  verb: "GET",
  path: "/instrument/compositeIndex",
  id: "Instrument.getCompositeIndex",
  summary: "Values of an index and of its venues, once a minute.",
  access: "public",
  isHeavy: true,
  params: Type.Object({
    ...keptParams("compositeIndex"),
    symbol: optional(text("Index. `.XBT` is `.BXBT` by its old name.", { default: ".XBT" })),
  }),
  returns: indexComposite,
});
