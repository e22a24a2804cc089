import { claimFaucet } from "../rest/people.ts";
import { RestError } from "../rest/rest-error.ts";
import { useNotices } from "./notices.ts";
import { useSession } from "./session.ts";

/** Asks for test coins and tells what came of it. @returns whether they came */
export async function claimTestCoins(): Promise<boolean> {
  const { tell } = useNotices.getState();
  try {
    const { amount } = await claimFaucet();
    const { session, setSession } = useSession.getState();
    if (session !== null) setSession({ ...session, faucetOpen: false });
    tell(`${amount / 100_000_000} XBT of test coins is in your account.`);
    return true;
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    tell(`No test coins came: ${error.message}`, { isError: true });
    return false;
  }
}
