import { type FormEvent, type ReactNode, useState } from "react";
import { approve, approveWithPasskey } from "../../rest/approval.ts";
import { RestError } from "../../rest/rest-error.ts";
import { approveOptions } from "../../rest/security.ts";
import * as accountTexts from "../../texts/account.ts";
import * as commonTexts from "../../texts/common.ts";
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
  /** While it runs: some of it takes the exchange a few seconds. */
  readonly isBusy: boolean;
  readonly dialog: ReactNode;
}

/** Runs what a person may have to approve. */
export function useApproved(): Approved {
  const [asked, setAsked] = useState<{ readonly approval: Asked; readonly act: () => Promise<unknown> } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const attempt = async (act: () => Promise<unknown>) => {
    setFailure(null);
    setBusy(true);
    try {
      await act();
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      if (error.approval === null) setFailure(error.message);
      else setAsked({ approval: error.approval, act });
    } finally {
      setBusy(false);
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
  return { run: (act) => void attempt(act), failure, isBusy, dialog };
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
  const [isBusy, setBusy] = useState(false);
  const needsCode = approval.by.includes("password and code");
  const takesPassword = needsCode || approval.by.includes("password");
  const hasPasskey = approval.by.includes("passkey");
  const prove = async (give: () => Promise<unknown>) => {
    setFailure(null);
    setBusy(true);
    try {
      await give();
      onApproved();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      setFailure(error instanceof RestError ? error.message : accountTexts.noPasskey);
      setBusy(false);
    }
  };
  const givePasskey = async () => {
    const { startAuthentication } = await import("@simplewebauthn/browser");
    const optionsJSON = (await approveOptions()) as Parameters<typeof startAuthentication>[0]["optionsJSON"];
    await approveWithPasskey(approval.id, await startAuthentication({ optionsJSON }));
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    void prove(() => approve(approval.id, password, code));
  };
  return (
    <Dialog title={accountTexts.isItYou} onClose={onClose}>
      <form className={styles.form} onSubmit={send}>
        <p className={styles.note}>{approval.says}</p>
        {hasPasskey ? (
          <Button disabled={isBusy} onClick={() => void prove(givePasskey)}>
            {accountTexts.approveByPasskey}
          </Button>
        ) : null}
        {takesPassword ? (
          <Field
            label={commonTexts.password}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        ) : null}
        {needsCode ? (
          <Field
            label={commonTexts.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        ) : null}
        {failure === null ? null : <Banner kind="error" statement={failure} />}
        {takesPassword ? (
          <Button type="submit" kind="primary" disabled={isBusy}>
            {accountTexts.approve}
          </Button>
        ) : null}
      </form>
    </Dialog>
  );
}
