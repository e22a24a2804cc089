import { type ReactNode, useId } from "react";
import { Link, useLocation } from "wouter";
import { useDialogs } from "../../stores/dialogs.ts";
import { useIsSessionKnown, useSession } from "../../stores/session.ts";
import * as accountTexts from "../../texts/account.ts";
import * as commonTexts from "../../texts/common.ts";
import { Button } from "../../ui/button.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import styles from "./account-frame.module.css";
import { ACCOUNT_PAGES } from "./account-pages.ts";

interface AccountFrameProps {
  readonly title: string;
  readonly lead: string;
  readonly children: (account: number) => ReactNode;
}

/** A page of the signed-in account, with its neighbours; signed out, one sentence. */
export function AccountFrame({ title, lead, children }: AccountFrameProps) {
  const [path] = useLocation();
  const account = useSession(({ session }) => session?.account ?? null);
  const isKnown = useIsSessionKnown();
  return (
    <Scroller label={title} className={styles.frame}>
      <div className={styles.inside}>
        <nav aria-label={accountTexts.label} className={styles.pages}>
          {ACCOUNT_PAGES.map((page) => (
            <Link key={page.path} href={page.path} className={styles.page} aria-current={page.path === path ? "page" : undefined}>
              {page.name}
            </Link>
          ))}
        </nav>
        <div>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.lead}>{lead}</p>
          {account !== null ? children(account) : isKnown ? <SignedOut /> : <Unread error={null} />}
        </div>
      </div>
    </Scroller>
  );
}

function SignedOut() {
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <>
      <p className={styles.note}>{accountTexts.signInToSee}</p>
      <Button onClick={() => show("signIn")}>{commonTexts.signIn}</Button>
    </>
  );
}

/** In the place of what is not here yet, or can't be had. */
export function Unread({ error }: { readonly error: Error | null }) {
  return <p className={styles.note}>{error === null ? commonTexts.reading : accountTexts.unreadable(error.message)}</p>;
}

interface PartProps {
  readonly name: string;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of such a page, under a rule of its own. */
export function Part({ name, about, actions, children }: PartProps) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={styles.part}>
      <div className={styles.head}>
        <h2 id={heading} className={styles.name}>
          {name}
        </h2>
        <p className={styles.about}>{about}</p>
        {actions}
      </div>
      {children}
    </section>
  );
}
