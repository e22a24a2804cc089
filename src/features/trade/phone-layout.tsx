import { Ellipsis } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Side } from "../../../bff/contract/vocabulary.ts";
import { useAccount } from "../../stores/account.ts";
import { useDialogs } from "../../stores/dialogs.ts";
import { useDraftOrder } from "../../stores/draft-order.ts";
import * as commonTexts from "../../texts/common.ts";
import * as ticketTexts from "../../texts/ticket.ts";
import * as tradeTexts from "../../texts/trade.ts";
import { Button } from "../../ui/button.tsx";
import { type Tab, Tabs } from "../../ui/tabs.tsx";
import { BookPanel } from "./book/book-panel.tsx";
import { ChartPanel } from "./chart/chart-panel.tsx";
import { FigureRow } from "./instrument-strip.tsx";
import styles from "./phone-layout.module.css";
import { AccountPanel } from "./tables/account-panel.tsx";
import { TouchRows } from "./touch-rows.tsx";
import { TradesPanel } from "./trades/trades-panel.tsx";

type PhoneTab = "chart" | "book" | "trades" | "risk" | "account";

/** A small screen: one thing at a time, and the two sides always in reach of the thumb. */
export function PhoneLayout({ risk }: { readonly risk: ReactNode }) {
  const [tab, setTab] = useState<PhoneTab>("chart");
  const show = useDialogs((dialogs) => dialogs.show);
  const held = useAccount(({ positions }) => positions.filter(({ isOpen }) => isOpen).length);
  const tabs: readonly Tab<PhoneTab>[] = [
    { value: "chart", label: commonTexts.chart },
    { value: "book", label: commonTexts.book },
    { value: "trades", label: commonTexts.trades },
    { value: "risk", label: commonTexts.risk },
    { value: "account", label: tradeTexts.positions, count: held === 0 ? undefined : held },
  ];
  const type = (side: Side) => {
    useDraftOrder.getState().change({ side });
    show("ticket");
  };
  return (
    <div className={styles.phone}>
      <FigureRow />
      <Tabs label={tradeTexts.tabsLabel} tabs={tabs} value={tab} onChange={setTab} className={styles.tabs}>
        <div className={styles.content}>
          {tab === "chart" ? (
            <>
              <ChartPanel />
              <TouchRows />
            </>
          ) : tab === "book" ? (
            <BookPanel />
          ) : tab === "trades" ? (
            <TradesPanel />
          ) : tab === "risk" ? (
            risk
          ) : (
            <AccountPanel />
          )}
        </div>
      </Tabs>
      <div className={styles.sides}>
        <Button kind="buy" size="tall" onClick={() => type("Buy")}>
          {ticketTexts.buyLong}
        </Button>
        <Button kind="sell" size="tall" onClick={() => type("Sell")}>
          {ticketTexts.sellShort}
        </Button>
        <Button size="tall" aria-label={tradeTexts.more} aria-haspopup="dialog" className={styles.more} onClick={() => show("more")}>
          <Ellipsis size={18} strokeWidth={1.5} aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}
