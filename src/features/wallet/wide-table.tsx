import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import * as accountTexts from "../../texts/account.ts";
import table from "../../ui/table.module.css";
import styles from "./account-frame.module.css";

interface WideTableProps {
  readonly label: string;
  /** Where a link of the page leads. */
  readonly id?: string;
  readonly children: ReactNode;
}

/** A table that scrolls sideways where its room is narrow. The keyboard can reach it then, and only then. */
export function WideTable({ label, id, children }: WideTableProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isWider, setWider] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWider(element.scrollWidth > element.clientWidth));
    for (const one of [element, ...element.children]) observer.observe(one);
    return () => observer.disconnect();
  }, []);
  const reach = isWider ? { tabIndex: 0, role: "region", "aria-label": accountTexts.scrolls(label) } : {};
  return (
    <div ref={box} id={id} className={styles.wide} {...reach}>
      <table className={table.table} aria-label={label}>
        {children}
      </table>
    </div>
  );
}
