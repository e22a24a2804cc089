import { useState } from "react";
import { useDialogs } from "../../stores/dialogs.ts";
import { Panel } from "../../ui/panel.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { AmendDialog } from "./amend-dialog.tsx";
import { BookPanel } from "./book/book-panel.tsx";
import { ChartPanel } from "./chart/chart-panel.tsx";
import { InstrumentStrip } from "./instrument-strip.tsx";
import { PhoneLayout } from "./phone-layout.tsx";
import { AccountPanel } from "./tables/account-panel.tsx";
import { Ticket } from "./ticket/ticket.tsx";
import { TicketSheet } from "./ticket/ticket-sheet.tsx";
import styles from "./trade-page.module.css";
import { TradesPanel } from "./trades/trades-panel.tsx";
import { useLayout } from "./use-layout.ts";

/** The trade screen. What is not on the screen is not there at all, so that nothing paints unseen. */
export function TradePage() {
  return (
    <>
      <Layout />
      <AmendDialog />
    </>
  );
}

function Layout() {
  const layout = useLayout();
  switch (layout) {
    case "desk":
      return <DeskLayout />;
    case "tablet":
      return <TabletLayout />;
    case "phone":
      return (
        <>
          <PhoneLayout />
          <PhoneSheet />
        </>
      );
  }
}

/** Book and trades, chart over tables, ticket. Between chart and tables there is a row for what comes there later. */
function DeskLayout() {
  return (
    <div className={styles.desk}>
      <InstrumentStrip />
      <div className={styles.columns}>
        <div className={styles.market}>
          <BookPanel />
          <TradesPanel />
        </div>
        <div className={styles.middle}>
          <ChartPanel />
          <AccountPanel />
        </div>
        <TicketPanel />
      </div>
    </div>
  );
}

type MarketTab = "chart" | "book" | "trades";

const MARKET_TABS: readonly { readonly value: MarketTab; readonly label: string }[] = [
  { value: "chart", label: "Chart" },
  { value: "book", label: "Book" },
  { value: "trades", label: "Trades" },
];

/** The book becomes a tab of the chart. */
function TabletLayout() {
  const [tab, setTab] = useState<MarketTab>("chart");
  return (
    <div className={styles.desk}>
      <InstrumentStrip />
      <div className={styles.pair}>
        <div className={styles.middle}>
          <Panel label="Market">
            <Tabs label="Market" tabs={MARKET_TABS} value={tab} onChange={setTab} className={styles.tabs}>
              <div className={styles.fill}>{tab === "chart" ? <ChartPanel /> : tab === "book" ? <BookPanel /> : <TradesPanel />}</div>
            </Tabs>
          </Panel>
          <AccountPanel />
        </div>
        <TicketPanel />
      </div>
    </div>
  );
}

function TicketPanel() {
  return (
    <Panel label="Order ticket" className={styles.ticket}>
      <Ticket />
    </Panel>
  );
}

function PhoneSheet() {
  const isOpen = useDialogs(({ open }) => open === "ticket");
  return isOpen ? <TicketSheet /> : null;
}
