import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from "@simplewebauthn/browser";
import { useState } from "react";
import type { AuthenticatorSecretRow, SecurityRow } from "../../../bff/contract/operations/security.ts";
import { day } from "../../market/figures.ts";
import { addAuthenticator, addPasskey, makeRecoveryCodes, passkeyOptions, removeFactor, useSafely } from "../../rest/security.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { AuthenticatorDialog } from "./authenticator-dialog.tsx";
import { RecoveryCodesDialog } from "./recovery-codes-dialog.tsx";
import { useApproved } from "./use-approved.tsx";

/** What proves the person besides the password, and what does when that is gone. */
export function FactorsPart({ row }: { readonly row: SecurityRow }) {
  const [secret, setSecret] = useState<AuthenticatorSecretRow | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { mutateAsync } = useSafely();
  const { run, failure, dialog } = useApproved();
  const hasApp = row.factors.some(({ kind }) => kind === "authenticator");
  const newPasskey = async () => {
    const optionsJSON = (await passkeyOptions()) as PublicKeyCredentialCreationOptionsJSON;
    try {
      const response = await startRegistration({ optionsJSON });
      await mutateAsync(() => addPasskey(response));
    } catch (error) {
      // The person closed the browser's own dialog: nothing was made, and they know.
      if (!(error instanceof Error && error.name === "NotAllowedError")) throw error;
    }
  };
  return (
    <Part
      name="Sign-in factors"
      actions={
        <span className={styles.row}>
          <Button size="small" onClick={() => run(newPasskey)}>
            Add passkey
          </Button>
          {hasApp ? null : (
            <Button size="small" onClick={() => run(async () => setSecret(await addAuthenticator()))}>
              Add authenticator app
            </Button>
          )}
        </span>
      }
    >
      <div id="factors" className={styles.wide}>
        <table className={table.table} aria-label="Sign-in factors">
          <thead>
            <tr>
              <th scope="col">Factor</th>
              <th scope="col">Added</th>
              <th scope="col">Last used</th>
              <th scope="col">
                <span className={text.hidden}>What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {row.factors.map(({ id, kind, name, added, lastUsed, usable }) => (
              <tr key={id}>
                <td>
                  {kind === "passkey" ? "Passkey" : "Authenticator app"} <span className={text.third}>{name}</span>
                  {usable ? null : <span className={text.risk}> blocked</span>}
                </td>
                <td>{day(added)}</td>
                <td>{lastUsed === null ? "never" : day(lastUsed)}</td>
                <td className={table.figure}>
                  <Button kind="quiet" size="small" onClick={() => run(() => mutateAsync(() => removeFactor(id)))}>
                    Remove
                  </Button>
                </td>
              </tr>
            ))}
            <tr>
              <td>Recovery codes</td>
              <td className={row.recoveryCodesConfirmed ? undefined : text.risk}>
                {row.recoveryCodesLeft === 0
                  ? "none"
                  : `${row.recoveryCodesLeft} left${row.recoveryCodesConfirmed ? "" : ", not confirmed"}`}
              </td>
              <td />
              <td className={table.figure}>
                <Button kind="quiet" size="small" onClick={() => run(async () => setCodes((await makeRecoveryCodes()).codes))}>
                  {row.recoveryCodesLeft === 0 ? "Create" : "Create new ones"}
                </Button>
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      {failure === null ? null : <Banner kind="error" statement={failure} />}
      {dialog}
      {secret === null ? null : <AuthenticatorDialog secret={secret} onClose={() => setSecret(null)} />}
      {codes === null ? null : <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Part>
  );
}
