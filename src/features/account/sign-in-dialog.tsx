import { useState } from "react";
import type { SignInRow } from "../../../bff/contract/operations/user.ts";
import { forgotPassword, recover, sendVerification } from "../../rest/links.ts";
import { type Credentials, signIn } from "../../rest/people.ts";
import { RestError } from "../../rest/rest-error.ts";
import { useDialogs } from "../../stores/dialogs.ts";
import { useSession } from "../../stores/session.ts";
import * as commonTexts from "../../texts/common.ts";
import * as signInTexts from "../../texts/sign-in.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import text from "../../ui/text.module.css";
import styles from "./account.module.css";
import { CredentialsForm } from "./credentials-form.tsx";
import { NewDeviceStep } from "./new-device-step.tsx";
import { SecondFactorStep } from "./second-factor-step.tsx";
import { usePasskey } from "./use-passkey.ts";

export function SignInDialog() {
  const { close } = useDialogs();
  const [step, setStep] = useState<SignInRow | "help" | null>(null);
  /** A step that was answered: the session, or what is next. */
  const reached = (row: SignInRow) => {
    if (row.next !== undefined) return setStep(row);
    useSession.getState().setSession(row);
    close();
  };
  return (
    <Dialog title={commonTexts.signIn} onClose={close}>
      {step === null ? (
        <FirstStep onReached={reached} onHelp={() => setStep("help")} />
      ) : step === "help" ? (
        <Help />
      ) : step.next === "secondFactor" ? (
        <SecondFactorStep row={step} onReached={reached} />
      ) : (
        <NewDeviceStep row={step} onReached={reached} onOver={() => setStep(null)} />
      )}
    </Dialog>
  );
}

interface FirstStepProps {
  readonly onReached: (row: SignInRow) => void;
  readonly onHelp: () => void;
}

function FirstStep({ onReached, onHelp }: FirstStepProps) {
  const { show } = useDialogs();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const passkey = usePasskey(null, onReached);
  const enter = async (credentials: Credentials) => {
    setBusy(true);
    setFailure(null);
    try {
      onReached(await signIn(credentials));
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      setFailure(error.message);
      setBusy(false);
    }
  };
  return (
    <CredentialsForm
      act={commonTexts.signIn}
      busyAct={signInTexts.signingIn}
      isBusy={isBusy}
      failure={failure ?? passkey.failure}
      onSubmit={(credentials) => void enter(credentials)}
    >
      <Button onClick={() => void passkey.use()}>{signInTexts.usePasskey}</Button>
      <button type="button" className={`${text.link} ${styles.switch}`} onClick={() => show("signUp")}>
        {signInTexts.noAccountYet}
      </button>
      <button type="button" className={`${text.link} ${styles.switch}`} onClick={onHelp}>
        {signInTexts.cannotSignIn}
      </button>
    </CredentialsForm>
  );
}

/** Letters for who can't get in. The answer is the same for every address. */
function Help() {
  const [email, setEmail] = useState("");
  const [said, setSaid] = useState("");
  const ask = async (write: (email: string) => Promise<unknown>) => {
    try {
      await write(email.trim());
      setSaid(signInTexts.letterSent);
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      setSaid(error.message);
    }
  };
  return (
    <div className={styles.form}>
      <Field
        label={commonTexts.email}
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Button onClick={() => void ask(forgotPassword)}>{signInTexts.newPassword}</Button>
      <Button onClick={() => void ask(sendVerification)}>{signInTexts.confirmAgain}</Button>
      <Button onClick={() => void ask(recover)}>{signInTexts.recover}</Button>
      <p role="status" className={styles.lead}>
        {said}
      </p>
    </div>
  );
}
