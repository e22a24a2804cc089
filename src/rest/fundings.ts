import { useQuery } from "@tanstack/react-query";
import { fundingGet } from "../../bff/contract/operations/events.ts";
import type { FundingRow } from "../../bff/contract/tables/funding.ts";
import { call } from "./call.ts";

const PAGE = 500;
/** Four pages are more than a year of three fundings a day. */
const MOST_PAGES = 4;

/** The fundings of a contract, newest first, of more than a year. */
export const useFundings = (symbol: string) =>
  useQuery({
    queryKey: ["fundings", symbol],
    queryFn: async () => {
      const rows: FundingRow[] = [];
      for (let page = 0; page < MOST_PAGES; page++) {
        const params = { symbol, reverse: true, count: PAGE, start: page * PAGE };
        const more = await call<typeof fundingGet.params, FundingRow[]>(fundingGet, params);
        rows.push(...more);
        if (more.length < PAGE) break;
      }
      return rows;
    },
    staleTime: 600_000,
  });
