import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useLocation } from "wouter";
import type { NewDeviceRow } from "../../../bff/contract/operations/sign-in.ts";
import {
  cancelChangeByLink,
  cancelRecovery,
  decideDevice,
  finishRecovery,
  freeze,
  resetPassword,
  showDevice,
  verifyEmail,
} from "../../rest/links.ts";
import { readSession } from "../../rest/people.ts";
import { RestError } from "../../rest/rest-error.ts";
import { useSession } from "../../stores/session.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
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
  "/verify": {
    title: "Confirm your address",
    lead: "Keys and withdrawals wait for it.",
    act: "Confirm the address",
    done: "The address is confirmed.",
    run: verifyEmail,
  },
  "/freeze": {
    title: "This was not me",
    lead: "Freezes the account at once: all sessions end, withdrawals stop, and keys may only cancel and read. Lifting it takes a sign-in and 24 hours.",
    act: "Freeze the account",
    done: "The account is frozen.",
    run: freeze,
  },
  "/cancel-change": {
    title: "Cancel the change",
    lead: "What was asked for does not take effect.",
    act: "Cancel the change",
    done: "The change is cancelled.",
    run: cancelChangeByLink,
  },
  "/cancel-recovery": {
    title: "Cancel the recovery",
    lead: "Nobody recovers the account by it; everything stays as it is.",
    act: "Cancel the recovery",
    done: "The recovery is cancelled.",
    run: cancelRecovery,
  },
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
    <div className={security.link}>
      <h1>{title}</h1>
      {children}
      {failure === null ? null : <Banner kind="error" statement={failure} />}
    </div>
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
      {state === "done" ? null : (
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
      setSaid(isLetIn ? "The device is let in: go on there." : "The device is kept out. If it was not you, change the password.");
    });
  return (
    <Sheet title="Let a new device in?" failure={failure}>
      {said !== "" ? (
        <p role="status">{said}</p>
      ) : device === null ? (
        <Button kind="primary" disabled={state === "busy"} onClick={() => void look()}>
          Look at the device
        </Button>
      ) : (
        <>
          <p className={styles.lead}>
            {device.device} at {device.address} asks to sign in as {device.email}. It shows this number:
          </p>
          <p className={security.number}>{device.number}</p>
          <div className={styles.row}>
            <Button kind="primary" onClick={() => void decide(true)}>
              It is mine: let it in
            </Button>
            <Button onClick={() => void decide(false)}>Keep it out</Button>
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
    <Sheet title={isRecovery ? "Recover the account" : "Set a new password"} failure={failure}>
      {state === "done" ? (
        <p role="status">The password is set. Sign in with it; withdrawals wait {isRecovery ? "7 days" : "24 hours"}.</p>
      ) : (
        <form className={styles.form} onSubmit={send}>
          <Field
            label="New password"
            type="password"
            autoComplete="new-password"
            hint="15 characters or more. A few words do well."
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {isRecovery ? null : (
            <Field
              label="Code"
              autoComplete="one-time-code"
              hint="Of your authenticator app, or a recovery code. Leave it empty if you have neither."
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
          <Button type="submit" kind="primary" disabled={state === "busy"}>
            Set the password
          </Button>
        </form>
      )}
    </Sheet>
  );
}
