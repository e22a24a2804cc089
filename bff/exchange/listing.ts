import type { ListFields, SeriesFields } from "../engine/commands.ts";
import { NONE } from "../engine/rows.ts";
import type { Listing } from "./listings/description.ts";
import type { FutureSeries } from "./listings/futures.ts";
import { BXBT, MORE_INDICES, RATE_INDICES } from "./listings/indices.ts";
import { ETHUSD, XBTUSD } from "./listings/perpetuals.ts";

/** A listing as the engine takes it. @param handleOf handle of an instrument that was listed before */
export function toListFields({ description, index, settlesAt, ...listing }: Listing, handleOf: (symbol: string) => number): ListFields {
  const at = (symbol: string | undefined) => (symbol === undefined ? 0 : handleOf(symbol) + 1);
  return {
    ...listing,
    description: JSON.stringify(description),
    index: index === null ? NONE : handleOf(index),
    rules: {
      ...listing.rules,
      settlementIndex: at(settlesAt),
      premiumIndex: at(description.fundingPremiumSymbol),
      quoteInterestIndex: at(description.fundingQuoteSymbol),
      baseInterestIndex: at(description.fundingBaseSymbol),
    },
  };
}

/** A new exchange lists them in this order, so that each has its place in it for a handle. */
function inOrder(listings: readonly Listing[]): readonly ListFields[] {
  const handleOf = (symbol: string) => {
    const handle = listings.findIndex((listing) => listing.symbol === symbol);
    if (handle < 0) throw new Error(`${symbol} is not among the listings`);
    return handle;
  };
  return listings.map((listing) => toListFields(listing, handleOf));
}

/** A series as the engine takes it. @param handleOf handle of an instrument that was listed before */
export function toSeriesFields(
  { description, index, settlesAt, root, ahead, frontMonths, terms, rules }: FutureSeries,
  handleOf: (symbol: string) => number,
): SeriesFields {
  if (index === null || settlesAt === undefined) throw new Error(`futures of ${root} lack an index`);
  return {
    root,
    description: JSON.stringify(description),
    index: handleOf(index),
    ahead,
    frontMonths,
    terms,
    rules: { ...rules, settlementIndex: handleOf(settlesAt) + 1 },
  };
}

/** What a new exchange lists. */
export const GENESIS_LISTINGS: readonly ListFields[] = inOrder([BXBT, XBTUSD, ...MORE_INDICES, ETHUSD, ...RATE_INDICES]);
