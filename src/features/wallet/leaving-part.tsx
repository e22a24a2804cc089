import { closeAccount, exportData } from "../../rest/security.ts";
import { useSession } from "../../stores/session.ts";
import * as securityTexts from "../../texts/security.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { saveText } from "../../ui/save-file.ts";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { useApproved } from "./use-approved.tsx";

/** Taking one's data along, and the way out. */
export function LeavingPart() {
  const { run, failure, dialog } = useApproved();
  const take = async () => saveText("fairmark-account.json", JSON.stringify(await exportData(), null, 2), "application/json");
  const close = async () => {
    await closeAccount();
    const { session, setSession } = useSession.getState();
    if (session !== null) setSession({ ...session, user: null, account: null });
  };
  return (
    <Part name={securityTexts.yourData} about={securityTexts.leavingAbout}>
      <div className={styles.row}>
        <Button onClick={() => run(take)}>{securityTexts.exportData}</Button>
        <Button onClick={() => run(close)}>{securityTexts.closeAccount}</Button>
      </div>
      {failure === null ? null : <Banner kind="error" statement={failure} />}
      {dialog}
    </Part>
  );
}
