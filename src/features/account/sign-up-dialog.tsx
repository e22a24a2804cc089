import { useState } from "react";
import { useLocation } from "wouter";
import { type Credentials, FEWEST_PASSWORD_CHARACTERS, signUp } from "../../rest/people.ts";
import { RestError } from "../../rest/rest-error.ts";
import { useDialogs } from "../../stores/dialogs.ts";
import { claimTestCoins } from "../../stores/faucet.ts";
import { useSession } from "../../stores/session.ts";
import * as commonTexts from "../../texts/common.ts";
import * as signInTexts from "../../texts/sign-in.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import text from "../../ui/text.module.css";
import styles from "./account.module.css";
import { CredentialsForm } from "./credentials-form.tsx";

/** How far the sign-up has come. */
type Step = "typing" | "opening" | "claiming" | "funded" | "unfunded" | "mailed";

/** One form, and at its end an account with test coins in it. */
export function SignUpDialog() {
  const { close, show } = useDialogs();
  const [step, setStep] = useState<Step>("typing");
  const [failure, setFailure] = useState<string | null>(null);

  const open = async (credentials: Credentials) => {
    setFailure(null);
    setStep("opening");
    try {
      const session = await signUp(credentials);
      useSession.getState().setSession(session);
      if (session.user === null) {
        setStep("mailed");
        return;
      }
      if (!session.faucetOpen) {
        setStep("unfunded");
        return;
      }
      setStep("claiming");
      setStep((await claimTestCoins()) ? "funded" : "unfunded");
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      setFailure(error.message);
      setStep("typing");
    }
  };

  if (step === "typing" || step === "opening" || step === "claiming") {
    return (
      <Dialog title={commonTexts.signUp} onClose={close}>
        <p className={styles.lead}>{signInTexts.signUpAbout}</p>
        <CredentialsForm
          act={commonTexts.signUp}
          busyAct={step === "claiming" ? signInTexts.gettingCoins : signInTexts.opening}
          isNew
          passwordHint={signInTexts.passwordHint(FEWEST_PASSWORD_CHARACTERS)}
          passwordError={shortPassword}
          isBusy={step !== "typing"}
          failure={failure}
          onSubmit={(credentials) => void open(credentials)}
        >
          <button type="button" className={`${text.link} ${styles.switch}`} onClick={() => show("signIn")}>
            {signInTexts.haveAccount}
          </button>
        </CredentialsForm>
      </Dialog>
    );
  }
  return <SignedUp step={step} onClose={close} />;
}

function shortPassword(password: string): string | null {
  const missing = FEWEST_PASSWORD_CHARACTERS - [...password].length;
  if (missing <= 0) return null;
  return signInTexts.passwordTooShort(missing, FEWEST_PASSWORD_CHARACTERS);
}

function SignedUp({ step, onClose }: { readonly step: "funded" | "unfunded" | "mailed"; readonly onClose: () => void }) {
  const words = signInTexts.signedUp[step];
  const [, navigate] = useLocation();
  const secure = () => {
    onClose();
    navigate("/account/start");
  };
  return (
    <Dialog title={step === "mailed" ? signInTexts.lookIntoMail : signInTexts.accountOpen} onClose={onClose}>
      <div role="status">
        {step === "funded" ? <p className={`${styles.amount} ${text.figure}`}>{signInTexts.firstCoins}</p> : null}
        <p className={styles.lead}>{words}</p>
      </div>
      {step === "mailed" ? null : <p className={styles.lead}>{signInTexts.keepYours}</p>}
      <div className={styles.actions}>
        <Button kind="primary" onClick={onClose}>
          {step === "mailed" ? commonTexts.close : signInTexts.startTrading}
        </Button>
        {step === "mailed" ? null : <Button onClick={secure}>{signInTexts.secureIt}</Button>}
      </div>
    </Dialog>
  );
}
