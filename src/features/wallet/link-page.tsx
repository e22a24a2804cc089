import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import type { NewDeviceRow } from "../../../bff/contract/operations/sign-in.ts";
import {
  cancelChangeByLink,
  cancelRecovery,
  confirmEmail,
  decideDevice,
  endKey,
  finishRecovery,
  freeze,
  resetPassword,
  showDevice,
  undoEmail,
  undoPassword,
  verifyEmail,
} from "../../rest/links.ts";
import { FEWEST_PASSWORD_CHARACTERS, readSession } from "../../rest/people.ts";
import { RestError } from "../../rest/rest-error.ts";
import { useSession } from "../../stores/session.ts";
import * as commonTexts from "../../texts/common.ts";
import * as linksTexts from "../../texts/links.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { NewPasswordField } from "../../ui/new-password-field.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import security from "./security.module.css";

interface LinkWords {
  readonly title: string;
  readonly lead: string;
  readonly act: string;
  readonly done: string;
  readonly run: (token: string) => Promise<unknown>;
}

/** Pages that letters lead to and that need one press. Nothing happens before it: programs that open links are no persons. */
const LINKS: Readonly<Record<string, LinkWords>> = {
  "/verify": { ...linksTexts.verify, run: verifyEmail },
  "/freeze": { ...linksTexts.freeze, run: freeze },
  "/cancel-change": { ...linksTexts.cancelChange, run: cancelChangeByLink },
  "/confirm-email": { ...linksTexts.confirmEmail, run: confirmEmail },
  "/undo-email": { ...linksTexts.undoEmail, run: undoEmail },
  "/undo-password": { ...linksTexts.undoPassword, run: undoPassword },
  "/end-key": { ...linksTexts.endKey, run: endKey },
  "/cancel-recovery": { ...linksTexts.cancelRecovery, run: cancelRecovery },
};

/** The token stands in the fragment, which no server sees; it is taken out of the address bar at once. */
function useToken(): string {
  const [token] = useState(() => /^#t=([A-Za-z0-9._-]+)$/.exec(window.location.hash)?.[1] ?? "");
  useEffect(() => window.history.replaceState(null, "", window.location.pathname), []);
  return token;
}

/** Runs once what the page is for. */
function useOnce() {
  const [state, setState] = useState<"ready" | "busy" | "done">("ready");
  const [failure, setFailure] = useState<string | null>(null);
  const run = async (act: () => Promise<unknown>) => {
    setState("busy");
    setFailure(null);
    try {
      await act();
      setState("done");
      useSession.getState().setSession(await readSession());
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      setFailure(error.message);
      setState("ready");
    }
  };
  return { state, failure, run };
}

function Sheet({ title, failure, children }: { readonly title: string; readonly failure: string | null; readonly children: ReactNode }) {
  return (
    <Scroller label={title} className={styles.frame}>
      <div className={security.link}>
        <h1>{title}</h1>
        {children}
        {failure === null ? null : <Banner kind="error" statement={failure} />}
      </div>
    </Scroller>
  );
}

export function LinkPage() {
  const [path] = useLocation();
  const token = useToken();
  const { state, failure, run } = useOnce();
  const words = LINKS[path];
  if (path === "/approve") return <ApprovePage token={token} />;
  if (words === undefined) return <NewPasswordPage token={token} isRecovery={path === "/recover"} />;
  return (
    <Sheet title={words.title} failure={failure}>
      <p className={styles.lead} role="status">
        {state === "done" ? words.done : words.lead}
      </p>
      {state === "done" ? (
        <p>
          <Link href={path === "/verify" ? "/account/start" : "/account/security"} className={text.link}>
            {path === "/verify" ? linksTexts.nextStep : linksTexts.seeSecurity}
          </Link>
        </p>
      ) : (
        <Button kind="primary" disabled={state === "busy"} onClick={() => void run(() => words.run(token))}>
          {words.act}
        </Button>
      )}
    </Sheet>
  );
}

function ApprovePage({ token }: { readonly token: string }) {
  const { state, failure, run } = useOnce();
  const [device, setDevice] = useState<NewDeviceRow | null>(null);
  const [said, setSaid] = useState("");
  const look = () => run(async () => setDevice(await showDevice(token)));
  const decide = (isLetIn: boolean) =>
    run(async () => {
      await decideDevice(token, isLetIn);
      setSaid(isLetIn ? linksTexts.letIn : linksTexts.keptOut);
    });
  return (
    <Sheet title={linksTexts.deviceTitle} failure={failure}>
      {said !== "" ? (
        <p role="status">{said}</p>
      ) : device === null ? (
        <Button kind="primary" disabled={state === "busy"} onClick={() => void look()}>
          {linksTexts.lookAtDevice}
        </Button>
      ) : (
        <>
          <p className={styles.lead}>{linksTexts.deviceAsks(device.device, device.address, device.email)}</p>
          <p className={security.pairing} data-testid="number">
            {device.number}
          </p>
          <div className={styles.row}>
            <Button kind="primary" onClick={() => void decide(true)}>
              {linksTexts.letItIn}
            </Button>
            <Button onClick={() => void decide(false)}>{linksTexts.keepItOut}</Button>
          </div>
        </>
      )}
    </Sheet>
  );
}

function NewPasswordPage({ token, isRecovery }: { readonly token: string; readonly isRecovery: boolean }) {
  const { state, failure, run } = useOnce();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    void run(() => (isRecovery ? finishRecovery(token, password) : resetPassword(token, password, code)));
  };
  return (
    <Sheet title={isRecovery ? linksTexts.recoverTitle : linksTexts.passwordTitle} failure={failure}>
      {state === "done" ? (
        <p role="status">{linksTexts.passwordSet(isRecovery)}</p>
      ) : (
        <form className={styles.form} onSubmit={send}>
          {isRecovery ? <p className={styles.lead}>{linksTexts.recoverLead}</p> : null}
          <NewPasswordField
            label={commonTexts.newPassword}
            fewest={FEWEST_PASSWORD_CHARACTERS}
            hint={linksTexts.newPasswordHint}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {isRecovery ? null : (
            <Field
              label={commonTexts.code}
              autoComplete="one-time-code"
              hint={linksTexts.codeHint}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
          <Button type="submit" kind="primary" disabled={state === "busy"}>
            {linksTexts.setPassword}
          </Button>
        </form>
      )}
    </Sheet>
  );
}
