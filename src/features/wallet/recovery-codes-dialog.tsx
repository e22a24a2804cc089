import { type FormEvent, useState } from "react";
import { RestError } from "../../rest/rest-error.ts";
import { confirmRecoveryCodes, useSafely } from "../../rest/security.ts";
import * as commonTexts from "../../texts/common.ts";
import * as factorsTexts from "../../texts/factors.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { saveText } from "../../ui/save-file.ts";
import styles from "./account-frame.module.css";
import security from "./security.module.css";

interface RecoveryCodesDialogProps {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** Shown this once; one is typed back, so that nobody finds out on the day they need them that they are gone. */
export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const [code, setCode] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const { mutateAsync } = useSafely();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await mutateAsync(() => confirmRecoveryCodes(code));
      onClose();
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      setFailure(error.message);
    }
  };
  return (
    <Dialog title={factorsTexts.codesTitle} onClose={onClose}>
      <p className={styles.note}>{factorsTexts.codesAbout}</p>
      <ul className={security.codes}>
        {codes.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <form className={styles.form} onSubmit={(event) => void send(event)}>
        <Button onClick={() => saveText("fairmark-recovery-codes.txt", `${codes.join("\n")}\n`, "text/plain")}>
          {commonTexts.download}
        </Button>
        <Field label={factorsTexts.typeOne} autoComplete="off" value={code} onChange={(event) => setCode(event.currentTarget.value)} />
        {failure === null ? null : <Banner kind="error" statement={failure} />}
        <Button type="submit" kind="primary">
          {factorsTexts.codesKept}
        </Button>
      </form>
    </Dialog>
  );
}
