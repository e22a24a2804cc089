import { useState } from "react";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import { cleanPasted, day, figure, readFigure, timeOfDay } from "../../../market/figures.ts";
import { drawLevel, drawTrend, removeAlert, removeDrawing, setAlert } from "../../../stores/drawings.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { usePart, usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as drawingsTexts from "../../../texts/drawings.ts";
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
    <Dialog title={drawingsTexts.heading(symbol)} onClose={onClose}>
      <PriceForm label={drawingsTexts.levelAt} terms={terms} decimals={decimals}>
        {(price) => (
          <>
            <Button size="small" disabled={price === null} onClick={() => price !== null && drawLevel(symbol, price)}>
              {drawingsTexts.drawLevel}
            </Button>
            <Button
              size="small"
              disabled={price === null || now === null || price === now}
              onClick={() => price !== null && now !== null && setAlert(symbol, price, now)}
            >
              {drawingsTexts.addAlert}
            </Button>
          </>
        )}
      </PriceForm>
      <TrendForm symbol={symbol} terms={terms} decimals={decimals} />
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{drawingsTexts.what}</th>
            <th scope="col">{drawingsTexts.where}</th>
            <th scope="col">
              <span className={text.hidden}>{drawingsTexts.remove}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {alerts.map(({ id, price, isAbove }) => (
            <Line
              key={id}
              what={drawingsTexts.alert}
              where={drawingsTexts.alertAt(isAbove, figure(price, decimals))}
              onRemove={() => removeAlert(symbol, id)}
            />
          ))}
          {drawings.map((drawing) => (
            <Line
              key={drawing.id}
              what={drawing.kind === "level" ? drawingsTexts.level : drawingsTexts.trendLine}
              where={
                drawing.kind === "level"
                  ? figure(drawing.price, decimals)
                  : drawingsTexts.between(pointWords(drawing.from, decimals), pointWords(drawing.to, decimals))
              }
              onRemove={() => removeDrawing(symbol, drawing.id)}
            />
          ))}
        </tbody>
      </table>
      <p className={`${text.second} ${styles.note}`}>{drawingsTexts.about(drawings.length + alerts.length === 0)}</p>
    </Dialog>
  );
}

const pointWords = ({ timeMs, price }: { readonly timeMs: number; readonly price: number }, decimals: number) =>
  drawingsTexts.point(figure(price, decimals), day(timeMs), timeOfDay(timeMs).slice(0, 5));

function Line({ what, where, onRemove }: { readonly what: string; readonly where: string; readonly onRemove: () => void }) {
  return (
    <tr>
      <td>{what}</td>
      <td className={text.figure}>{where}</td>
      <td className={table.figure}>
        <Button kind="quiet" aria-label={drawingsTexts.removeLabel(what.toLowerCase(), where)} onClick={onRemove}>
          {drawingsTexts.remove}
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
      unit={drawingsTexts.hoursAgo}
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
      <legend className={text.second}>{drawingsTexts.trendLine}</legend>
      <PriceField label={drawingsTexts.from} value={from} onChange={setFrom} terms={terms} decimals={decimals} />
      {hours(drawingsTexts.begins, fromHours, setFromHours)}
      <PriceField label={drawingsTexts.to} value={to} onChange={setTo} terms={terms} decimals={decimals} />
      {hours(drawingsTexts.secondPoint, toHours, setToHours)}
      <Button size="small" disabled={!isRight || !isInOrder} onClick={draw}>
        {drawingsTexts.drawTrendLine}
      </Button>
    </fieldset>
  );
}
