import { type FormEvent, useMemo, useState } from "react";
import { encode } from "uqr";
import type { AuthenticatorSecretRow } from "../../../bff/contract/operations/security.ts";
import { RestError } from "../../rest/rest-error.ts";
import { confirmAuthenticator, useSafely } from "../../rest/security.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import styles from "./account-frame.module.css";
import security from "./security.module.css";

interface AuthenticatorDialogProps {
  readonly secret: AuthenticatorSecretRow;
  readonly onClose: () => void;
}

/** The secret as a picture and as letters, and the two codes that show that the app has it. */
export function AuthenticatorDialog({ secret, onClose }: AuthenticatorDialogProps) {
  const [code, setCode] = useState("");
  const [hasFirst, setFirst] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { mutateAsync } = useSafely();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    try {
      const { enrolled } = (await mutateAsync(() => confirmAuthenticator(code, ""))) as { readonly enrolled: boolean };
      if (enrolled) return onClose();
      setFirst(true);
      setCode("");
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      setFailure(error.message);
    }
  };
  return (
    <Dialog title="Add an authenticator app" onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void send(event)}>
        <p className={styles.note}>Scan this with the app, or type the letters below it.</p>
        <QrCode text={secret.uri} />
        <p className={styles.code}>{secret.secret}</p>
        <Field
          label={hasFirst ? "The next code" : "First code"}
          inputMode="numeric"
          autoComplete="one-time-code"
          hint={hasFirst ? "Wait until the app shows another one, at most 30 seconds." : "Six digits; the one after it is asked for too."}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {failure === null ? null : <Banner kind="error" statement={failure} />}
        <Button type="submit" kind="primary">
          {hasFirst ? "Enrol the app" : "Next"}
        </Button>
      </form>
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
    <svg viewBox={`0 0 ${size} ${size}`} className={security.qr} role="img" aria-label="The secret as a QR code">
      <path d={path} fill="currentColor" shapeRendering="crispEdges" />
    </svg>
  );
}
