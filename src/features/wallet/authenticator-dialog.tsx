import { type FormEvent, useMemo, useState } from "react";
import { encode } from "uqr";
import type { AuthenticatorSecretRow } from "../../../bff/contract/operations/security.ts";
import { confirmAuthenticator, useSafely } from "../../rest/security.ts";
import * as factorsTexts from "../../texts/factors.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import styles from "./account-frame.module.css";
import security from "./security.module.css";
import { useApproved } from "./use-approved.tsx";

interface AuthenticatorDialogProps {
  readonly secret: AuthenticatorSecretRow;
  readonly onClose: () => void;
}

/** The secret as a picture and as letters, and the two codes that show that the app has it. */
export function AuthenticatorDialog({ secret, onClose }: AuthenticatorDialogProps) {
  const [code, setCode] = useState("");
  const [hasFirst, setFirst] = useState(false);
  const { mutateAsync } = useSafely();
  const { run, failure, isBusy, dialog } = useApproved();
  const send = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      const { enrolled } = (await mutateAsync(() => confirmAuthenticator(code, ""))) as { readonly enrolled: boolean };
      if (enrolled) return onClose();
      setFirst(true);
      setCode("");
    });
  };
  return (
    <Dialog title={factorsTexts.authenticatorTitle} onClose={onClose}>
      <form className={styles.form} onSubmit={send}>
        <p className={styles.note}>{factorsTexts.scan}</p>
        <QrCode text={secret.uri} />
        <p className={styles.code} data-testid="secret">
          {secret.secret}
        </p>
        <Field
          label={hasFirst ? factorsTexts.nextCode : factorsTexts.firstCode}
          inputMode="numeric"
          autoComplete="one-time-code"
          hint={hasFirst ? factorsTexts.nextCodeHint : factorsTexts.firstCodeHint}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {failure === null ? null : <Banner kind="error" statement={failure} />}
        <Button type="submit" kind="primary" disabled={isBusy}>
          {hasFirst ? factorsTexts.enrol : factorsTexts.next}
        </Button>
      </form>
      {dialog}
    </Dialog>
  );
}

/** Drawn here: the secret goes to nobody for a picture. */
function QrCode({ text }: { readonly text: string }) {
  const { size, path } = useMemo(() => {
    const { data, size } = encode(text, { border: 0 });
    const dots = data.flatMap((line, y) => line.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size, path: dots.join("") };
  }, [text]);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} className={security.qr} role="img" aria-label={factorsTexts.qrCode}>
      <path d={path} fill="currentColor" shapeRendering="crispEdges" />
    </svg>
  );
}
