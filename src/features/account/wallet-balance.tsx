import { Link } from "wouter";
import { coins } from "../../market/figures.ts";
import { useAccount } from "../../stores/account.ts";
import * as accountMenuTexts from "../../texts/account-menu.ts";
import text from "../../ui/text.module.css";
import styles from "./account.module.css";

/** What the account owns, in the top bar, with the way to where it came from. */
export function WalletBalance() {
  const balance = useAccount(({ margin }) => margin?.walletBalance ?? null);
  if (balance === null) return null;
  return (
    <Link href="/account/wallet" className={styles.balance}>
      <span className={text.label}>{accountMenuTexts.wallet}</span> <span className={text.figure}>{coins(balance)}</span>{" "}
      <span className={text.third}>XBT</span>
    </Link>
  );
}
