import * as commonTexts from "../texts/common.ts";
import styles from "./logo.module.css";

/** The mark: a straight line, and the curve that touches it at one point. */
export function Logo({ withName }: { readonly withName: boolean }) {
  return (
    <span className={styles.logo}>
      <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className={styles.mark}>
        <path className={styles.curve} d="M13 31.5Q12.5 12.5 31.5 13" strokeWidth="3" />
        <path className={styles.line} d="M1.5 29 29 1.5" strokeWidth="3" />
      </svg>
      {withName ? <span className={styles.name}>{commonTexts.product}</span> : null}
    </span>
  );
}
