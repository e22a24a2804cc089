import { type ReactNode, useRef } from "react";
import { classNames } from "./class-names.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { useKeptFocus } from "./keep-focus.ts";
import styles from "./panel.module.css";

interface PanelProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A part of the screen that meets its neighbours at a hairline. */
export function Panel({ label, children, className }: PanelProps) {
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box);
  return (
    <section ref={box} aria-label={label} className={classNames(styles.panel, className)}>
      <ErrorBoundary what={label}>{children}</ErrorBoundary>
    </section>
  );
}

interface PanelHeadProps {
  readonly title?: string;
  readonly children?: ReactNode;
  readonly end?: ReactNode;
}

export function PanelHead({ title, children, end }: PanelHeadProps) {
  return (
    <div className={styles.head}>
      {title === undefined ? null : <h2 className={styles.title}>{title}</h2>}
      {children}
      {end === undefined ? null : <div className={styles.end}>{end}</div>}
    </div>
  );
}
