import { claimFaucet } from "../rest/people.ts";
import { RestError } from "../rest/rest-error.ts";
import * as accountMenuTexts from "../texts/account-menu.ts";
import { useNotices } from "./notices.ts";
import { useSession } from "./session.ts";

/** Asks for test coins and tells what came of it. @returns whether they came */
export async function claimTestCoins(): Promise<boolean> {
  const { tell } = useNotices.getState();
  try {
    const { amount } = await claimFaucet();
    const { session, setSession } = useSession.getState();
    if (session !== null) setSession({ ...session, faucetOpen: false });
    tell(accountMenuTexts.coinsCame(amount / 100_000_000));
    return true;
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    tell(accountMenuTexts.noCoinsCame(error.message), { isError: true });
    return false;
  }
}
