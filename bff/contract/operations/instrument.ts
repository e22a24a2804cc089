import { Type } from "typebox";
import { defineOperation, historyParams } from "../operation.ts";
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
  summary: "Contracts that trade now.",
  access: "public",
  params: Type.Object({}),
  returns: instrument,
});
