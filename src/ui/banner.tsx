import type { ReactNode } from "react";
import styles from "./banner.module.css";
import { classNames } from "./class-names.ts";

interface BannerProps {
  /** `risk` for waiting and overload, `error` for what was refused. */
  readonly kind: "risk" | "error";
  readonly statement: string;
  /** What still works, or what to do. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Stands in the panel that it concerns, for as long as it is true. */
export function Banner({ kind, statement, children, actions }: BannerProps) {
  return (
    <div role={kind === "error" ? "alert" : "status"} className={classNames(styles.banner, styles[kind])}>
      <p>
        <strong className={styles.statement}>{statement}</strong> {children}
      </p>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
