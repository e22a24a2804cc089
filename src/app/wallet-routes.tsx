import { lazy, Suspense } from "react";
import { Redirect, Route } from "wouter";

/** Pages about keys and coins, each a chunk of its own: nothing of them is read before they are opened. */
const KeysPage = lazy(() => import("../features/wallet/keys-page.tsx").then((module) => ({ default: module.KeysPage })));
const WalletPage = lazy(() => import("../features/wallet/wallet-page.tsx").then((module) => ({ default: module.WalletPage })));
const WithdrawalPage = lazy(() => import("../features/wallet/withdrawal-page.tsx").then((module) => ({ default: module.WithdrawalPage })));

const SecurityPage = lazy(() => import("../features/wallet/security-page.tsx").then((module) => ({ default: module.SecurityPage })));
const StartPage = lazy(() => import("../features/wallet/start-page.tsx").then((module) => ({ default: module.StartPage })));
const OutboxPage = lazy(() => import("../features/wallet/outbox-page.tsx").then((module) => ({ default: module.OutboxPage })));
const LinkPage = lazy(() => import("../features/wallet/link-page.tsx").then((module) => ({ default: module.LinkPage })));

/** Of an address that names no page of the account. */
const Account = () => <Redirect to="/account/security" replace />;

/** Routes of these pages, for the app's switch. */
export const WALLET_ROUTES = [
  { path: "/account/keys", Page: KeysPage },
  { path: "/account/wallet", Page: WalletPage },
  { path: "/withdrawal", Page: WithdrawalPage },
  { path: "/account", Page: Account },
  { path: "/account/security", Page: SecurityPage },
  { path: "/account/start", Page: StartPage },
  { path: "/outbox", Page: OutboxPage },
  ...[
    "/verify",
    "/approve",
    "/reset",
    "/recover",
    "/freeze",
    "/cancel-change",
    "/cancel-recovery",
    "/confirm-email",
    "/undo-email",
    "/undo-password",
    "/end-key",
  ].map((path) => ({
    path,
    Page: LinkPage,
  })),
].map(({ path, Page }) => (
  <Route key={path} path={path}>
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  </Route>
));
