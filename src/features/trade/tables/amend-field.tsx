import { useEffect, useRef } from "react";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { cleanPasted, figure, readFigure } from "../../../market/figures.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import { FigureField } from "../../../ui/figure-field.tsx";
import { priceDecimals } from "./contract-cells.tsx";
import { type Hand, type Part, partsOf } from "./editing.ts";
import { faultOf } from "./order-faults.ts";

interface AmendFieldProps {
  readonly part: Part;
  readonly order: OrderRow;
  readonly hand: Hand;
}

const LABELS: Readonly<Record<Part, string>> = tablesTexts.amendLabels;

/** A figure of an open order while it is edited in its row: Enter changes the order, Escape leaves it as it is. */
export function AmendField({ part, order, hand }: AmendFieldProps) {
  const { contracts, editing, change, save, leave } = hand;
  const terms = contracts.get(order.symbol)?.terms ?? null;
  const decimals = priceDecimals(contracts, order.symbol);
  const field = useRef<HTMLInputElement>(null);
  const isFirst = part === partsOf(order)[0];
  // Whoever amends mostly moves the price: the row opens with it.
  useEffect(() => {
    if (isFirst) field.current?.focus();
  }, [isFirst]);
  if (editing === null) return null;
  const tick = terms === null ? 0.5 : terms.pointsPerTick / terms.pointsPerUnit;
  const fault = faultOf(part, editing[part], order, terms, decimals);
  return (
    <FigureField
      ref={field}
      isBare
      label={LABELS[part]}
      unit={null}
      value={editing[part]}
      onChange={(value) => change({ [part]: value })}
      write={(value) => figure(value, part === "orderQty" ? 0 : decimals)}
      read={readFigure}
      clean={cleanPasted}
      step={part === "orderQty" ? (terms?.lotSize ?? 100) : tick}
      error={fault}
      onEnter={save}
      onEscape={leave}
    />
  );
}
