import { signOf } from "../../market/figures.ts";
import text from "../../ui/text.module.css";

/** A gain or loss in the hue of its sign; one that rounds to zero has neither. */
export function SignedFigure({ children }: { readonly children: string }) {
  const sign = signOf(children);
  return <span className={sign === "plus" ? text.buy : sign === "minus" ? text.sell : undefined}>{children}</span>;
}
