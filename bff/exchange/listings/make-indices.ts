import { encodeIndex } from "../../engine/index-commands.ts";
import { INDEX_KIND, PROTECTION } from "../../engine/index-rules.ts";
import { NONE } from "../../engine/rows.ts";
import type { SlotWriter } from "../../engine/slots.ts";
import type { Catalogue, Listed } from "../catalogue.ts";
import type { LiveIndices } from "../live/live-indices.ts";

/** Where a currency is quoted, a quarter from the median is too far; an altcoin's price in bitcoin may stray twice as far. Source: the post of 18 April 2017. */
const FIAT_LIMIT_BASIS_POINTS = 2_500;
const ALTCOIN_LIMIT_BASIS_POINTS = 5_000;
const COMPOSITE = "MRCXXX";
const HALF_HOUR = "30M";

type Write = (out: SlotWriter) => void;

/**
 * Commands that say of every listed index that has not been told yet how it comes by its price: `.BXBT30M` is the average
 * of `.BXBT`, and what averages nothing is composed of venues, as soon as somebody names any.
 */
export function indexMakings(catalogue: Catalogue, indices: LiveIndices): readonly Write[] {
  const untold = catalogue.all().filter(({ handle, description }) => description.typ === COMPOSITE && indices.making(handle) === undefined);
  return untold.flatMap((listed) => commandsFor(listed, catalogue));
}

function commandsFor({ handle, symbol, description }: Listed, catalogue: Catalogue): readonly Write[] {
  const source = symbol.endsWith(HALF_HOUR) ? catalogue.find(symbol.slice(0, -HALF_HOUR.length)) : undefined;
  if (source !== undefined) return [(out) => encodeIndex.make(out, handle, INDEX_KIND.average, source.handle)];
  return [
    (out) => encodeIndex.make(out, handle, INDEX_KIND.composite, NONE),
    (out) => encodeIndex.protect(out, handle, PROTECTION.of2020, usualLimit(description.quoteCurrency)),
  ];
}

/** Distance from the median at which a venue of an index is out, in hundredths of a per cent. */
export function usualLimit(quoteCurrency: string): number {
  return quoteCurrency === "XBT" ? ALTCOIN_LIMIT_BASIS_POINTS : FIAT_LIMIT_BASIS_POINTS;
}
