import { ChevronDown } from "lucide-react";
import { useLocation } from "wouter";
import { coins } from "../../market/figures.ts";
import { signOut } from "../../rest/people.ts";
import { RestError } from "../../rest/rest-error.ts";
import { useAccount } from "../../stores/account.ts";
import { claimTestCoins } from "../../stores/faucet.ts";
import { useNotices } from "../../stores/notices.ts";
import { useSession, useUser } from "../../stores/session.ts";
import { Menu, MenuItem, MenuRule, MenuText } from "../../ui/menu.tsx";
import text from "../../ui/text.module.css";

async function leave(): Promise<void> {
  try {
    await signOut();
    const { session, setSession } = useSession.getState();
    if (session !== null) setSession({ ...session, user: null, account: null });
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    useNotices.getState().tell(`You are still signed in: ${error.message}`, { isError: true });
  }
}

/** Who is signed in, the test coins of the day, and the way out. */
export function AccountMenu() {
  const user = useUser();
  const [, navigate] = useLocation();
  const account = useSession(({ session }) => session?.account ?? null);
  const isFaucetOpen = useSession(({ session }) => session?.faucetOpen === true);
  const balance = useAccount(({ margin }) => margin?.walletBalance ?? null);
  if (user === null) return null;
  return (
    <Menu
      label={`Account ${account ?? ""}`}
      trigger={
        <>
          <span className={text.figure}>{account ?? "Account"}</span>
          <ChevronDown size={14} strokeWidth={1.5} aria-hidden="true" />
        </>
      }
    >
      <MenuText>
        {user.email}
        <br />
        Wallet {coins(balance, 8)} XBT
      </MenuText>
      <MenuRule />
      {isFaucetOpen ? (
        <MenuItem onSelect={() => void claimTestCoins()}>Get 1 XBT of test coins</MenuItem>
      ) : (
        <MenuText>Test coins: 1 XBT, once a day. This line gives them when they are due.</MenuText>
      )}
      <MenuItem onSelect={() => navigate("/account/wallet")}>Wallet</MenuItem>
      <MenuItem onSelect={() => navigate("/account/keys")}>API keys</MenuItem>
      <MenuItem onSelect={() => navigate("/account/security")}>Security</MenuItem>
      <MenuItem onSelect={() => void leave()}>Sign out</MenuItem>
    </Menu>
  );
}
