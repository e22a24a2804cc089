import { askForPanels } from "../features/trade/early-chunks.ts";

/** Risk comes after the first page: the screen can be traded on before its curve is there. */
export const importRiskPanel = () => import("../features/risk/risk-panel.tsx");

/** Where the trade screen is the first to be shown, its parts are asked for at once. */
export function askEarly(): void {
  if (!/^\/(trade\/|$)/.test(location.pathname)) return;
  // Who draws them asks again, and says what failed.
  void Promise.allSettled([...askForPanels(), importRiskPanel()]);
}
