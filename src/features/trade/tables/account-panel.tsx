import { useState } from "react";
import { readAllFills, readAllOrders, readAllTransactions } from "../../../rest/read-all.ts";
import { useAccount } from "../../../stores/account.ts";
import { useDialogs } from "../../../stores/dialogs.ts";
import { useIsSessionKnown, useIsSignedIn } from "../../../stores/session.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Panel } from "../../../ui/panel.tsx";
import table from "../../../ui/table.module.css";
import { type Tab, Tabs } from "../../../ui/tabs.tsx";
import text from "../../../ui/text.module.css";
import { StaleLabel } from "../stale-label.tsx";
import { useAge } from "../use-age.ts";
import styles from "./account-panel.module.css";
import { BalanceTable } from "./balance-table.tsx";
import { CancelAll } from "./cancel-all.tsx";
import { CancelChosen } from "./cancel-chosen.tsx";
import { CloseAll } from "./close-all.tsx";
import { ColumnMenu } from "./column-menu.tsx";
import { ExportRows } from "./export-rows.tsx";
import { FillsTable } from "./fills-table.tsx";
import { HistoryTable } from "./history-table.tsx";
import { isWaiting, OrdersTable } from "./orders-table.tsx";
import { PositionsTable } from "./positions-table.tsx";
import { WalletTable } from "./wallet-table.tsx";

export type AccountTab = "positions" | "orders" | "stops" | "fills" | "history" | "wallet" | "balance";

/** Whichever stream a tab's rows come by, for the age of them. */
const TABLE_OF: Readonly<Record<AccountTab, string>> = {
  positions: "position",
  orders: "order",
  stops: "order",
  fills: "execution",
  history: "order",
  wallet: "margin",
  balance: "margin",
};

/** What the account has and had: positions, orders, fills, coins. */
export function AccountPanel() {
  const [tab, setTab] = useState<AccountTab>("positions");
  const isSignedIn = useIsSignedIn();
  const isKnown = useIsSessionKnown();
  const isStale = useAge(TABLE_OF[tab]).staleMs !== null;
  const positions = useAccount((account) => account.positions.filter(({ isOpen }) => isOpen).length);
  const orders = useAccount((account) => account.orders.length);
  const stops = useAccount((account) => account.orders.filter(isWaiting).length);
  const count = (rows: number) => (rows === 0 ? undefined : rows);
  const tabs: readonly Tab<AccountTab>[] = [
    { value: "positions", label: tablesTexts.positions, count: count(positions) },
    { value: "orders", label: tablesTexts.orders, count: count(orders - stops) },
    { value: "stops", label: tablesTexts.stops, count: count(stops) },
    { value: "fills", label: tablesTexts.fills },
    { value: "history", label: tablesTexts.history },
    { value: "wallet", label: tablesTexts.walletHistory },
    { value: "balance", label: tablesTexts.balance },
  ];
  return (
    <Panel label={tablesTexts.label}>
      <Tabs
        label={tablesTexts.label}
        tabs={tabs}
        value={tab}
        onChange={setTab}
        className={styles.tabs}
        end={
          isSignedIn ? (
            <>
              <StaleLabel name="Account" table={TABLE_OF[tab]} saysSince />
              <TabActions tab={tab} positions={positions} orders={orders} />
            </>
          ) : null
        }
      >
        {isSignedIn ? (
          <div className={classNames(styles.content, isStale && styles.stale)}>
            <AccountTable tab={tab} />
          </div>
        ) : isKnown ? (
          <SignedOut />
        ) : null}
      </Tabs>
    </Panel>
  );
}

interface TabActionsProps {
  readonly tab: AccountTab;
  readonly positions: number;
  readonly orders: number;
}

/** What can be done with all rows of a tab. Taking every order out of the book is in reach from positions too. */
function TabActions({ tab, positions, orders }: TabActionsProps) {
  switch (tab) {
    case "positions":
      return (
        <>
          {positions === 0 ? null : <CloseAll />}
          {orders === 0 ? null : <CancelAll />}
          <ColumnMenu table="positions" />
          <ExportRows what={tablesTexts.positionsInSentence} read={openPositions} />
        </>
      );
    case "orders":
    case "stops":
      return (
        <>
          <CancelChosen />
          {orders === 0 ? null : <CancelAll />}
          <ColumnMenu table={tab} />
          <ExportRows
            what={tab === "orders" ? tablesTexts.ordersInSentence : tablesTexts.stopsInSentence}
            read={tab === "orders" ? openOrders : openStops}
          />
        </>
      );
    case "fills":
      return (
        <>
          <ColumnMenu table="fills" />
          <ExportRows what={tablesTexts.fillsInSentence} read={readAllFills} />
        </>
      );
    case "history":
      return (
        <>
          <ColumnMenu table="history" />
          <ExportRows what={tablesTexts.historyInSentence} read={readAllOrders} />
        </>
      );
    case "wallet":
      return (
        <>
          <ColumnMenu table="wallet" />
          <ExportRows what={tablesTexts.walletInSentence} read={readAllTransactions} />
        </>
      );
    case "balance":
      return null;
  }
}

/** What is there already needs no reading. */
const here = <T,>(rows: readonly T[]) => Promise.resolve({ rows, isWhole: true });
const openPositions = () => here(useAccount.getState().positions.filter(({ isOpen }) => isOpen));
const openOrders = () => here(useAccount.getState().orders.filter((order) => !isWaiting(order)));
const openStops = () => here(useAccount.getState().orders.filter(isWaiting));

function AccountTable({ tab }: { readonly tab: AccountTab }) {
  switch (tab) {
    case "positions":
      return <PositionsTable />;
    case "orders":
    case "stops":
      return <OrdersTable key={tab} which={tab} />;
    case "fills":
      return <FillsTable />;
    case "history":
      return <HistoryTable />;
    case "wallet":
      return <WalletTable />;
    case "balance":
      return <BalanceTable />;
  }
}

function SignedOut() {
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <p className={table.empty}>
      {tablesTexts.signUpToSee(
        <button type="button" className={text.link} onClick={() => show("signUp")}>
          {commonTexts.signUp}
        </button>,
      )}
    </p>
  );
}
