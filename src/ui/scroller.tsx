import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./scroller.module.css";

type ScrollerProps = Pick<ComponentProps<"section">, "ref" | "onKeyDown" | "onBlur" | "onScroll"> & {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
};

/** Takes the room that is left and scrolls within it. The keyboard can reach it, or what is below could not be read. */
export function Scroller({ label, children, className, ...rest }: ScrollerProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus
      tabIndex={0}
      className={classNames(styles.scroller, className)}
      {...rest}
    >
      {children}
    </section>
  );
}
