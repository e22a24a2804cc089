import { useState } from "react";
import { type Credentials, FEWEST_PASSWORD_CHARACTERS, signUp } from "../../rest/people.ts";
import { RestError } from "../../rest/rest-error.ts";
import { useDialogs } from "../../stores/dialogs.ts";
import { claimTestCoins } from "../../stores/faucet.ts";
import { useSession } from "../../stores/session.ts";
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
      <Dialog title="Sign up" onClose={close}>
        <p className={styles.lead}>An account for test coins. No real money, no name, no documents.</p>
        <CredentialsForm
          act="Sign up"
          busyAct={step === "claiming" ? "Getting test coins …" : "Opening the account …"}
          passwordAutoComplete="new-password"
          passwordHint={`${FEWEST_PASSWORD_CHARACTERS} characters or more. A few words do well.`}
          passwordError={shortPassword}
          isBusy={step !== "typing"}
          failure={failure}
          onSubmit={(credentials) => void open(credentials)}
        >
          <button type="button" className={`${text.link} ${styles.switch}`} onClick={() => show("signIn")}>
            I have an account
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
  return `${missing === 1 ? "One more character" : `${missing} more characters`}: a password has ${FEWEST_PASSWORD_CHARACTERS} or more.`;
}

function SignedUp({ step, onClose }: { readonly step: "funded" | "unfunded" | "mailed"; readonly onClose: () => void }) {
  const words = {
    funded: "of test coins is in your account. Trade it as you like; the account menu has one more for you each day.",
    unfunded: "Your account is open. There are no coins in it yet; the account menu has test coins once they are given out.",
    mailed: "If this address can be used, a message is on its way to it. The link in it goes on from here.",
  }[step];
  return (
    <Dialog title={step === "mailed" ? "Look into your mail" : "Your account is open"} onClose={onClose}>
      <div role="status">
        {step === "funded" ? <p className={`${styles.amount} ${text.figure}`}>1 XBT</p> : null}
        <p className={styles.lead}>{words}</p>
      </div>
      <Button kind="primary" onClick={onClose}>
        {step === "mailed" ? "Close" : "Start trading"}
      </Button>
    </Dialog>
  );
}
