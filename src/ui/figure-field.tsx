import { type ClipboardEvent, type KeyboardEvent, type ReactNode, type Ref, useState } from "react";
import * as commonTexts from "../texts/common.ts";
import { Field } from "./field.tsx";

interface FigureFieldProps {
  readonly label: string;
  readonly unit: ReactNode;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  /** How a figure is written, and what somebody typed is read; null when it is no figure. */
  readonly write: (value: number) => string;
  readonly read: (text: string) => number | null;
  /** What a pasted text is of figures; null where it holds none. */
  readonly clean?: (text: string) => string | null;
  /** One press of an arrow key; ten with Shift, a tenth with Alt. */
  readonly step: number;
  /** The lowest and the highest figure that is taken; steps stop there. */
  readonly range?: readonly [lowest: number, highest: number];
  /** The least that one press goes, and the least value that it reaches: a tick, a lot. */
  readonly least?: number;
  readonly error?: string | null;
  readonly hint?: ReactNode;
  readonly className?: string | undefined;
  /** By which commands find the field. */
  readonly name?: string;
  readonly isBare?: boolean;
  /** Enter and Escape, where the field stands alone and has no button that does the same. */
  readonly onEnter?: () => void;
  readonly onEscape?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
}

const COARSE = 10;

/** Part of a step that is an error of arithmetic. */
const ROUNDING = 1e-6;

/** Steps of a tenth add up to what a double cannot hold exactly. */
const tidy = (value: number) => Number(value.toPrecision(12));

/** A field for a figure. What is typed stays as it is typed until the field is left; arrow keys go by steps. */
export function FigureField({
  label,
  unit,
  value,
  onChange,
  write,
  read,
  clean = (text) => text.trim(),
  step,
  least = step,
  range,
  error = null,
  hint,
  className,
  onEnter,
  onEscape,
  ...rest
}: FigureFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [lowest, highest] = range ?? [least, Number.POSITIVE_INFINITY];
  const isOutside = (figure: number | null) => range !== undefined && figure !== null && (figure < lowest || figure > highest);
  const isUnreadable = typed !== null && typed.trim() !== "" && read(typed) === null;
  const take = (text: string) => {
    setTyped(text);
    const figure = text.trim() === "" ? null : read(text);
    if (!isOutside(figure)) onChange(figure);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") onEnter?.();
    if (event.key === "Escape") onEscape?.();
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const size = event.shiftKey ? step * COARSE : event.altKey ? Math.max(least, step / COARSE) : step;
    const isUp = event.key === "ArrowUp";
    const next = ((value ?? 0) + (isUp ? size : -size)) / least;
    setTyped(null);
    // What lies between two steps goes to the next one in the direction of the arrow.
    const stepped = tidy((isUp ? Math.floor(next + ROUNDING) : Math.ceil(next - ROUNDING)) * least);
    onChange(Math.min(highest, Math.max(lowest, stepped)));
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const { selectionStart, selectionEnd, value: text } = event.currentTarget;
    const pasted = clean(event.clipboardData.getData("text"));
    event.preventDefault();
    if (pasted !== null) take(text.slice(0, selectionStart ?? 0) + pasted + text.slice(selectionEnd ?? text.length));
  };
  const wrong = isUnreadable
    ? commonTexts.noNumber(range === undefined ? commonTexts.orThousands(write(25_000)) : write(lowest))
    : typed !== null && isOutside(read(typed))
      ? commonTexts.outOfRange(write(lowest), write(highest))
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
      onKeyDown={press}
      onPaste={paste}
      {...(hint === undefined ? {} : { hint })}
      {...(className === undefined ? {} : { className })}
      {...rest}
    />
  );
}
