import { ChevronDown } from "lucide-react";
import { useLocation } from "wouter";
import { coins } from "../../market/figures.ts";
import { useAccount } from "../../stores/account.ts";
import { claimTestCoins } from "../../stores/faucet.ts";
import { useSession, useUser } from "../../stores/session.ts";
import * as accountMenuTexts from "../../texts/account-menu.ts";
import * as commonTexts from "../../texts/common.ts";
import * as pagesTexts from "../../texts/pages.ts";
import { Menu, MenuItem, MenuRule, MenuText } from "../../ui/menu.tsx";
import text from "../../ui/text.module.css";
import { leave } from "./leave.ts";

/** Who is signed in, the test coins of the day, and the way out. */
export function AccountMenu() {
  const user = useUser();
  const [, navigate] = useLocation();
  const account = useSession(({ session }) => session?.account ?? null);
  const isFaucetOpen = useSession(({ session }) => session?.faucetOpen === true);
  const isUnsafe = useSession(({ session }) => session?.addressVerified === false || session?.user?.TFAEnabled === "");
  const balance = useAccount(({ margin }) => margin?.walletBalance ?? null);
  if (user === null) return null;
  return (
    <Menu
      label={accountMenuTexts.accountLabel(account === null ? "" : String(account))}
      trigger={
        <>
          <span className={text.figure}>{account ?? accountMenuTexts.account}</span>
          <ChevronDown size={14} strokeWidth={1.5} aria-hidden="true" />
        </>
      }
    >
      <MenuText>
        {user.email}
        <br />
        {accountMenuTexts.wallet} {coins(balance, 8)} XBT
      </MenuText>
      <MenuRule />
      {isFaucetOpen ? (
        <MenuItem onSelect={() => void claimTestCoins()}>{accountMenuTexts.getCoins}</MenuItem>
      ) : (
        <MenuText>{accountMenuTexts.coinsDaily}</MenuText>
      )}
      {isUnsafe ? <MenuItem onSelect={() => navigate("/account/start")}>{accountMenuTexts.secure}</MenuItem> : null}
      <MenuItem onSelect={() => navigate("/account/wallet")}>{pagesTexts.wallet}</MenuItem>
      <MenuItem onSelect={() => navigate("/account/keys")}>{pagesTexts.apiKeys}</MenuItem>
      <MenuItem onSelect={() => navigate("/account/security")}>{pagesTexts.security}</MenuItem>
      <MenuItem onSelect={() => void leave()}>{commonTexts.signOut}</MenuItem>
    </Menu>
  );
}
