import { type ReactNode, useId } from "react";
import { Link, useLocation } from "wouter";
import { useIsSessionKnown, useSession } from "../../stores/session.ts";
import { Scroller } from "../../ui/scroller.tsx";
import styles from "./account-frame.module.css";

const PAGES = [
  { path: "/account/security", name: "Security" },
  { path: "/account/wallet", name: "Wallet" },
  { path: "/account/keys", name: "API keys" },
] as const;

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
        <nav aria-label="Account" className={styles.pages}>
          {PAGES.map((page) => (
            <Link key={page.path} href={page.path} className={styles.page} aria-current={page.path === path ? "page" : undefined}>
              {page.name}
            </Link>
          ))}
        </nav>
        <div>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.lead}>{lead}</p>
          {account === null ? <p className={styles.note}>{isKnown ? "Sign in to see this page." : "Reading …"}</p> : children(account)}
        </div>
      </div>
    </Scroller>
  );
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
