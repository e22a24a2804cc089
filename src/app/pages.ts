import { riskPages } from "../features/risk/risk-pages.ts";
import { ACCOUNT_PAGES } from "../features/wallet/account-pages.ts";

interface Page {
  readonly path: string;
  readonly name: string;
}

/** All pages beside the trade screen, for whatever leads to them by name: the sheet of a phone, and commands. */
export const pagesOf = (symbol: string): readonly Page[] => [...ACCOUNT_PAGES, ...riskPages(symbol)];
