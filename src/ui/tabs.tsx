import * as RadixTabs from "radix-ui/tabs";
import type { ReactNode, SyntheticEvent } from "react";
import styles from "./tabs.module.css";

export interface Tab<T extends string> {
  readonly value: T;
  readonly label: string;
  /** How many rows wait behind it. */
  readonly count?: number | undefined;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** At the right end of the row of tabs. */
  readonly end?: ReactNode;
  /** The panel of the chosen tab. */
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

// A tab that is pressed by hand needs no ring to be found; whether the browser draws one then depends on what was before.
const press = ({ currentTarget }: SyntheticEvent<HTMLElement>) => {
  currentTarget.dataset["pressed"] = "";
};
const release = ({ currentTarget }: SyntheticEvent<HTMLElement>) => {
  delete currentTarget.dataset["pressed"];
};

/** A row of tabs over one panel, the chosen one's. */
export function Tabs<T extends string>({ label, tabs, value, onChange, end, children, className }: TabsProps<T>) {
  return (
    <RadixTabs.Root value={value} onValueChange={(next) => onChange(next as T)} className={className}>
      <div className={styles.head}>
        <RadixTabs.List aria-label={label} className={styles.list}>
          {tabs.map((tab) => (
            <RadixTabs.Trigger
              key={tab.value}
              value={tab.value}
              className={styles.tab}
              onPointerDown={press}
              onBlur={release}
              onKeyDown={release}
            >
              {tab.label}
              {tab.count === undefined ? null : <span className={styles.count}>{tab.count}</span>}
            </RadixTabs.Trigger>
          ))}
        </RadixTabs.List>
        {end === undefined ? null : <div className={styles.end}>{end}</div>}
      </div>
      <RadixTabs.Content value={value} className={styles.panel} tabIndex={-1}>
        {children}
      </RadixTabs.Content>
    </RadixTabs.Root>
  );
}
