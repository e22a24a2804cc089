import { Check } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Link, useLocation } from "wouter";
import type { SecurityRow } from "../../../bff/contract/operations/security.ts";
import { sendVerification } from "../../rest/links.ts";
import { useCheckUp, useSecurity } from "../../rest/security.ts";
import { useSession, useUser } from "../../stores/session.ts";
import * as factorsTexts from "../../texts/factors.ts";
import * as startTexts from "../../texts/start.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { AccountFrame, Unread } from "./account-frame.tsx";
import { Score } from "./check-up-part.tsx";
import { PhraseForm } from "./phrase-form.tsx";
import security from "./security.module.css";
import { useApproved } from "./use-approved.tsx";
import { useFactors } from "./use-factors.tsx";

interface Step {
  readonly name: string;
  readonly why: string;
  readonly isDone: (row: SecurityRow) => boolean;
  readonly Body: () => ReactNode;
}

const STEPS: readonly Step[] = [
  {
    ...startTexts.steps.verify,
    isDone: ({ addressVerified }) => addressVerified,
    Body: AddressStep,
  },
  {
    ...startTexts.steps.factor,
    isDone: ({ factors }) => factors.length > 0,
    Body: FactorStep,
  },
  {
    ...startTexts.steps.codes,
    isDone: ({ recoveryCodesConfirmed }) => recoveryCodesConfirmed,
    Body: CodesStep,
  },
  {
    ...startTexts.steps.phrase,
    isDone: ({ phrase }) => phrase !== "",
    Body: () => <PhraseForm phrase="" />,
  },
];

/** Where a new account is led: what keeps it safe, one step at a time, none of which is forced. */
export function StartPage() {
  return (
    <AccountFrame title={startTexts.heading} lead={startTexts.lead}>
      {(account) => <Steps account={account} />}
    </AccountFrame>
  );
}

function Steps({ account }: { readonly account: number }) {
  const { data, error } = useSecurity(account);
  const { data: checkUp } = useCheckUp(account);
  const [left, setLeft] = useState<readonly string[]>([]);
  if (data === undefined || checkUp === undefined) return <Unread error={error} />;
  const current = STEPS.find(({ name, isDone }) => !isDone(data) && !left.includes(name));
  return (
    <>
      <Score row={checkUp} />
      <ol className={security.steps}>
        {STEPS.map(({ name, why, isDone, Body }, i) => (
          <li
            key={name}
            className={classNames(security.step, current?.name !== name && security.later)}
            aria-current={current?.name === name ? "step" : undefined}
          >
            <span className={security.number}>
              {isDone(data) ? <Check size={16} strokeWidth={1.5} aria-label={factorsTexts.done} /> : i + 1}
            </span>
            <h2 className={security.stepName}>{name}</h2>
            {current?.name === name ? (
              <div className={security.stepBody}>
                <p className={styles.note}>{why}</p>
                <Body />
                <p className={security.leave}>
                  <button type="button" className={text.link} onClick={() => setLeft([...left, name])}>
                    {startTexts.later}
                  </button>
                </p>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      <p className={styles.row} role="status">
        {current !== undefined ? null : STEPS.every(({ isDone }) => isDone(data)) ? startTexts.allDone : startTexts.restCanWait}
        <Link href="/account/security" className={text.link}>
          {startTexts.seeCheckUp}
        </Link>
        <Link href="/" className={text.link}>
          {startTexts.startTrading}
        </Link>
      </p>
    </>
  );
}

function AddressStep() {
  const [, navigate] = useLocation();
  const email = useUser()?.email ?? "";
  const isLocal = useSession(({ session }) => session?.mode === "local");
  const { run, failure } = useApproved();
  const [isSent, setSent] = useState(false);
  const again = async () => {
    await sendVerification(email);
    setSent(true);
  };
  return (
    <>
      <p className={styles.note} role="status">
        {failure ?? (isSent ? startTexts.letterSentAgain(email) : startTexts.letterSent(email))}
      </p>
      <div className={styles.row}>
        {isLocal ? (
          <Button kind="primary" onClick={() => navigate("/outbox")}>
            {factorsTexts.readLetter}
          </Button>
        ) : null}
        <Button onClick={() => run(again)}>{startTexts.sendAgain}</Button>
      </div>
    </>
  );
}

function FactorStep() {
  const { newPasskey, newApp, said } = useFactors();
  return (
    <>
      <div className={styles.row}>
        <Button kind="primary" onClick={newPasskey}>
          {factorsTexts.toAddPasskey}
        </Button>
        <Button onClick={newApp}>{factorsTexts.authenticatorTitle}</Button>
      </div>
      {said}
    </>
  );
}

function CodesStep() {
  const { newCodes, said } = useFactors();
  return (
    <>
      <Button kind="primary" onClick={newCodes}>
        {startTexts.createCodes}
      </Button>
      {said}
    </>
  );
}
