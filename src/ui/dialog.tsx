import { X } from "lucide-react";
import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from "react";
import * as commonTexts from "../texts/common.ts";
import { classNames } from "./class-names.ts";
import styles from "./dialog.module.css";
import { focusPageWhenLost } from "./keep-focus.ts";

interface DialogProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** `wide` has room for a table; `sheet` rises from the lower edge of a small screen. */
  readonly look?: "dialog" | "wide" | "sheet";
}

/** Where the focus begins when it should not be on the first thing: what does no harm. */
const SAFE = "[data-safe]";

/** The first thing in a dialog's body: a field, the chosen one of several, or what it is there to do. */
const FIRST = ':is(input:not([type="radio"]:not(:checked)), button, a[href]):not(:disabled, [tabindex="-1"])';

/**
 * A dialog over the page, the browser's own: it keeps the focus, makes the rest inert, closes with Escape and gives
 * the focus back. The focus begins in its body, for nobody opens a dialog to close it. Libraries that lock the page's
 * scrolling write style sheets, which the security policy forbids.
 */
export function Dialog({ title, onClose, children, look = "dialog" }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const body = useRef<HTMLDivElement>(null);
  // Before it is taken out of the page: a dialog that lies in it no more cannot give the focus back.
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    const start = body.current?.querySelector<HTMLElement>(SAFE) ?? body.current?.querySelector<HTMLElement>(FIRST);
    start?.focus();
    return () => {
      dialog?.close();
      focusPageWhenLost(dialog);
    };
  }, []);
  // The event comes late: a dialog that was opened again meanwhile is not closed by it.
  const closed = () => {
    if (box.current?.open === false) onClose();
  };
  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === box.current) onClose();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is on the backdrop; the keyboard has Escape and the button
    <dialog ref={box} className={classNames(styles.box, styles[look])} aria-labelledby={heading} onClose={closed} onClick={closeOnBackdrop}>
      <div className={styles.inside}>
        <header className={styles.head}>
          <h2 id={heading} className={styles.title}>
            {title}
          </h2>
          <button type="button" className={styles.close} aria-label={commonTexts.close} onClick={onClose}>
            <X size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        </header>
        <div ref={body}>{children}</div>
      </div>
    </dialog>
  );
}
