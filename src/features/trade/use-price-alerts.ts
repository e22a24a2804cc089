import { useEffect } from "react";
import { dueAlerts } from "../../market/drawings.ts";
import { figure } from "../../market/figures.ts";
import { removeAlert } from "../../stores/drawings.ts";
import { useNotices } from "../../stores/notices.ts";
import { usePreferences } from "../../stores/preferences.ts";
import { useTerminal } from "../../stores/terminal.ts";
import * as alertsTexts from "../../texts/alerts.ts";

/** Tells when a price comes to where somebody wanted to be told, of every contract, once each. */
export function usePriceAlerts(): void {
  const { markets, contracts } = useTerminal();
  useEffect(() => {
    const look = () => {
      const { priceAlerts } = usePreferences.getState();
      for (const { symbol, lastPrice } of markets.get()) {
        for (const { id, price } of dueAlerts(priceAlerts[symbol], lastPrice)) {
          const decimals = contracts.get().get(symbol)?.priceDecimals ?? 1;
          removeAlert(symbol, id);
          useNotices.getState().tell(alertsTexts.priceReached(symbol, figure(lastPrice, decimals), figure(price, decimals)));
        }
      }
    };
    look();
    return markets.subscribe(look);
  }, [markets, contracts]);
}
