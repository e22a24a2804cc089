/** Pages about risk, each open to everybody. */
export const RISK_PAGES = [
  { path: "/calculators", name: "Calculators" },
  { path: "/compare", name: "Compare contracts" },
  { path: "/dollar", name: "Synthetic dollar" },
] as const;
