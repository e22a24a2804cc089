import { closeAccount, exportData } from "../../rest/security.ts";
import { useSession } from "../../stores/session.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { download } from "./download.ts";
import { useApproved } from "./use-approved.tsx";

/** Taking one's data along, and the way out. */
export function LeavingPart() {
  const { run, failure, dialog } = useApproved();
  const take = async () => download("fairmark-account.json", JSON.stringify(await exportData(), null, 2), "application/json");
  const close = async () => {
    await closeAccount();
    const { session, setSession } = useSession.getState();
    if (session !== null) setSession({ ...session, user: null, account: null });
  };
  return (
    <Part
      name="Your data"
      about="An export has everything that the exchange holds of you. Closing needs an account without positions and orders, and can't be undone."
    >
      <div className={styles.row}>
        <Button onClick={() => run(take)}>Export my data</Button>
        <Button onClick={() => run(close)}>Close the account</Button>
      </div>
      {failure === null ? null : <Banner kind="error" statement={failure} />}
      {dialog}
    </Part>
  );
}
