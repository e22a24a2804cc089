import * as commonTexts from "../texts/common.ts";
import styles from "./direction.module.css";

/** The arrow that goes with a direction, so that its colour never stands alone. */
export function Direction({ isUp }: { readonly isUp: boolean }) {
  return (
    <svg viewBox="0 0 10 8" className={styles.arrow} role="img" aria-label={isUp ? commonTexts.up : commonTexts.down}>
      <path d={isUp ? "M0 8h10L5 0z" : "M0 0h10L5 8z"} fill="currentColor" />
    </svg>
  );
}
