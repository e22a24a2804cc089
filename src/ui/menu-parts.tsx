import { Check } from "lucide-react";
import * as DropdownMenu from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";
import styles from "./menu.module.css";
import type { MenuCheckProps, MenuChoiceProps, MenuItemProps, OpenMenuProps } from "./menu-props.ts";

/**
 * What a menu is made of once somebody has reached for one: it measures, places and traps keys, which is more than the
 * first page needs. Not modal: a modal one would lock scrolling with a style sheet, which the policy forbids.
 */
export function OpenMenu({ trigger, label, children }: OpenMenuProps) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
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

export function Item({ children, onSelect, isDisabled }: MenuItemProps) {
  return (
    <DropdownMenu.Item className={styles.item} onSelect={onSelect} disabled={isDisabled === true}>
      {children}
    </DropdownMenu.Item>
  );
}

const Tick = () => (
  <DropdownMenu.ItemIndicator className={styles.chosen}>
    <Check size={14} strokeWidth={1.75} aria-hidden="true" />
  </DropdownMenu.ItemIndicator>
);

export function Radio({ label, options, value, onChange }: MenuChoiceProps<string>) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      <DropdownMenu.Label className={styles.label}>{label}</DropdownMenu.Label>
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          className={styles.item}
          onSelect={(event) => event.preventDefault()}
        >
          {option.label}
          <Tick />
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function Checks({ label, options, onChange }: MenuCheckProps) {
  return (
    <DropdownMenu.Group aria-label={label}>
      <DropdownMenu.Label className={styles.label}>{label}</DropdownMenu.Label>
      {options.map(({ value, label: words, isChecked }) => (
        <DropdownMenu.CheckboxItem
          key={value}
          checked={isChecked}
          className={styles.item}
          onCheckedChange={(checked) => onChange(value, checked)}
          onSelect={(event) => event.preventDefault()}
        >
          {words}
          <Tick />
        </DropdownMenu.CheckboxItem>
      ))}
    </DropdownMenu.Group>
  );
}

export const Words = ({ children }: { readonly children: ReactNode }) => (
  <DropdownMenu.Label className={styles.text}>{children}</DropdownMenu.Label>
);

export const Rule = () => <DropdownMenu.Separator className={styles.rule} />;
