import { type Listing, resolveSymbol } from "../contract/series.ts";

type Params = Readonly<Record<string, unknown>>;

/**
 * What a reader asks for, with roots and series as the contracts that they mean now: in `symbol`, and in a filter by
 * `symbol`, one or several. What means no contract stays as it is, for the operation to judge.
 */
export function withContracts(params: Params, listings: readonly Listing[]): Record<string, unknown> {
  const meant = (name: unknown): unknown => {
    if (Array.isArray(name)) return name.map(meant);
    return typeof name === "string" ? resolveSymbol(name, listings) : name;
  };
  const withSymbol = (given: Params) => (Object.hasOwn(given, "symbol") ? { ...given, symbol: meant(given["symbol"]) } : { ...given });
  const { filter } = params;
  const isStructure = typeof filter === "object" && filter !== null && !Array.isArray(filter);
  return { ...withSymbol(params), ...(isStructure ? { filter: withSymbol(filter as Params) } : {}) };
}
