import { type FormEvent, useState } from "react";
import type { SignInRow } from "../../../bff/contract/operations/user.ts";
import { signInWithCode } from "../../rest/links.ts";
import { RestError } from "../../rest/rest-error.ts";
import * as commonTexts from "../../texts/common.ts";
import * as signInTexts from "../../texts/sign-in.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import styles from "./account.module.css";
import { usePasskey } from "./use-passkey.ts";

interface SecondFactorStepProps {
  readonly row: SignInRow;
  readonly onReached: (row: SignInRow) => void;
}

/** A code of the app, a recovery code, or a passkey. */
export function SecondFactorStep({ row, onReached }: SecondFactorStepProps) {
  const flow = row.flow ?? "";
  const [code, setCode] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const passkey = usePasskey(flow, onReached);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    try {
      onReached(await signInWithCode(flow, code.trim()));
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      setFailure(error.message);
    }
  };
  const shown = failure ?? passkey.failure;
  return (
    <form className={styles.form} onSubmit={(event) => void send(event)}>
      <Field
        label={commonTexts.code}
        autoComplete="one-time-code"
        hint={signInTexts.codeHint}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {shown === null ? null : <Banner kind="error" statement={shown} />}
      <div className={styles.actions}>
        <Button type="submit" kind="primary">
          {commonTexts.signIn}
        </Button>
        {row.by?.includes("passkey") ? <Button onClick={() => void passkey.use()}>{signInTexts.usePasskey}</Button> : null}
      </div>
    </form>
  );
}
