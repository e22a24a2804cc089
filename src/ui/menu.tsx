import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import styles from "./menu.module.css";

interface MenuProps {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
}

/** A menu under its button. Not modal: a modal one would lock scrolling with a style sheet, which the policy forbids. */
export function Menu({ trigger, label, children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.trigger} aria-label={label}>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="end" sideOffset={6} collisionPadding={8}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({
  children,
  onSelect,
  isDisabled = false,
}: {
  readonly children: ReactNode;
  readonly onSelect: () => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <DropdownMenu.Item className={styles.item} onSelect={onSelect} disabled={isDisabled}>
      {children}
    </DropdownMenu.Item>
  );
}

interface MenuChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of several; the menu stays open, so that the choice can be seen. */
export function MenuChoice<T extends string>({ label, options, value, onChange }: MenuChoiceProps<T>) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)} aria-label={label}>
      <DropdownMenu.Label className={styles.label}>{label}</DropdownMenu.Label>
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          className={styles.item}
          onSelect={(event) => event.preventDefault()}
        >
          {option.label}
          <DropdownMenu.ItemIndicator className={styles.chosen}>
            <Check size={14} strokeWidth={1.75} aria-hidden="true" />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

interface MenuChecksProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly isChecked: boolean }[];
  readonly onChange: (value: string, isChecked: boolean) => void;
}

/** Any of several; the menu stays open. */
export function MenuChecks({ label, options, onChange }: MenuChecksProps) {
  return (
    <DropdownMenu.Group aria-label={label}>
      <DropdownMenu.Label className={styles.label}>{label}</DropdownMenu.Label>
      {options.map(({ value, isChecked }) => (
        <DropdownMenu.CheckboxItem
          key={value}
          checked={isChecked}
          className={styles.item}
          onCheckedChange={(checked) => onChange(value, checked)}
          onSelect={(event) => event.preventDefault()}
        >
          {value}
          <DropdownMenu.ItemIndicator className={styles.chosen}>
            <Check size={14} strokeWidth={1.75} aria-hidden="true" />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.CheckboxItem>
      ))}
    </DropdownMenu.Group>
  );
}

export function MenuText({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className={styles.text}>{children}</DropdownMenu.Label>;
}

export function MenuRule() {
  return <DropdownMenu.Separator className={styles.rule} />;
}
