import { type FormEvent, type ReactNode, useState } from "react";
import { approve, approveWithPasskey } from "../../rest/approval.ts";
import { RestError } from "../../rest/rest-error.ts";
import { approveOptions } from "../../rest/security.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import styles from "./account-frame.module.css";

type Asked = NonNullable<RestError["approval"]>;

interface Approved {
  /** Runs something; where it has to be approved first, the person is asked, and it is run once more. */
  readonly run: (act: () => Promise<unknown>) => void;
  readonly failure: string | null;
  readonly dialog: ReactNode;
}

/** Runs what a person may have to approve. */
export function useApproved(): Approved {
  const [asked, setAsked] = useState<{ readonly approval: Asked; readonly act: () => Promise<unknown> } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const attempt = async (act: () => Promise<unknown>) => {
    setFailure(null);
    try {
      await act();
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      if (error.approval === null) setFailure(error.message);
      else setAsked({ approval: error.approval, act });
    }
  };
  const close = () => setAsked(null);
  const dialog =
    asked === null ? null : (
      <ApproveDialog
        approval={asked.approval}
        onClose={close}
        onApproved={() => {
          close();
          void attempt(asked.act);
        }}
      />
    );
  return { run: (act) => void attempt(act), failure, dialog };
}

interface ApproveDialogProps {
  readonly approval: Asked;
  readonly onClose: () => void;
  readonly onApproved: () => void;
}

function ApproveDialog({ approval, onClose, onApproved }: ApproveDialogProps) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const needsCode = approval.by.includes("password and code");
  const hasPasskey = approval.by.includes("passkey");
  const givePasskey = async () => {
    setFailure(null);
    try {
      const { startAuthentication } = await import("@simplewebauthn/browser");
      const optionsJSON = (await approveOptions()) as Parameters<typeof startAuthentication>[0]["optionsJSON"];
      await approveWithPasskey(approval.id, await startAuthentication({ optionsJSON }));
      onApproved();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      setFailure(error instanceof RestError ? error.message : "The browser gave no passkey.");
    }
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await approve(approval.id, password, code);
      onApproved();
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      setFailure(error.message);
    }
  };
  return (
    <Dialog title="Is it you?" onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void send(event)}>
        <p className={styles.note}>{approval.says}</p>
        {hasPasskey ? <Button onClick={() => void givePasskey()}>Approve with a passkey</Button> : null}
        <Field
          label="Password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {needsCode ? (
          <Field
            label="Code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        ) : null}
        {failure === null ? null : <Banner kind="error" statement={failure} />}
        <Button type="submit" kind="primary">
          Approve
        </Button>
      </form>
    </Dialog>
  );
}
