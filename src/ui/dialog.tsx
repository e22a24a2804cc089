import { X } from "lucide-react";
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { classNames } from "./class-names.ts";
import styles from "./dialog.module.css";

interface DialogProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** `sheet` rises from the lower edge of a small screen. */
  readonly look?: "dialog" | "sheet";
}

/**
 * A dialog over the page, the browser's own: it keeps the focus, makes the rest inert, closes with Escape and gives
 * the focus back. Libraries that lock the page's scrolling write style sheets, which the security policy forbids.
 */
export function Dialog({ title, onClose, children, look = "dialog" }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
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
          <button type="button" className={styles.close} aria-label="Close" onClick={onClose}>
            <X size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
