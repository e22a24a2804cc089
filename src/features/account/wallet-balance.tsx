import { coins } from "../../market/figures.ts";
import { useAccount } from "../../stores/account.ts";
import text from "../../ui/text.module.css";

/** What the account owns, in the top bar. */
export function WalletBalance() {
  const balance = useAccount(({ margin }) => margin?.walletBalance ?? null);
  if (balance === null) return null;
  return (
    <span>
      <span className={text.label}>Wallet</span> <span className={text.figure}>{coins(balance)}</span>{" "}
      <span className={text.third}>XBT</span>
    </span>
  );
}
