import type { ComponentProps } from "react";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";

/** `primary` at most once a view; `buy` and `sell` only where an order is sent; `quiet` in rows; `plain` in heads. */
export type ButtonKind = "primary" | "standard" | "quiet" | "plain" | "buy" | "sell";

type ButtonProps = ComponentProps<"button"> & { readonly kind?: ButtonKind; readonly size?: "small" | "normal" | "tall" };

export function Button({ kind = "standard", size = "normal", className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={classNames(styles.button, styles[kind], styles[size], className)} {...rest} />;
}
