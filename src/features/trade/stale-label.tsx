import { age } from "../../market/figures.ts";
import text from "../../ui/text.module.css";
import { useAge } from "./use-age.ts";

/** Says in a panel's head how old what it shows is; nothing while it is live. */
export function StaleLabel({ name, table }: { readonly name: string; readonly table: string }) {
  const { staleMs } = useAge(table);
  if (staleMs === null) return null;
  return (
    <span className={`${text.risk} ${text.figure}`}>
      {name}: {age(staleMs, false)} old
    </span>
  );
}
