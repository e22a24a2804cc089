import { Link, useRoute } from "wouter";
import { AccountMenu } from "../features/account/account-menu.tsx";
import { WalletBalance } from "../features/account/wallet-balance.tsx";
import { MarketsButton } from "../features/trade/instrument-strip.tsx";
import { LastPrice } from "../features/trade/last-price.tsx";
import { useLayout } from "../features/trade/use-layout.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { useIsSessionKnown, useIsSignedIn } from "../stores/session.ts";
import { useTerminal } from "../stores/terminal.ts";
import * as commonTexts from "../texts/common.ts";
import * as shellTexts from "../texts/shell.ts";
import { Button } from "../ui/button.tsx";
import { Logo } from "../ui/logo.tsx";
import styles from "./top-bar.module.css";
import { ViewMenu } from "./view-menu.tsx";

export function TopBar() {
  const layout = useLayout();
  return (
    <header className={styles.bar}>
      <Link href="/" className={styles.home} aria-label={shellTexts.home}>
        <Logo withName={layout !== "phone"} />
      </Link>
      {layout === "phone" ? <Contract /> : <Pages />}
      <div className={styles.end}>
        {layout === "phone" ? null : <WalletBalance />}
        <Identity />
      </div>
    </header>
  );
}

function Pages() {
  const { symbol } = useTerminal();
  const [isHome] = useRoute("/");
  const [isTrade] = useRoute("/trade/:symbol");
  const [isRisk] = useRoute(/^\/(calculators|compare|dollar|risk|portfolio|liquidations?|stats\/leverage|rules)(\/|$)/);
  const [isAccount] = useRoute(/^\/account(\/|$)/);
  return (
    <nav aria-label={shellTexts.mainNavigation} className={styles.pages}>
      <Link href={`/trade/${symbol}`} className={styles.page} aria-current={isHome || isTrade ? "page" : undefined}>
        {shellTexts.trade}
      </Link>
      <Link href="/calculators" className={styles.page} aria-current={isRisk ? "page" : undefined}>
        {commonTexts.risk}
      </Link>
      <Link href="/account" className={styles.page} aria-current={isAccount ? "page" : undefined}>
        {shellTexts.account}
      </Link>
    </nav>
  );
}

/** A small screen has no strip: the contract and its last price stand in the bar. */
function Contract() {
  return (
    <div className={styles.contract}>
      <h1 className={styles.symbol}>
        <MarketsButton />
      </h1>
      <LastPrice />
    </div>
  );
}

function Identity() {
  const isKnown = useIsSessionKnown();
  const isSignedIn = useIsSignedIn();
  // All of it at once: what stands beside is not pushed aside by who comes later.
  if (!isKnown) return null;
  return (
    <>
      <ViewMenu />
      {isSignedIn ? <AccountMenu /> : <SignButtons />}
    </>
  );
}

function SignButtons() {
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <>
      <Button kind="plain" onClick={() => show("signIn")}>
        {commonTexts.signIn}
      </Button>
      <Button size="small" onClick={() => show("signUp")}>
        {commonTexts.signUp}
      </Button>
    </>
  );
}
