import * as commonTexts from "../../texts/common.ts";
import { classNames } from "../../ui/class-names.ts";
import styles from "./legend.module.css";

/** What is drawn: each has a shape of its own beside its hue. */
export type LegendKey = "now" | "order" | "linear";

/** The line and the sign of a curve, as the canvas draws them. */
export function Swatch({ of }: { readonly of: LegendKey }) {
  return <span className={classNames(styles.swatch, styles[of])} aria-hidden="true" />;
}

interface LegendProps {
  readonly keys: readonly LegendKey[];
  /** Name of the second, dashed line. */
  readonly against: string;
  /** What the typed order, or whatever else would change the position, is called. */
  readonly after: string;
}

export function Legend({ keys, against, after }: LegendProps) {
  const words: Readonly<Record<LegendKey, string>> = { now: commonTexts.position, order: after, linear: against };
  return (
    <ul className={styles.legend}>
      {keys.map((key) => (
        <li key={key}>
          <Swatch of={key} /> {words[key]}
        </li>
      ))}
    </ul>
  );
}
