import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Link, Redirect, Route, Switch } from "wouter";
import { SignInDialog } from "../features/account/sign-in-dialog.tsx";
import { SignUpDialog } from "../features/account/sign-up-dialog.tsx";
import { type RiskSlot, TradePage } from "../features/trade/trade-page.tsx";
import { useLayout } from "../features/trade/use-layout.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { type Terminal, TerminalContext } from "../stores/terminal.ts";
import text from "../ui/text.module.css";
import { AboutDialog } from "./about-dialog.tsx";
import styles from "./app.module.css";
import { FeedsDialog } from "./feeds-dialog.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { NoticeList } from "./notice-list.tsx";
import { PaletteDialog } from "./palette-dialog.tsx";
import { StatusBar } from "./status-bar.tsx";
import { TopBar } from "./top-bar.tsx";
import { useHotkeys } from "./use-hotkeys.ts";

/** Risk comes after the first page: the screen can be traded on before its curve is there. */
const RiskPanel = lazy(() => import("../features/risk/risk-panel.tsx").then((module) => ({ default: module.RiskPanel })));

const CalculatorsPage = lazy(() => import("../features/risk/calculators-page.tsx").then((module) => ({ default: module.CalculatorsPage })));
const ComparePage = lazy(() => import("../features/risk/compare-page.tsx").then((module) => ({ default: module.ComparePage })));
const DollarPage = lazy(() => import("../features/risk/dollar-page.tsx").then((module) => ({ default: module.DollarPage })));

const drawRisk: RiskSlot = (state) => (
  <Suspense fallback={<section aria-label="Risk" className={styles.later} />}>
    <RiskPanel {...state} />
  </Suspense>
);

interface AppProps {
  readonly terminal: Terminal;
  readonly queries: QueryClient;
}

export function App({ terminal, queries }: AppProps) {
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
              <Route path="/trade/:symbol">
                {({ symbol }) => (symbol === terminal.symbol ? <TradePage risk={drawRisk} /> : <NotFound what={`a contract ${symbol}`} />)}
              </Route>
              <Route path="/calculators">
                <Suspense fallback={null}>
                  <CalculatorsPage />
                </Suspense>
              </Route>
              <Route path="/compare">
                <Suspense fallback={null}>
                  <ComparePage />
                </Suspense>
              </Route>
              <Route path="/dollar">
                <Suspense fallback={null}>
                  <DollarPage />
                </Suspense>
              </Route>
              <Route>
                <NotFound what="this page" />
              </Route>
            </Switch>
          </main>
          {layout === "phone" ? null : <StatusBar />}
        </div>
        <Dialogs />
        <NoticeList />
      </TerminalContext>
    </QueryClientProvider>
  );
}

function Dialogs() {
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
