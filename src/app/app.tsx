import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { Link, Redirect, Route, Switch } from "wouter";
import { SignInDialog } from "../features/account/sign-in-dialog.tsx";
import { SignUpDialog } from "../features/account/sign-up-dialog.tsx";
import { type RiskSlot, TradePage } from "../features/trade/trade-page.tsx";
import { useLayout } from "../features/trade/use-layout.ts";
import type { Published } from "../market/published.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { usePreferences } from "../stores/preferences.ts";
import { type Terminal, TerminalContext, usePublished, useTerminal } from "../stores/terminal.ts";
import text from "../ui/text.module.css";
import { AboutDialog } from "./about-dialog.tsx";
import styles from "./app.module.css";
import { CloseDialog } from "./close-dialog.tsx";
import { DialogBoundary } from "./dialog-boundary.tsx";
import { FeedsDialog } from "./feeds-dialog.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { NoticeList } from "./notice-list.tsx";
import { PaletteDialog } from "./palette-dialog.tsx";
import { RISK_ROUTES } from "./risk-routes.tsx";
import { StatusBar } from "./status-bar.tsx";
import { TopBar } from "./top-bar.tsx";
import { useHotkeys } from "./use-hotkeys.ts";
import { WALLET_ROUTES } from "./wallet-routes.tsx";
import { WorkspaceDialog } from "./workspace-dialog.tsx";

/** Risk comes after the first page: the screen can be traded on before its curve is there. */
const RiskPanel = lazy(() => import("../features/risk/risk-panel.tsx").then((module) => ({ default: module.RiskPanel })));

const MarketsDialog = lazy(() => import("../features/markets/markets-dialog.tsx").then((module) => ({ default: module.MarketsDialog })));
const AlertsDialog = lazy(() => import("./alerts-dialog.tsx").then((module) => ({ default: module.AlertsDialog })));
const MoreDialog = lazy(() => import("./more-dialog.tsx").then((module) => ({ default: module.MoreDialog })));
const LocaleDialog = lazy(() => import("./locale-dialog.tsx").then((module) => ({ default: module.LocaleDialog })));
const CallsDialog = lazy(() => import("./calls-dialog.tsx").then((module) => ({ default: module.CallsDialog })));
const TermsDialog = lazy(() => import("../features/markets/terms-dialog.tsx").then((module) => ({ default: module.TermsDialog })));

const drawRisk: RiskSlot = (state) => (
  <Suspense fallback={<section aria-label="Risk" className={styles.later} />}>
    <RiskPanel {...state} />
  </Suspense>
);

interface AppProps {
  /** The terminal of the contract that is looked at. */
  readonly shown: Published<Terminal>;
  /** Turns it to another contract. */
  readonly show: (symbol: string) => void;
  readonly queries: QueryClient;
}

export function App({ shown, show, queries }: AppProps) {
  const terminal = usePublished(shown);
  const layout = useLayout();
  useHotkeys(terminal.symbol);
  return (
    <QueryClientProvider client={queries}>
      <TerminalContext value={terminal}>
        <div className={styles.shell}>
          <TopBar />
          <main className={styles.page} tabIndex={-1}>
            <Switch>
              <Route path="/">
                <Redirect to={`/trade/${terminal.symbol}`} replace />
              </Route>
              <Route path="/trade/:symbol">{({ symbol }) => <Trade symbol={symbol} show={show} />}</Route>
              {RISK_ROUTES}
              {WALLET_ROUTES}
              <Route>
                <NotFound what="this page" />
              </Route>
            </Switch>
          </main>
          {layout === "phone" ? null : <StatusBar />}
        </div>
        <DialogBoundary>
          <Dialogs isNarrow={layout === "phone"} />
        </DialogBoundary>
        <NoticeList />
      </TerminalContext>
    </QueryClientProvider>
  );
}

interface TradeProps {
  readonly symbol: string;
  readonly show: (symbol: string) => void;
}

/** The trade screen of the contract that the address names. All of it is made anew for another contract: nothing of one shows in the other. */
function Trade({ symbol, show }: TradeProps) {
  const terminal = useTerminal();
  const contracts = usePublished(terminal.contracts);
  const isKnown = contracts.has(symbol);
  const isNothing = contracts.size > 0 && !isKnown;
  const [fallback] = contracts.keys();
  useEffect(() => {
    if (!isNothing) {
      show(symbol);
      if (isKnown) usePreferences.getState().set({ lastContract: symbol });
    } else if (fallback !== undefined && !contracts.has(terminal.symbol)) show(fallback);
  }, [symbol, show, isNothing, isKnown, fallback, contracts, terminal]);
  if (isNothing) return <NotFound what={`a contract ${symbol}`} />;
  return symbol === terminal.symbol ? <TradePage key={symbol} risk={drawRisk} /> : null;
}

function Dialogs({ isNarrow }: { readonly isNarrow: boolean }) {
  const open = useDialogs((dialogs) => dialogs.open);
  switch (open) {
    case "signUp":
      return <SignUpDialog />;
    case "signIn":
      return <SignInDialog />;
    case "about":
      return <AboutDialog />;
    case "feeds":
      return <FeedsDialog />;
    case "palette":
      return <PaletteDialog />;
    case "keys":
      return <KeysDialog />;
    case "close":
      return <CloseDialog />;
    case "alerts":
      return (
        <Suspense fallback={null}>
          <AlertsDialog />
        </Suspense>
      );
    case "more":
      return (
        <Suspense fallback={null}>
          <MoreDialog />
        </Suspense>
      );
    case "locale":
      return (
        <Suspense fallback={null}>
          <LocaleDialog />
        </Suspense>
      );
    case "calls":
      return (
        <Suspense fallback={null}>
          <CallsDialog />
        </Suspense>
      );
    case "workspace":
      return <WorkspaceDialog />;
    case "markets":
      return (
        <Suspense fallback={null}>
          <MarketsDialog isNarrow={isNarrow} />
        </Suspense>
      );
    case "terms":
      return (
        <Suspense fallback={null}>
          <TermsDialog isNarrow={isNarrow} />
        </Suspense>
      );
    default:
      return null;
  }
}

function NotFound({ what }: { readonly what: string }) {
  return (
    <div className={styles.missing}>
      <h1 className={styles.title}>There is no such thing as {what}</h1>
      <p className={text.second}>
        <Link href="/" className={text.link}>
          Go to the trade screen
        </Link>
      </p>
    </div>
  );
}
