import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { Link, Redirect, Route, Switch } from "wouter";
import { AnnouncementBar } from "../features/status/announcement-bar.tsx";
import { type RiskSlot, TradePage } from "../features/trade/trade-page.tsx";
import { useBracketKeeper } from "../features/trade/use-bracket-keeper.ts";
import { useLayout } from "../features/trade/use-layout.ts";
import { usePriceAlerts } from "../features/trade/use-price-alerts.ts";
import type { Published } from "../market/published.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { usePreferences } from "../stores/preferences.ts";
import { type Terminal, TerminalContext, usePublished, useTerminal } from "../stores/terminal.ts";
import * as shellTexts from "../texts/shell.ts";
import text from "../ui/text.module.css";
import styles from "./app.module.css";
import { importRiskPanel } from "./ask-early.ts";
import { CloseDialog } from "./close-dialog.tsx";
import { DialogBoundary } from "./dialog-boundary.tsx";
import { Leaving } from "./leaving.tsx";
import { NoticeList } from "./notice-list.tsx";
import { PaletteDialog } from "./palette-dialog.tsx";
import { RiskLater } from "./risk-later.tsx";
import { RISK_ROUTES } from "./risk-routes.tsx";
import { StatusBar } from "./status-bar.tsx";
import { TopBar } from "./top-bar.tsx";
import { useHotkeys } from "./use-hotkeys.ts";
import { WALLET_ROUTES } from "./wallet-routes.tsx";

const RiskPanel = lazy(() => importRiskPanel().then((module) => ({ default: module.RiskPanel })));

const SignInDialog = lazy(() => import("../features/account/sign-in-dialog.tsx").then((module) => ({ default: module.SignInDialog })));
const SignUpDialog = lazy(() => import("../features/account/sign-up-dialog.tsx").then((module) => ({ default: module.SignUpDialog })));
const MarketsDialog = lazy(() => import("../features/markets/markets-dialog.tsx").then((module) => ({ default: module.MarketsDialog })));
const AlertsDialog = lazy(() => import("./alerts-dialog.tsx").then((module) => ({ default: module.AlertsDialog })));
const MoreDialog = lazy(() => import("./more-dialog.tsx").then((module) => ({ default: module.MoreDialog })));
const LocaleDialog = lazy(() => import("./locale-dialog.tsx").then((module) => ({ default: module.LocaleDialog })));
const CallsDialog = lazy(() => import("./calls-dialog.tsx").then((module) => ({ default: module.CallsDialog })));
const AboutDialog = lazy(() => import("./about-dialog.tsx").then((module) => ({ default: module.AboutDialog })));
const FeedsDialog = lazy(() => import("./feeds-dialog.tsx").then((module) => ({ default: module.FeedsDialog })));
const KeysDialog = lazy(() => import("./keys-dialog.tsx").then((module) => ({ default: module.KeysDialog })));
const WorkspaceDialog = lazy(() => import("./workspace-dialog.tsx").then((module) => ({ default: module.WorkspaceDialog })));
const TermsDialog = lazy(() => import("../features/markets/terms-dialog.tsx").then((module) => ({ default: module.TermsDialog })));

const drawRisk: RiskSlot = (state) => (
  <Suspense fallback={<RiskLater />}>
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
        <Keepers />
        <div className={styles.shell}>
          <TopBar />
          <AnnouncementBar />
          <main className={styles.page} tabIndex={-1}>
            <Switch>
              <Route path="/">
                <Redirect to={`/trade/${terminal.symbol}`} replace />
              </Route>
              <Route path="/trade/:symbol">{({ symbol }) => <Trade symbol={symbol} show={show} />}</Route>
              {RISK_ROUTES}
              {WALLET_ROUTES}
              <Route>
                <NotFound what={shellTexts.thisPage} />
              </Route>
            </Switch>
          </main>
          {layout === "phone" ? null : <StatusBar />}
        </div>
        <DialogBoundary>
          <Suspense fallback={null}>
            <Dialogs isNarrow={layout === "phone"} />
          </Suspense>
          <Leaving />
        </DialogBoundary>
        <NoticeList />
      </TerminalContext>
    </QueryClientProvider>
  );
}

/** What is kept and told on every page, for as long as the terminal is open. */
function Keepers() {
  useBracketKeeper();
  usePriceAlerts();
  return null;
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
  if (isNothing) return <NotFound what={shellTexts.aContract(symbol)} />;
  return symbol === terminal.symbol ? <TradePage key={symbol} risk={drawRisk} riskLater={<RiskLater />} /> : null;
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
      return <AlertsDialog />;
    case "more":
      return <MoreDialog />;
    case "locale":
      return <LocaleDialog />;
    case "calls":
      return <CallsDialog />;
    case "workspace":
      return <WorkspaceDialog />;
    case "markets":
      return <MarketsDialog isNarrow={isNarrow} />;
    case "terms":
      return <TermsDialog isNarrow={isNarrow} />;
    default:
      return null;
  }
}

function NotFound({ what }: { readonly what: string }) {
  return (
    <div className={styles.missing}>
      <h1 className={styles.title}>{shellTexts.notFound(what)}</h1>
      <p className={text.second}>
        <Link href="/" className={text.link}>
          {shellTexts.goToTrade}
        </Link>
      </p>
    </div>
  );
}
