import { Contracts, Count, Name, Price, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/**
 * One row per price level. Updates carry no price: who follows the book looks it up by `id`.
 * Source: the BitMEX API v1 `orderBookL2` table, 2019 shape, with the `timestamp` of 2023.
 */
const defineBook = <N extends string>(name: N, description: string) =>
  defineTable({
    name,
    model: "OrderBookL2",
    description,
    visibility: "public",
    keys: ["symbol", "id", "side"],
    required: ["symbol", "id", "side"],
    foreignKeys: { symbol: "instrument", side: "side" },
    attributes: { symbol: "parted", id: "sorted" },
    columns: { symbol: Name, id: Count, side: Name, size: Contracts, price: Price, timestamp: Timestamp },
  });

export const orderBookL2 = defineBook("orderBookL2", "The whole book by price level.");

export const orderBookL2_25 = defineBook("orderBookL2_25", "The best 25 price levels of each side.");

export type OrderBookL2Row = Row<typeof orderBookL2>;

/**
 * Id of a price level: unique over all contracts, falling as the price rises, so that rows sorted by
 * id run from the highest offer to the lowest bid.
 *
 * @param instrumentIndex position of the contract in GET `/instrument`, counted from the first listing
 * @param ticksAtListing price in the tick size that the contract had when it was listed
 * Source: the formula in use until mid-2023, `1e8 × index − price / tick`.
 */
export function levelId(instrumentIndex: number, ticksAtListing: number): number {
  return 100_000_000 * instrumentIndex - ticksAtListing;
}
