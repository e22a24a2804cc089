import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from "@simplewebauthn/browser";
import { type ReactNode, useState } from "react";
import type { AuthenticatorSecretRow, RecoveryCodesRow } from "../../../bff/contract/operations/security.ts";
import { readSession } from "../../rest/people.ts";
import { RestError } from "../../rest/rest-error.ts";
import { addAuthenticator, addPasskey, makeRecoveryCodes, passkeyOptions, useSafely } from "../../rest/security.ts";
import { useSession } from "../../stores/session.ts";
import * as factorsTexts from "../../texts/factors.ts";
import { Banner } from "../../ui/banner.tsx";
import styles from "./account-frame.module.css";
import { AuthenticatorDialog } from "./authenticator-dialog.tsx";
import { RecoveryCodesDialog } from "./recovery-codes-dialog.tsx";
import { useApproved } from "./use-approved.tsx";

interface Factors {
  readonly newPasskey: () => void;
  readonly newApp: () => void;
  readonly newCodes: () => void;
  readonly run: (act: () => Promise<unknown>) => void;
  /** What went wrong or is under way, and what lies over the page: to be put where the buttons are. */
  readonly said: ReactNode;
}

/** Adding what proves a person, wherever that is offered. */
export function useFactors(): Factors {
  const [secret, setSecret] = useState<AuthenticatorSecretRow | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { mutateAsync } = useSafely();
  const { run, failure, isBusy, dialog } = useApproved();
  const makePasskey = async () => {
    setRefused(null);
    const optionsJSON = (await passkeyOptions()) as PublicKeyCredentialCreationOptionsJSON;
    try {
      const response = await startRegistration({ optionsJSON });
      await mutateAsync(() => addPasskey(response));
      await renewSession();
    } catch (error) {
      if (error instanceof RestError || !(error instanceof Error)) throw error;
      // Who closed the browser's own dialog knows that nothing was made.
      if (error.name !== "NotAllowedError") setRefused(factorsTexts.noPasskeyMade);
    }
  };
  const closeApp = () => {
    setSecret(null);
    void renewSession();
  };
  const words = failure ?? refused;
  return {
    newPasskey: () => run(makePasskey),
    newApp: () => run(async () => setSecret(await addAuthenticator())),
    newCodes: () => run(async () => setCodes(((await mutateAsync(makeRecoveryCodes)) as RecoveryCodesRow).codes)),
    run,
    said: (
      <>
        {isBusy ? (
          <p className={styles.note} role="status">
            {factorsTexts.working}
          </p>
        ) : null}
        {words === null ? null : <Banner kind="error" statement={words} />}
        {dialog}
        {secret === null ? null : <AuthenticatorDialog secret={secret} onClose={closeApp} />}
        {codes === null ? null : <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />}
      </>
    ),
  };
}

/** The session tells everywhere whether there is a second factor; where it can't be read now, the next page has it. */
async function renewSession(): Promise<void> {
  try {
    useSession.getState().setSession(await readSession());
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
  }
}
