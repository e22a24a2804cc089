import { Slider as RadixSlider } from "radix-ui";
import type { KeyboardEvent } from "react";
import { classNames } from "./class-names.ts";
import styles from "./slider.module.css";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** What the value means and what follows from it, for those who hear it. */
  readonly valueText: string;
  readonly onChange: (value: number) => void;
  /** Keys go by steps that mean something, not by places: one a press, ten with Shift or by the page. */
  readonly onStep: (steps: number) => void;
  /** Where the value was, while it has been moved by hand; null while it is as it was. */
  readonly was: number | null;
  /** Labels at equal distances. */
  readonly ticks: readonly string[];
  readonly isDisabled?: boolean;
}

const COARSE = 10;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: COARSE,
  PageDown: -COARSE,
};

export function Slider({ label, value, max, valueText, onChange, onStep, was, ticks, isDisabled = false }: SliderProps) {
  const stepBy = (event: KeyboardEvent) => {
    const steps = STEPS[event.key];
    if (steps === undefined || isDisabled) return;
    // What is handled here the primitive leaves alone.
    event.preventDefault();
    onStep(event.shiftKey && Math.abs(steps) < COARSE ? steps * COARSE : steps);
  };
  return (
    <div>
      <RadixSlider.Root
        className={classNames(styles.root, was !== null && styles.moved)}
        value={[value]}
        max={max}
        step={1}
        disabled={isDisabled}
        onKeyDown={stepBy}
        onValueChange={([next]) => {
          if (next !== undefined) onChange(next);
        }}
      >
        <RadixSlider.Track className={styles.track}>
          <RadixSlider.Range className={styles.range} />
          {was === null ? null : <span className={styles.was} style={{ left: `${(100 * was) / max}%` }} />}
        </RadixSlider.Track>
        <RadixSlider.Thumb className={styles.thumb} aria-label={label} aria-valuetext={valueText} />
      </RadixSlider.Root>
      <div className={styles.ticks} aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </div>
  );
}
