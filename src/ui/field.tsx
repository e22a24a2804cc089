import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import text from "./text.module.css";

type FieldProps = Omit<ComponentProps<"input">, "id"> & {
  readonly label: string;
  readonly unit?: ReactNode;
  /** What is wrong and what would be right. */
  readonly error?: string | null;
  readonly hint?: ReactNode;
  /** Where a head says already what it is, as in a table: the label is for ears alone, and the field as high as a row. */
  readonly isBare?: boolean;
};

/** A labelled input: label inside left, value right for figures, unit after it, and below what is wrong with it. */
export function Field({ label, unit, error, hint, isBare = false, className, ...input }: FieldProps) {
  const id = useId();
  const isWrong = error !== null && error !== undefined;
  const about = isWrong ? `${id}-error` : hint === undefined ? undefined : `${id}-hint`;
  return (
    <div className={className}>
      <div className={classNames(styles.field, isWrong && styles.wrong, isBare && styles.bare)}>
        <label htmlFor={id} className={isBare ? text.hidden : undefined}>
          {label}
        </label>
        <input id={id} aria-invalid={isWrong} aria-describedby={about} {...input} />
        {unit === undefined ? null : <span className={styles.unit}>{unit}</span>}
      </div>
      {isWrong ? (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      ) : hint === undefined ? null : (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
