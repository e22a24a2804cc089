import { Type } from "typebox";
import { Name, Nullable, Price, Ratio, Timestamp } from "../columns.ts";
import { defineOperation, type Model, optional, text } from "../operation.ts";

/** How a venue stands in its index, and the index itself. */
export const CONSTITUENT_STATES = ["In", "Silent", "Stale", "Deviating", "Unweighted", "Unpriced"] as const;
export type ConstituentState = (typeof CONSTITUENT_STATES)[number];

export const INDEX_STATES = ["Published", "Held", "Set"] as const;
export type IndexState = (typeof INDEX_STATES)[number];

const indexConstituent = {
  model: "IndexConstituent",
  description:
    "A venue of an index as it stands now, or the index itself with `BMI` for a reference. A venue is `In`, or `Silent` while its last price goes on counting; it is out as `Stale`, `Deviating`, `Unweighted` or `Unpriced`. An index is `Published` from its venues, `Held` where it was because they are in doubt, or `Set` by the exchange.",
  schema: Type.Object({
    symbol: Name,
    reference: Name,
    lastPrice: Nullable(Price),
    /** As the operator has set it; null for the index itself. */
    weight: Nullable(Ratio),
    /** Part of the index that it makes up at present. */
    share: Ratio,
    state: Name,
    /** Since when it is out; for an index, when it was published. */
    since: Nullable(Timestamp),
    changed: Nullable(Timestamp),
    reported: Nullable(Timestamp),
    plannedWeight: Nullable(Ratio),
    planned: Nullable(Timestamp),
    /** `Off`, or the year of the rules that guard the index, and the distance from the median at which a venue is out. */
    protection: Name,
    limit: Nullable(Ratio),
  }),
} satisfies Model;

export type IndexConstituentRow = Type.Static<typeof indexConstituent.schema>;

export const instrumentGetConstituents = defineOperation({
  verb: "GET",
  path: "/instrument/constituents",
  id: "Instrument.getConstituents",
  summary: "An index and its venues as they stand now: price, weight, whether they count, and why not.",
  access: "public",
  own: true,
  params: Type.Object({ symbol: optional(text("Index.", { default: ".BXBT" })) }),
  returns: indexConstituent,
});
