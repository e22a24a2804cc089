import { type FormEvent, useState } from "react";
import type { SecurityRow } from "../../../bff/contract/operations/security.ts";
import { FEWEST_PASSWORD_CHARACTERS } from "../../rest/people.ts";
import { changeEmail, changePassword, lockSettings, removePassword, unlockSettings, useSafely } from "../../rest/security.ts";
import { useUser } from "../../stores/session.ts";
import * as commonTexts from "../../texts/common.ts";
import * as securityTexts from "../../texts/security.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { NewPasswordField } from "../../ui/new-password-field.tsx";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { PhraseForm } from "./phrase-form.tsx";
import { useApproved } from "./use-approved.tsx";

const WAIT_DAYS = 3;

/** Password, the phrase in every letter, and the lock on all of it. */
export function SettingsPart({ row }: { readonly row: SecurityRow }) {
  const { mutateAsync } = useSafely();
  const { run, failure, dialog } = useApproved();
  const [password, setPassword] = useState("");
  const [email, setEmail] = useState("");
  const own = useUser()?.email ?? "";
  const hasPasskey = row.factors.some(({ kind, usable }) => kind === "passkey" && usable);
  const [masterKey, setMasterKey] = useState("");
  const submit = (act: () => Promise<unknown>, done: () => void) => (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      await mutateAsync(act);
      done();
    });
  };
  const { lockDays } = row;
  const isLocked = lockDays !== null;
  return (
    <Part name={securityTexts.settings} about={isLocked ? securityTexts.locked(lockDays) : undefined}>
      <div id="settings" className={styles.columns}>
        <form
          className={styles.form}
          onSubmit={submit(
            () => changePassword(password),
            () => setPassword(""),
          )}
        >
          <NewPasswordField
            label={commonTexts.newPassword}
            fewest={FEWEST_PASSWORD_CHARACTERS}
            hint={securityTexts.newPasswordHint}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <div className={styles.row}>
            <Button type="submit">{row.hasPassword ? securityTexts.changePassword : securityTexts.setPassword}</Button>
            {row.hasPassword && hasPasskey ? (
              <Button onClick={() => run(() => mutateAsync(removePassword))}>{securityTexts.passkeysAlone}</Button>
            ) : null}
          </div>
          {row.hasPassword ? null : <p className={styles.note}>{securityTexts.noPassword}</p>}
        </form>
        <form
          className={styles.form}
          onSubmit={submit(
            () => changeEmail(email.trim()),
            () => setEmail(""),
          )}
        >
          <Field
            label={securityTexts.newEmail}
            type="email"
            autoComplete="email"
            hint={securityTexts.newEmailHint(own)}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <div className={styles.row}>
            <Button type="submit">{securityTexts.changeEmail}</Button>
          </div>
        </form>
        <PhraseForm phrase={row.phrase} />
        <form
          className={styles.form}
          onSubmit={submit(
            () => (isLocked ? unlockSettings(masterKey) : lockSettings(masterKey, WAIT_DAYS)),
            () => setMasterKey(""),
          )}
        >
          <Field
            label={securityTexts.masterKey}
            type="password"
            autoComplete="off"
            hint={isLocked ? securityTexts.openLockHint : securityTexts.lockHint(WAIT_DAYS)}
            value={masterKey}
            onChange={(event) => setMasterKey(event.currentTarget.value)}
          />
          <div className={styles.row}>
            <Button type="submit">{isLocked ? securityTexts.openLock : securityTexts.lock}</Button>
          </div>
        </form>
      </div>
      {failure === null ? null : <Banner kind="error" statement={failure} />}
      {dialog}
    </Part>
  );
}
