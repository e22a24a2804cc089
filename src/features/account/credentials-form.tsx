import { type FormEvent, type ReactNode, useState } from "react";
import { type Credentials, FEWEST_PASSWORD_CHARACTERS } from "../../rest/people.ts";
import * as commonTexts from "../../texts/common.ts";
import * as signInTexts from "../../texts/sign-in.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckBox } from "../../ui/check-box.tsx";
import { Field } from "../../ui/field.tsx";
import { NewPasswordField } from "../../ui/new-password-field.tsx";
import styles from "./account.module.css";

interface CredentialsFormProps {
  /** What the button does: 'Sign up'. */
  readonly act: string;
  readonly busyAct: string;
  readonly passwordHint?: string;
  /** Whether the password is chosen here: then there is advice on it. */
  readonly isNew?: boolean;
  /** Why a password will not do, before the exchange is asked; null when it may. */
  readonly passwordError?: (password: string) => string | null;
  readonly isBusy: boolean;
  /** Why the last attempt failed. */
  readonly failure: string | null;
  readonly onSubmit: (credentials: Credentials) => void;
  readonly children?: ReactNode;
}

/** Address and password, as browsers and password managers know them. */
export function CredentialsForm(props: CredentialsFormProps) {
  const { act, busyAct, passwordHint, isNew = false, passwordError, isBusy, failure, onSubmit, children } = props;
  const [email, setEmail] = useState("");
  const [typed, setTyped] = useState("");
  const [isShown, setShown] = useState(false);
  const [wasTried, setTried] = useState(false);
  const emailWrong = email.includes("@") ? null : signInTexts.addressNeedsAt;
  const passwordWrong = passwordError?.(typed) ?? (typed === "" ? signInTexts.typePassword : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (emailWrong === null && passwordWrong === null) onSubmit({ email: email.trim(), password: typed });
  };
  const password = {
    label: commonTexts.password,
    type: isShown ? "text" : "password",
    name: "password",
    value: typed,
    error: wasTried ? passwordWrong : null,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setTyped(event.currentTarget.value),
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label={commonTexts.email}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        value={email}
        error={wasTried ? emailWrong : null}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      {isNew ? (
        <NewPasswordField
          {...password}
          hint={passwordHint ?? ""}
          fewest={FEWEST_PASSWORD_CHARACTERS}
          isSent={isBusy}
          context={(email.split("@")[0] ?? "").split(/[^\p{L}\d]+/u)}
        />
      ) : (
        <Field {...password} autoComplete="current-password" />
      )}
      <CheckBox isChecked={isShown} onChange={setShown}>
        {signInTexts.showPassword}
      </CheckBox>
      {failure === null ? null : <Banner kind="error" statement={failure} />}
      <div className={styles.actions}>
        <Button type="submit" kind="primary" disabled={isBusy}>
          {isBusy ? busyAct : act}
        </Button>
        {children}
      </div>
    </form>
  );
}
