import { type KeyboardEvent, type ReactNode, useState } from "react";
import { Field } from "./field.tsx";

interface FigureFieldProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  /** How a figure is written, and what somebody typed is read; null when it is no figure. */
  readonly write: (value: number) => string;
  readonly read: (text: string) => number | null;
  /** One press of an arrow key; ten with Shift. */
  readonly step: number;
  /** The lowest and the highest figure that is taken; steps stop there. */
  readonly range?: readonly [lowest: number, highest: number];
  readonly error?: string | null;
  readonly hint?: ReactNode;
  readonly className?: string | undefined;
}

const COARSE = 10;

/** A field for a figure. What is typed stays as it is typed until the field is left; arrow keys go by steps. */
export function FigureField({ label, unit, value, onChange, write, read, step, range, error = null, hint, className }: FigureFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [lowest, highest] = range ?? [step, Number.POSITIVE_INFINITY];
  const isOutside = (figure: number | null) => range !== undefined && figure !== null && (figure < lowest || figure > highest);
  const isUnreadable = typed !== null && typed.trim() !== "" && read(typed) === null;
  const take = (text: string) => {
    setTyped(text);
    const figure = text.trim() === "" ? null : read(text);
    if (!isOutside(figure)) onChange(figure);
  };
  const stepBy = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const by = (event.key === "ArrowUp" ? step : -step) * (event.shiftKey ? COARSE : 1);
    setTyped(null);
    onChange(Math.min(highest, Math.max(lowest, Math.round(((value ?? 0) + by) / step) * step)));
  };
  const wrong = isUnreadable
    ? `This is no number. Type it as ${range === undefined ? `${write(25_000)}, or 25k` : write(lowest)}.`
    : typed !== null && isOutside(read(typed))
      ? `From ${write(lowest)} to ${write(highest)}.`
      : error;
  return (
    <Field
      label={label}
      unit={unit}
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      value={typed ?? (value === null ? "" : write(value))}
      error={wrong}
      onChange={(event) => take(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => setTyped(null)}
      onKeyDown={stepBy}
      {...(hint === undefined ? {} : { hint })}
      {...(className === undefined ? {} : { className })}
    />
  );
}
