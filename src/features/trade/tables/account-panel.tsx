import { useState } from "react";
import { useAccount } from "../../../stores/account.ts";
import { useDialogs } from "../../../stores/dialogs.ts";
import { useIsSessionKnown, useIsSignedIn } from "../../../stores/session.ts";
import { Panel } from "../../../ui/panel.tsx";
import table from "../../../ui/table.module.css";
import { type Tab, Tabs } from "../../../ui/tabs.tsx";
import text from "../../../ui/text.module.css";
import { StaleLabel } from "../stale-label.tsx";
import styles from "./account-panel.module.css";
import { BalanceTable } from "./balance-table.tsx";
import { CancelAll } from "./cancel-all.tsx";
import { FillsTable } from "./fills-table.tsx";
import { OrdersTable } from "./orders-table.tsx";
import { PositionsTable } from "./positions-table.tsx";

export type AccountTab = "positions" | "orders" | "fills" | "balance";

/** Whichever stream a tab's rows come by, for the age of them. */
const TABLE_OF: Readonly<Record<AccountTab, string>> = { positions: "position", orders: "order", fills: "execution", balance: "margin" };

/** What the account has: positions, open orders, fills, balance. */
export function AccountPanel() {
  const [tab, setTab] = useState<AccountTab>("positions");
  const isSignedIn = useIsSignedIn();
  const isKnown = useIsSessionKnown();
  const positions = useAccount((account) => account.positions.filter(({ isOpen }) => isOpen).length);
  const orders = useAccount((account) => account.orders.length);
  const count = (rows: number) => (rows === 0 ? undefined : rows);
  const tabs: readonly Tab<AccountTab>[] = [
    { value: "positions", label: "Positions", count: count(positions) },
    { value: "orders", label: "Orders", count: count(orders) },
    { value: "fills", label: "Fills" },
    { value: "balance", label: "Balance" },
  ];
  return (
    <Panel label="Your account">
      <Tabs
        label="Your account"
        tabs={tabs}
        value={tab}
        onChange={setTab}
        className={styles.tabs}
        end={
          isSignedIn ? (
            <>
              <StaleLabel name="Account" table={TABLE_OF[tab]} />
              {orders === 0 ? null : <CancelAll />}
            </>
          ) : null
        }
      >
        {isSignedIn ? <AccountTable tab={tab} /> : isKnown ? <SignedOut /> : null}
      </Tabs>
    </Panel>
  );
}

function AccountTable({ tab }: { readonly tab: AccountTab }) {
  switch (tab) {
    case "positions":
      return <PositionsTable />;
    case "orders":
      return <OrdersTable />;
    case "fills":
      return <FillsTable />;
    case "balance":
      return <BalanceTable />;
  }
}

function SignedOut() {
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <p className={table.empty}>
      Your positions, orders, fills and balance appear here.{" "}
      <button type="button" className={text.link} onClick={() => show("signUp")}>
        Sign up
      </button>
    </p>
  );
}
