import type { ReactNode } from "react";
import { MISSING } from "../../../market/figures.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { classNames } from "../../../ui/class-names.ts";
import text from "../../../ui/text.module.css";
import styles from "./preview-list.module.css";

interface PreviewLineProps {
  readonly name: string;
  readonly detail?: string | undefined;
  readonly unit?: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

export function PreviewLine({ name, detail, unit, children, className }: PreviewLineProps) {
  const isMissing = children === MISSING;
  return (
    <div className={classNames(styles.line, className)}>
      <dt>
        {name}
        {detail === undefined ? null : <span className={text.third}> {detail}</span>}
      </dt>
      <dd className={isMissing ? text.third : undefined}>
        {children}
        {unit === undefined || isMissing ? null : <span className={text.third}> {unit}</span>}
      </dd>
    </div>
  );
}

/** `52,653.0 → 52,921.5`, the old one quiet; the new one alone where there was none. */
export function BeforeAfter({ before, after }: { readonly before: string | null; readonly after: string }) {
  return (
    <>
      {before === null ? null : (
        <span className={text.third}>
          {before} <Arrow />{" "}
        </span>
      )}
      {after}
    </>
  );
}

/** Drawn, for the arrow is not in the font's Latin part. */
function Arrow() {
  return (
    <svg viewBox="0 0 11 8" className={styles.arrow} role="img" aria-label={ticketTexts.previewThen}>
      <path d="M0 4h10M6.5 0.8 10 4 6.5 7.2" fill="none" stroke="currentColor" />
    </svg>
  );
}
