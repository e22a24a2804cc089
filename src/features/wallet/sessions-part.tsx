import { timeOfDay } from "../../market/figures.ts";
import { endOtherSessions, endSession, keepSessionOpen, signOutEverywhere, useSafely, useSessions } from "../../rest/security.ts";
import { useSession } from "../../stores/session.ts";
import * as commonTexts from "../../texts/common.ts";
import * as securityTexts from "../../texts/security.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckBox } from "../../ui/check-box.tsx";
import table from "../../ui/table.module.css";
import { Tag } from "../../ui/tag.tsx";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { Part, Unread } from "./account-frame.tsx";
import { useApproved } from "./use-approved.tsx";
import { WideTable } from "./wide-table.tsx";

/** Where the person is signed in. */
export function SessionsPart({ account }: { readonly account: number }) {
  const { data, error } = useSessions(account);
  const { mutateAsync } = useSafely();
  const { run, failure, dialog } = useApproved();
  const own = data?.find(({ isThis }) => isThis);
  const everywhere = async () => {
    await signOutEverywhere();
    const { session, setSession } = useSession.getState();
    if (session !== null) setSession({ ...session, user: null, account: null });
  };
  return (
    <Part
      name={securityTexts.sessions}
      about={securityTexts.sessionsAbout}
      actions={
        <span className={styles.row}>
          {data === undefined || data.length < 2 ? null : (
            <Button size="small" onClick={() => run(() => mutateAsync(endOtherSessions))}>
              {securityTexts.endOthers}
            </Button>
          )}
          <Button size="small" onClick={() => run(everywhere)}>
            {securityTexts.signOutEverywhere}
          </Button>
        </span>
      }
    >
      {data === undefined ? <Unread error={error} /> : null}
      {failure === null ? null : <Banner kind="error" statement={failure} />}
      {dialog}
      <WideTable label={securityTexts.sessions}>
        <thead>
          <tr>
            <th scope="col">{securityTexts.device}</th>
            <th scope="col">{securityTexts.network}</th>
            <th scope="col">{securityTexts.lastActive}</th>
            <th scope="col">
              <span className={text.hidden}>{commonTexts.whatToDo}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data?.map(({ id, device, address, lastActive, isThis, staysOpen }) => (
            <tr key={id}>
              <td className={styles.wrap}>
                {device} {isThis ? <Tag hue="accent">{securityTexts.thisOne}</Tag> : null}{" "}
                {staysOpen && !isThis ? <Tag>{securityTexts.staysOpen}</Tag> : null}
              </td>
              <td>{address}</td>
              <td>{isThis ? securityTexts.now : timeOfDay(lastActive)}</td>
              <td className={table.figure}>
                {isThis ? null : (
                  <Button kind="quiet" size="small" onClick={() => run(() => mutateAsync(() => endSession(id)))}>
                    {securityTexts.end}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      {own === undefined ? null : (
        <div className={styles.form}>
          <CheckBox isChecked={own.staysOpen} onChange={(on) => run(() => mutateAsync(() => keepSessionOpen(on)))}>
            {securityTexts.stayOpen}
          </CheckBox>
        </div>
      )}
    </Part>
  );
}
