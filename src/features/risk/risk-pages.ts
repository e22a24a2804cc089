/** Pages about risk. Those of one's own say so to who is not signed in; all others are open to everybody. */
export const riskPages = (symbol: string) =>
  [
    { path: "/portfolio", name: "Portfolio" },
    { path: "/calculators", name: "Calculators" },
    { path: "/compare", name: "Compare contracts" },
    { path: "/dollar", name: "Synthetic dollar" },
    { path: "/liquidations", name: "My liquidations" },
    { path: `/risk/${symbol}`, name: "Market" },
    { path: "/stats/leverage", name: "Leverage" },
    { path: "/rules", name: "Rules" },
  ] as const;
