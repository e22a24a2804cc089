import { Link } from "wouter";
import * as marketRiskTexts from "../../texts/market-risk.ts";
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
  const words =
    lit === 0
      ? marketRiskTexts.placeUnknown
      : lit === LIGHTS.length
        ? marketRiskTexts.firstFifth(isLong)
        : marketRiskTexts.placeIs(lit, LIGHTS.length - lit, isLong);
  return (
    <div className={styles.row}>
      <span className={styles.lights} aria-hidden="true">
        {LIGHTS.map((light) => (
          <span key={light} className={classNames(styles.light, light <= lit && styles.lit)} />
        ))}
      </span>
      <span>{words}</span>
      <Link href={ruleHref("deleveraging")} className={text.link}>
        {marketRiskTexts.rule}
      </Link>
    </div>
  );
}
