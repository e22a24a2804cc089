import type { ReactNode } from "react";

/** What menus are given, by their button and by what comes once it is pressed. */

export interface OpenMenuProps {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
}

export interface MenuItemProps {
  readonly children: ReactNode;
  readonly onSelect: () => void;
  readonly isDisabled?: boolean;
}

export interface MenuCheckProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly isChecked: boolean }[];
  readonly onChange: (value: string, isChecked: boolean) => void;
}

export interface MenuChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}
