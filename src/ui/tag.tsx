import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./tag.module.css";

/** One or two words in a hairline of their own hue. */
export function Tag({ children, hue }: { readonly children: ReactNode; readonly hue?: "accent" | "risk" | "ok" }) {
  return <span className={classNames(styles.tag, hue !== undefined && styles[hue])}>{children}</span>;
}
