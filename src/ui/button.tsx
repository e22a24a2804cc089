import type { ComponentProps, MouseEvent } from "react";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";

/** `primary` at most once a view; `buy` and `sell` only where an order is sent; `quiet` in rows; `plain` in heads. */
export type ButtonKind = "primary" | "standard" | "quiet" | "plain" | "buy" | "sell";

type ButtonProps = ComponentProps<"button"> & { readonly kind?: ButtonKind; readonly size?: "small" | "normal" | "tall" };

/**
 * A button. While it is disabled it can still have the focus, or a press of it would throw the keyboard back to the
 * start of the page as soon as it waits for an answer; it only does nothing.
 */
export function Button({
  kind = "standard",
  size = "normal",
  className,
  type = "button",
  disabled = false,
  onClick,
  ...rest
}: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (disabled) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type={type}
      className={classNames(styles.button, styles[kind], styles[size], className)}
      aria-disabled={disabled}
      onClick={press}
      {...rest}
    />
  );
}
