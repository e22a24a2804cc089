import { Link, useRoute } from "wouter";
import { AccountMenu } from "../features/account/account-menu.tsx";
import { WalletBalance } from "../features/account/wallet-balance.tsx";
import { MarketsButton } from "../features/trade/instrument-strip.tsx";
import { LastPrice } from "../features/trade/last-price.tsx";
import { useLayout } from "../features/trade/use-layout.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { useIsSessionKnown, useIsSignedIn } from "../stores/session.ts";
import { useTerminal } from "../stores/terminal.ts";
import { Button } from "../ui/button.tsx";
import { Logo } from "../ui/logo.tsx";
import styles from "./top-bar.module.css";
import { ViewMenu } from "./view-menu.tsx";

export function TopBar() {
  const layout = useLayout();
  return (
    <header className={styles.bar}>
      <Link href="/" className={styles.home} aria-label="Fairmark, home">
        <Logo withName={layout !== "phone"} />
      </Link>
      {layout === "phone" ? <Contract /> : <Pages />}
      <div className={styles.end}>
        {layout === "phone" ? null : <WalletBalance />}
        <ViewMenu />
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
  const [isWallet] = useRoute(/^\/account(\/|$)/);
  return (
    <nav aria-label="Main" className={styles.pages}>
      <Link href={`/trade/${symbol}`} className={styles.page} aria-current={isHome || isTrade ? "page" : undefined}>
        Trade
      </Link>
      <Link href="/calculators" className={styles.page} aria-current={isRisk ? "page" : undefined}>
        Risk
      </Link>
      <Link href="/account/wallet" className={styles.page} aria-current={isWallet ? "page" : undefined}>
        Wallet
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
  const show = useDialogs((dialogs) => dialogs.show);
  if (!isKnown) return <span className={styles.room} />;
  if (isSignedIn) return <AccountMenu />;
  return (
    <>
      <Button kind="plain" onClick={() => show("signIn")}>
        Sign in
      </Button>
      <Button size="small" onClick={() => show("signUp")}>
        Sign up
      </Button>
    </>
  );
}
