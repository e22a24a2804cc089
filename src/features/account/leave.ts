import { signOut } from "../../rest/people.ts";
import { RestError } from "../../rest/rest-error.ts";
import { useNotices } from "../../stores/notices.ts";
import { useSession } from "../../stores/session.ts";
import * as accountMenuTexts from "../../texts/account-menu.ts";

/** Signs out, and tells where that fails. */
export async function leave(): Promise<void> {
  try {
    await signOut();
    const { session, setSession } = useSession.getState();
    if (session !== null) setSession({ ...session, user: null, account: null });
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    useNotices.getState().tell(accountMenuTexts.stillSignedIn(error.message), { isError: true });
  }
}
