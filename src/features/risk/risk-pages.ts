import * as pagesTexts from "../../texts/pages.ts";
/** Pages about risk. Those of one's own say so to who is not signed in; all others are open to everybody. */
export const riskPages = (symbol: string) =>
  [
    { path: "/portfolio", name: pagesTexts.portfolio },
    { path: "/calculators", name: pagesTexts.calculators },
    { path: "/compare", name: pagesTexts.compare },
    { path: "/dollar", name: pagesTexts.dollar },
    { path: "/liquidations", name: pagesTexts.liquidations },
    { path: `/risk/${symbol}`, name: pagesTexts.marketRisk },
    { path: "/stats/leverage", name: pagesTexts.leverage },
    { path: "/rules", name: pagesTexts.rules },
  ] as const;
