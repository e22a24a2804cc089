import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { useDialogs } from "../../stores/dialogs.ts";
import * as commonTexts from "../../texts/common.ts";
import * as tradeTexts from "../../texts/trade.ts";
import { Panel } from "../../ui/panel.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { AmendDialog } from "./amend-dialog.tsx";
import { BookPanel } from "./book/book-panel.tsx";
import { ChartPanel } from "./chart/chart-panel.tsx";
import { importDesk } from "./early-chunks.ts";
import { InstrumentStrip } from "./instrument-strip.tsx";
import { PhoneLayout } from "./phone-layout.tsx";
import { AccountPanel } from "./tables/account-panel.tsx";
import { Ticket } from "./ticket/ticket.tsx";
import { TicketSheet } from "./ticket/ticket-sheet.tsx";
import styles from "./trade-page.module.css";
import { TradesPanel } from "./trades/trades-panel.tsx";
import { useLayout } from "./use-layout.ts";
import { type PreviewState, useOrderPreview } from "./use-order-preview.ts";

import { DeskShell } from "./workspace/desk-shell.tsx";
import { WorkspaceMenu } from "./workspace/workspace-menu.tsx";

/** Panels that move come by a chunk of their own, asked for at once: a phone does without it. */
const Desk = lazy(async () => ({ default: (await importDesk()).Desk }));

/** Draws what the typed order would risk; it comes from another feature, and the app hands it in. */
export type RiskSlot = (state: PreviewState) => ReactNode;

/** The trade screen. What is not on the screen is not there at all, so that nothing paints unseen. */
export function TradePage({ risk, riskLater }: { readonly risk: RiskSlot; readonly riskLater: ReactNode }) {
  return (
    <>
      <Layout risk={risk} riskLater={riskLater} />
      <AmendDialog />
    </>
  );
}

function Layout({ risk, riskLater }: { readonly risk: RiskSlot; readonly riskLater: ReactNode }) {
  const layout = useLayout();
  const riskPanel = useMemo(() => <RiskOfDraft risk={risk} />, [risk]);
  switch (layout) {
    case "desk":
      return <DeskLayout risk={riskPanel} later={riskLater} />;
    case "tablet":
      return <TabletLayout risk={riskPanel} />;
    case "phone":
      return (
        <>
          <PhoneLayout risk={riskPanel} />
          <PhoneSheet />
        </>
      );
  }
}

function RiskOfDraft({ risk }: { readonly risk: RiskSlot }) {
  return risk(useOrderPreview());
}

interface LayoutProps {
  readonly risk: ReactNode;
}

/** All panels, arranged as somebody likes them. */
function DeskLayout({ risk, later }: LayoutProps & { readonly later: ReactNode }) {
  const panels = useMemo(
    () => ({
      book: <BookPanel />,
      trades: <TradesPanel />,
      chart: <ChartPanel />,
      risk,
      account: <AccountPanel />,
      ticket: <TicketPanel />,
    }),
    [risk],
  );
  return (
    <div className={styles.desk}>
      <InstrumentStrip end={<WorkspaceMenu />} />
      <Suspense fallback={<DeskShell risk={later} />}>
        <Desk panels={panels} />
      </Suspense>
    </div>
  );
}

type MarketTab = "chart" | "book" | "trades" | "risk";

const MARKET_TABS: readonly { readonly value: MarketTab; readonly label: string }[] = [
  { value: "chart", label: commonTexts.chart },
  { value: "book", label: commonTexts.book },
  { value: "trades", label: commonTexts.trades },
  { value: "risk", label: commonTexts.risk },
];

/** Book and risk become tabs of the chart. */
function TabletLayout({ risk }: LayoutProps) {
  const [tab, setTab] = useState<MarketTab>("chart");
  return (
    <div className={styles.desk}>
      <InstrumentStrip />
      <div className={styles.pair}>
        <div className={styles.middle}>
          <Panel label={tradeTexts.market}>
            <Tabs label={tradeTexts.market} tabs={MARKET_TABS} value={tab} onChange={setTab} className={styles.tabs}>
              <div className={styles.fill}>
                {tab === "chart" ? <ChartPanel /> : tab === "book" ? <BookPanel /> : tab === "trades" ? <TradesPanel /> : risk}
              </div>
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
    <Panel label={tradeTexts.ticket} className={styles.ticket}>
      <Ticket />
    </Panel>
  );
}

function PhoneSheet() {
  const isOpen = useDialogs(({ open }) => open === "ticket");
  return isOpen ? <TicketSheet /> : null;
}
