import { useQuery } from "@tanstack/react-query";
import { type IndexConstituentRow, instrumentGetConstituents } from "../../bff/contract/operations/index-constituents.ts";
import { call } from "./call.ts";

/** An index is published so often. */
const PUBLICATION_MS = 5_000;

/** An index, first, and the venues that it is made of, as they stand now; read again with each publication. */
export const useIndexVenues = (symbol: string) =>
  useQuery({
    queryKey: ["indexVenues", symbol],
    queryFn: () => call<typeof instrumentGetConstituents.params, IndexConstituentRow[]>(instrumentGetConstituents, { symbol }),
    refetchInterval: PUBLICATION_MS,
  });
