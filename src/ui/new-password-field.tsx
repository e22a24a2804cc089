import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { Field } from "./field.tsx";
import styles from "./new-password-field.module.css";
import { strengthWords } from "./password-strength.ts";
import { usePasswordStrength } from "./use-password-strength.ts";

type NewPasswordFieldProps = Omit<ComponentProps<typeof Field>, "value" | "hint"> & {
  readonly value: string;
  /** What stands below it before anything is typed. */
  readonly hint: string;
  /** Characters that it needs. */
  readonly fewest: number;
  /** Words that are the person's own, as the name in their address. */
  readonly context?: readonly string[];
  /** Nobody reads advice on what was sent already. */
  readonly isSent?: boolean;
};

const LEVELS = [1, 2, 3, 4] as const;

/** A new password, with what would make it better while it is typed; pasted or made by a manager, it is as welcome. */
export function NewPasswordField({ value, hint, fewest, context = [], isSent = false, ...field }: NewPasswordFieldProps) {
  const strength = usePasswordStrength(isSent ? "" : value, context);
  const { level, words } = strengthWords(value, fewest, strength);
  return (
    <Field
      type="password"
      autoComplete="new-password"
      value={value}
      hint={
        value === "" ? (
          hint
        ) : (
          <span className={styles.strength}>
            <span className={styles.bars} aria-hidden="true">
              {LEVELS.map((bar) => (
                <span key={bar} className={classNames(styles.bar, bar <= level && styles.full)} />
              ))}
            </span>
            <span role="status">{words}</span>
          </span>
        )
      }
      {...field}
    />
  );
}
