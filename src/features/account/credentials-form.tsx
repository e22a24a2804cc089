import { type FormEvent, type ReactNode, useState } from "react";
import type { Credentials } from "../../rest/people.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckBox } from "../../ui/check-box.tsx";
import { Field } from "../../ui/field.tsx";
import styles from "./account.module.css";

interface CredentialsFormProps {
  /** What the button does: 'Sign up'. */
  readonly act: string;
  readonly busyAct: string;
  readonly passwordHint?: string;
  readonly passwordAutoComplete: "new-password" | "current-password";
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
  const { act, busyAct, passwordHint, passwordAutoComplete, passwordError, isBusy, failure, onSubmit, children } = props;
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isShown, setShown] = useState(false);
  const [wasTried, setTried] = useState(false);
  const emailWrong = email.includes("@") ? null : "An address has an @ in it.";
  const passwordWrong = passwordError?.(password) ?? (password === "" ? "Type your password." : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (emailWrong === null && passwordWrong === null) onSubmit({ email: email.trim(), password });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label="Email"
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
      <Field
        label="Password"
        type={isShown ? "text" : "password"}
        name="password"
        autoComplete={passwordAutoComplete}
        value={password}
        error={wasTried ? passwordWrong : null}
        onChange={(event) => setPassword(event.currentTarget.value)}
        {...(passwordHint === undefined ? {} : { hint: passwordHint })}
      />
      <CheckBox isChecked={isShown} onChange={setShown}>
        Show the password
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
