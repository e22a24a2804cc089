import * as RadixSlider from "radix-ui/slider";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { classNames } from "./class-names.ts";
import { Follower } from "./follower.ts";
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

/** What follows from a value is half a screen of figures: it follows the hand at this pace, the handle with every frame. */
const FOLLOW_MS = 100;
const COARSE = 10;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: COARSE,
  PageDown: -COARSE,
};

/** The panels look for their borders under every move that nobody has taken, and measure all of them. */
function takeMove(event: PointerEvent): void {
  if (event.buttons !== 0) event.preventDefault();
}

export function Slider({ label, value, max, valueText, onChange, onStep, was, ticks, isDisabled = false }: SliderProps) {
  const { shown, take, hold, letGo } = useHand(value, onChange);
  const stepBy = (event: KeyboardEvent) => {
    const steps = STEPS[event.key];
    if (steps === undefined || isDisabled) return;
    // What is handled here the primitive leaves alone.
    event.preventDefault();
    onStep(event.shiftKey && Math.abs(steps) < COARSE ? steps * COARSE : steps);
  };
  return (
    <div onPointerMove={takeMove} onPointerDownCapture={hold} onLostPointerCapture={letGo}>
      <RadixSlider.Root
        className={classNames(styles.root, was !== null && styles.moved)}
        value={[shown]}
        max={max}
        step={1}
        disabled={isDisabled}
        onKeyDown={stepBy}
        onValueChange={([next]) => {
          if (next !== undefined) take(next);
        }}
      >
        <RadixSlider.Track className={styles.track}>
          <RadixSlider.Range className={styles.range} />
          {was === null ? null : <span className={styles.was} style={{ left: `${(100 * was) / max}%` }} />}
        </RadixSlider.Track>
        <span className={styles.plain}>
          <RadixSlider.Thumb className={styles.thumb} aria-label={label} aria-valuetext={valueText} />
        </span>
      </RadixSlider.Root>
      <div className={styles.ticks} aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </div>
  );
}

/** The value as it is shown: where a hand has put the handle while it holds it, else what it is. */
function useHand(value: number, onChange: (value: number) => void) {
  const [held, setHeld] = useState<number | null>(null);
  const isHeld = useRef(false);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  }, [onChange]);
  const [follower] = useState(() => new Follower<number>(FOLLOW_MS, (next) => tell.current(next)));
  useEffect(() => () => follower.flush(), [follower]);
  return {
    shown: held ?? value,
    take: (next: number) => {
      if (isHeld.current) {
        setHeld(next);
        follower.next(next);
      } else onChange(next);
    },
    hold: () => {
      isHeld.current = true;
    },
    letGo: () => {
      isHeld.current = false;
      follower.flush();
      setHeld(null);
    },
  };
}
