import { Ellipsis } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Side } from "../../../bff/contract/vocabulary.ts";
import { useAccount } from "../../stores/account.ts";
import { useDialogs } from "../../stores/dialogs.ts";
import { useDraftOrder } from "../../stores/draft-order.ts";
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
    { value: "chart", label: "Chart" },
    { value: "book", label: "Book" },
    { value: "trades", label: "Trades" },
    { value: "risk", label: "Risk" },
    { value: "account", label: "Positions", count: held === 0 ? undefined : held },
  ];
  const type = (side: Side) => {
    useDraftOrder.getState().change({ side });
    show("ticket");
  };
  return (
    <div className={styles.phone}>
      <FigureRow />
      <Tabs label="Market and account" tabs={tabs} value={tab} onChange={setTab} className={styles.tabs}>
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
          Buy / long
        </Button>
        <Button kind="sell" size="tall" onClick={() => type("Sell")}>
          Sell / short
        </Button>
        <Button size="tall" aria-label="More" aria-haspopup="dialog" className={styles.more} onClick={() => show("more")}>
          <Ellipsis size={18} strokeWidth={1.5} aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}
