import { useState } from "react";
import { type Credentials, signIn } from "../../rest/people.ts";
import { RestError } from "../../rest/rest-error.ts";
import { useDialogs } from "../../stores/dialogs.ts";
import { useSession } from "../../stores/session.ts";
import { Dialog } from "../../ui/dialog.tsx";
import text from "../../ui/text.module.css";
import styles from "./account.module.css";
import { CredentialsForm } from "./credentials-form.tsx";

export function SignInDialog() {
  const { close, show } = useDialogs();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const enter = async (credentials: Credentials) => {
    setBusy(true);
    setFailure(null);
    try {
      useSession.getState().setSession(await signIn(credentials));
      close();
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      setFailure(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title="Sign in" onClose={close}>
      <CredentialsForm
        act="Sign in"
        busyAct="Signing in …"
        passwordAutoComplete="current-password"
        isBusy={isBusy}
        failure={failure}
        onSubmit={(credentials) => void enter(credentials)}
      >
        <button type="button" className={`${text.link} ${styles.switch}`} onClick={() => show("signUp")}>
          I have no account yet
        </button>
      </CredentialsForm>
    </Dialog>
  );
}
