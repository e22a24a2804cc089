import { useState } from "react";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import { cleanPasted, day, figure, readFigure, timeOfDay } from "../../../market/figures.ts";
import { drawLevel, drawTrend, removeAlert, removeDrawing, setAlert } from "../../../stores/drawings.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { usePart, usePublished, useTerminal } from "../../../stores/terminal.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FigureField } from "../../../ui/figure-field.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { priceError } from "../order-errors.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./drawings-dialog.module.css";

const HOUR_MS = 3_600_000;

/** Levels, trend lines and alerts of a contract: what the mouse does on the chart, by typing. */
export function DrawingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { symbol, ticker, terms: published } = useTerminal();
  const terms = usePublished(published);
  const decimals = usePriceDecimals();
  const last = usePart(ticker, (now) => now.last);
  const mark = usePart(ticker, (now) => now.mark);
  const drawings = usePreferences((preferences) => preferences.drawings[symbol]) ?? [];
  const alerts = usePreferences((preferences) => preferences.priceAlerts[symbol]) ?? [];
  const now = last ?? mark;
  return (
    <Dialog title={`Drawings and alerts of ${symbol}`} onClose={onClose}>
      <PriceForm label="Level or alert at" terms={terms} decimals={decimals}>
        {(price) => (
          <>
            <Button size="small" disabled={price === null} onClick={() => price !== null && drawLevel(symbol, price)}>
              Draw the level
            </Button>
            <Button
              size="small"
              disabled={price === null || now === null || price === now}
              onClick={() => price !== null && now !== null && setAlert(symbol, price, now)}
            >
              Tell me at this price
            </Button>
          </>
        )}
      </PriceForm>
      <TrendForm symbol={symbol} terms={terms} decimals={decimals} />
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Where</th>
            <th scope="col">
              <span className={text.hidden}>Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {alerts.map(({ id, price, isAbove }) => (
            <Line
              key={id}
              what="Alert"
              where={`${isAbove ? "from" : "down to"} ${figure(price, decimals)}`}
              onRemove={() => removeAlert(symbol, id)}
            />
          ))}
          {drawings.map((drawing) => (
            <Line
              key={drawing.id}
              what={drawing.kind === "level" ? "Level" : "Trend line"}
              where={
                drawing.kind === "level"
                  ? figure(drawing.price, decimals)
                  : `${pointWords(drawing.from, decimals)} to ${pointWords(drawing.to, decimals)}`
              }
              onRemove={() => removeDrawing(symbol, drawing.id)}
            />
          ))}
        </tbody>
      </table>
      <p className={`${text.second} ${styles.note}`}>
        {drawings.length + alerts.length === 0 ? "Nothing is drawn here yet. " : ""}An alert tells once, when the last price comes to it
        while this terminal is open.
      </p>
    </Dialog>
  );
}

const pointWords = ({ timeMs, price }: { readonly timeMs: number; readonly price: number }, decimals: number) =>
  `${figure(price, decimals)} on ${day(timeMs)}, ${timeOfDay(timeMs).slice(0, 5)}`;

function Line({ what, where, onRemove }: { readonly what: string; readonly where: string; readonly onRemove: () => void }) {
  return (
    <tr>
      <td>{what}</td>
      <td className={text.figure}>{where}</td>
      <td className={table.figure}>
        <Button kind="quiet" aria-label={`Remove ${what.toLowerCase()} ${where}`} onClick={onRemove}>
          Remove
        </Button>
      </td>
    </tr>
  );
}

interface PriceFormProps {
  readonly label: string;
  readonly terms: ContractTerms | null;
  readonly decimals: number;
  /** What can be done with a price that is right. */
  readonly children: (price: number | null) => React.ReactNode;
}

function PriceForm({ label, terms, decimals, children }: PriceFormProps) {
  const [price, setPrice] = useState<number | null>(null);
  const wrong = price === null ? null : priceError(terms, price, decimals);
  return (
    <div className={styles.form}>
      <PriceField label={label} value={price} onChange={setPrice} terms={terms} decimals={decimals} />
      <span className={styles.buttons}>{children(wrong === null ? price : null)}</span>
    </div>
  );
}

interface PriceFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly terms: ContractTerms | null;
  readonly decimals: number;
}

function PriceField({ label, value, onChange, terms, decimals }: PriceFieldProps) {
  return (
    <FigureField
      label={label}
      unit={null}
      value={value}
      onChange={onChange}
      write={(figureOf) => figure(figureOf, decimals)}
      read={readFigure}
      clean={cleanPasted}
      step={terms === null ? 0.5 : terms.pointsPerTick / terms.pointsPerUnit}
      error={value === null ? null : priceError(terms, value, decimals)}
    />
  );
}

/** A trend line by two prices and how long ago each was. */
function TrendForm({
  symbol,
  terms,
  decimals,
}: {
  readonly symbol: string;
  readonly terms: ContractTerms | null;
  readonly decimals: number;
}) {
  const [from, setFrom] = useState<number | null>(null);
  const [to, setTo] = useState<number | null>(null);
  const [fromHours, setFromHours] = useState<number | null>(24);
  const [toHours, setToHours] = useState<number | null>(0);
  const isRight = [from, to].every((price) => price !== null && priceError(terms, price, decimals) === null);
  const isInOrder = fromHours !== null && toHours !== null && fromHours > toHours;
  const draw = () => {
    if (from === null || to === null || fromHours === null || toHours === null) return;
    const nowMs = Date.now();
    drawTrend(symbol, { timeMs: nowMs - fromHours * HOUR_MS, price: from }, { timeMs: nowMs - toHours * HOUR_MS, price: to });
  };
  const hours = (label: string, value: number | null, onChange: (next: number | null) => void) => (
    <FigureField
      label={label}
      unit="hours ago"
      value={value}
      onChange={onChange}
      write={(figureOf) => figure(figureOf, Number.isInteger(figureOf) ? 0 : 2)}
      read={readFigure}
      step={1}
      range={[0, 10_000]}
      least={1}
    />
  );
  return (
    <fieldset className={styles.trend}>
      <legend className={text.second}>Trend line</legend>
      <PriceField label="From" value={from} onChange={setFrom} terms={terms} decimals={decimals} />
      {hours("Begins", fromHours, setFromHours)}
      <PriceField label="To" value={to} onChange={setTo} terms={terms} decimals={decimals} />
      {hours("Second point", toHours, setToHours)}
      <Button size="small" disabled={!isRight || !isInOrder} onClick={draw}>
        Draw the trend line
      </Button>
    </fieldset>
  );
}
