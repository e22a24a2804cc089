import type { ReactNode, Ref } from "react";
import { classNames } from "./class-names.ts";
import styles from "./scroller.module.css";

interface ScrollerProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLElement>;
}

/** Takes the room that is left and scrolls within it. The keyboard can reach it, or what is below could not be read. */
export function Scroller({ label, children, className, ref }: ScrollerProps) {
  return (
    <section
      ref={ref}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus
      tabIndex={0}
      className={classNames(styles.scroller, className)}
    >
      {children}
    </section>
  );
}
