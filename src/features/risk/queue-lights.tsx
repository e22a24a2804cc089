import { Link } from "wouter";
import { classNames } from "../../ui/class-names.ts";
import text from "../../ui/text.module.css";
import styles from "./queue-lights.module.css";
import { ruleHref } from "./rules.ts";

interface QueueLightsProps {
  /** In fifths, 1 for the first to be deleveraged; null while it is not known. */
  readonly percentile: number | null;
  readonly isLong: boolean;
}

const LIGHTS = [1, 2, 3, 4, 5] as const;

/** How early a position would be deleveraged: as many lights as its fifth of the queue, and the same in words. */
export function QueueLights({ percentile, isLong }: QueueLightsProps) {
  const lit = percentile === null ? 0 : Math.round(percentile * LIGHTS.length);
  const side = isLong ? "longs" : "shorts";
  const words =
    lit === 0
      ? "Its place is not known yet."
      : lit === LIGHTS.length
        ? `Five of five: among the first fifth of ${side} that would be deleveraged.`
        : `${lit} of five: ${LIGHTS.length - lit === 1 ? "a fifth" : `${LIGHTS.length - lit} fifths`} of ${side} would be deleveraged before.`;
  return (
    <div className={styles.row}>
      <span className={styles.lights} aria-hidden="true">
        {LIGHTS.map((light) => (
          <span key={light} className={classNames(styles.light, light <= lit && styles.lit)} />
        ))}
      </span>
      <span>{words}</span>
      <Link href={ruleHref("deleveraging")} className={text.link}>
        Rule
      </Link>
    </div>
  );
}
