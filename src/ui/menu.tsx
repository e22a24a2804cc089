import { createContext, type KeyboardEvent, type ReactNode, useContext, useState } from "react";
import styles from "./menu.module.css";
import type { MenuCheckProps, MenuChoiceProps, MenuItemProps, OpenMenuProps } from "./menu-props.ts";

const importParts = () => import("./menu-parts.tsx");
type Parts = Awaited<ReturnType<typeof importParts>>;

/** What menus are made of, for what stands in an open one. */
const PartsContext = createContext<Parts | null>(null);

function useParts(): Parts {
  const parts = useContext(PartsContext);
  if (parts === null) throw new Error("This stands in no menu.");
  return parts;
}

/** Fetches what menus are made of, as soon as somebody comes near one; who opens it asks again, and hears what failed. */
const ask = () => void Promise.allSettled([importParts()]);

/** A menu under its button. Until it is opened for the first time it is the button alone. */
export function Menu({ trigger, label, children }: OpenMenuProps) {
  const [parts, setParts] = useState<Parts | null>(null);
  const open = () =>
    void importParts().then(setParts, (error: unknown) =>
      setParts(() => {
        throw error;
      }),
    );
  const press = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    open();
  };
  if (parts !== null)
    return (
      <PartsContext value={parts}>
        <parts.OpenMenu trigger={trigger} label={label}>
          {children}
        </parts.OpenMenu>
      </PartsContext>
    );
  return (
    <button
      type="button"
      className={styles.trigger}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={ask}
      onFocus={ask}
      onKeyDown={press}
      onClick={open}
    >
      {trigger}
    </button>
  );
}

export function MenuItem(props: MenuItemProps) {
  const { Item } = useParts();
  return <Item {...props} />;
}

/** One of several; the menu stays open, so that the choice can be seen. */
export function MenuChoice<T extends string>({ label, options, value, onChange }: MenuChoiceProps<T>) {
  const { Radio } = useParts();
  return <Radio label={label} options={options} value={value} onChange={(next) => onChange(next as T)} />;
}

/** Any of several; the menu stays open. */
export function MenuChecks(props: MenuCheckProps) {
  const { Checks } = useParts();
  return <Checks {...props} />;
}

export function MenuText({ children }: { readonly children: ReactNode }) {
  const { Words } = useParts();
  return <Words>{children}</Words>;
}

export function MenuRule() {
  const { Rule } = useParts();
  return <Rule />;
}
