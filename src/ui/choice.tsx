import { useId } from "react";
import styles from "./choice.module.css";
import { classNames } from "./class-names.ts";

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Class of the option while it is chosen, where it means more than 'chosen'. */
  readonly chosenClass?: string | undefined;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  /** `bar` fills the width with equal parts; `words` stand side by side; `tabs` head a panel. */
  readonly look?: "bar" | "words" | "tabs";
  readonly isDisabled?: boolean;
}

/** One of a few, all in sight: radio buttons that look like a switch. Arrow keys go from one to the next. */
export function Choice<T extends string>({ label, options, value, onChange, look = "words", isDisabled = false }: ChoiceProps<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles[look]}>
      {options.map((option) => (
        <label key={option.value} className={classNames(styles.option, option.value === value && (option.chosenClass ?? styles.chosen))}>
          <input
            type="radio"
            name={name}
            className={styles.input}
            checked={option.value === value}
            disabled={isDisabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
