import { useEffect, useState } from "react";
import type { SignInRow } from "../../../bff/contract/operations/user.ts";
import { signInStatus } from "../../rest/links.ts";
import { RestError } from "../../rest/rest-error.ts";
import * as signInTexts from "../../texts/sign-in.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import text from "../../ui/text.module.css";
import styles from "./account.module.css";

const ASK_EVERY_MS = 2_000;

interface NewDeviceStepProps {
  readonly row: SignInRow;
  readonly onReached: (row: SignInRow) => void;
  readonly onOver: () => void;
}

/** Waits until the owner lets this browser in, by the letter. */
export function NewDeviceStep({ row, onReached, onOver }: NewDeviceStepProps) {
  const flow = row.flow ?? "";
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const asking = setInterval(() => {
      signInStatus(flow).then(
        (now) => {
          if (now.next === undefined) onReached(now);
        },
        (error: unknown) => {
          if (!(error instanceof RestError) || error.isUnknown || error.isOverload) return;
          clearInterval(asking);
          setFailure(error.message);
        },
      );
    }, ASK_EVERY_MS);
    return () => clearInterval(asking);
  }, [flow, onReached]);
  return (
    <div className={styles.form}>
      <p className={styles.lead} role="status">
        {signInTexts.newDevice}
      </p>
      <p className={`${styles.amount} ${text.figure}`} data-testid="number">
        {row.number}
      </p>
      {failure === null ? null : (
        <Banner kind="error" statement={failure} actions={<Button onClick={onOver}>{signInTexts.beginAgain}</Button>} />
      )}
    </div>
  );
}
