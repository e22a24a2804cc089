import type { ReactNode } from "react";
import styles from "./check-box.module.css";

interface CheckBoxProps {
  readonly children: ReactNode;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

export function CheckBox({ children, isChecked, onChange }: CheckBoxProps) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={isChecked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {children}
    </label>
  );
}
