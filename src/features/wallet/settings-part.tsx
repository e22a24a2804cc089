import { type FormEvent, useState } from "react";
import type { SecurityRow } from "../../../bff/contract/operations/security.ts";
import { changePassword, lockSettings, setPhrase, unlockSettings, useSafely } from "../../rest/security.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { useApproved } from "./use-approved.tsx";

const WAIT_DAYS = 3;

/** Password, the phrase in every letter, and the lock on all of it. */
export function SettingsPart({ row }: { readonly row: SecurityRow }) {
  const { mutateAsync } = useSafely();
  const { run, failure, dialog } = useApproved();
  const [password, setPassword] = useState("");
  const [phrase, setWords] = useState(row.phrase);
  const [masterKey, setMasterKey] = useState("");
  const submit = (act: () => Promise<unknown>, done: () => void) => (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      await mutateAsync(act);
      done();
    });
  };
  const isLocked = row.lockDays !== null;
  return (
    <Part name="Password, phrase and lock" about={isLocked ? `Locked: opening the lock waits ${row.lockDays} days.` : undefined}>
      <div id="settings" className={styles.columns}>
        <form
          className={styles.form}
          onSubmit={submit(
            () => changePassword(password),
            () => setPassword(""),
          )}
        >
          <Field
            label="New password"
            type="password"
            autoComplete="new-password"
            hint="15 characters or more. Other sessions end, and withdrawals wait 24 hours."
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit">Change the password</Button>
        </form>
        <form
          className={styles.form}
          onSubmit={submit(
            () => setPhrase(phrase),
            () => undefined,
          )}
        >
          <Field
            label="Anti-phishing phrase"
            hint="4 to 20 characters. Every letter from us carries it."
            value={phrase}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Button type="submit">Set the phrase</Button>
        </form>
        <form
          className={styles.form}
          onSubmit={submit(
            () => (isLocked ? unlockSettings(masterKey) : lockSettings(masterKey, WAIT_DAYS)),
            () => setMasterKey(""),
          )}
        >
          <Field
            label="Master key"
            type="password"
            autoComplete="off"
            hint={
              isLocked
                ? "Opening takes this key and then the wait."
                : `Locks factors, password, phrase and keys; opening waits ${WAIT_DAYS} days. 15 characters or more, not your password.`
            }
            value={masterKey}
            onChange={(event) => setMasterKey(event.currentTarget.value)}
          />
          <Button type="submit">{isLocked ? "Open the lock" : "Lock the settings"}</Button>
        </form>
      </div>
      {failure === null ? null : <Banner kind="error" statement={failure} />}
      {dialog}
    </Part>
  );
}
