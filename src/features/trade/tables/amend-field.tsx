import { useEffect, useRef } from "react";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { cleanPasted, figure, readFigure } from "../../../market/figures.ts";
import { FigureField } from "../../../ui/figure-field.tsx";
import { priceDecimals } from "./contract-cells.tsx";
import type { Hand } from "./editing.ts";
import { faultOf } from "./order-faults.ts";

interface AmendFieldProps {
  readonly part: "price" | "orderQty";
  readonly order: OrderRow;
  readonly hand: Hand;
}

/** A figure of an open order while it is edited in its row: Enter changes the order, Escape leaves it as it is. */
export function AmendField({ part, order, hand }: AmendFieldProps) {
  const { contracts, editing, change, save, leave } = hand;
  const terms = contracts.get(order.symbol)?.terms ?? null;
  const decimals = priceDecimals(contracts, order.symbol);
  const field = useRef<HTMLInputElement>(null);
  const isFirst = part === "price";
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
      label={part === "price" ? "New price" : "New size"}
      unit={null}
      value={editing[part]}
      onChange={(value) => change(part === "price" ? { price: value } : { orderQty: value })}
      write={(value) => figure(value, part === "price" ? decimals : 0)}
      read={readFigure}
      clean={cleanPasted}
      step={part === "price" ? tick : (terms?.lotSize ?? 100)}
      error={fault}
      onEnter={save}
      onEscape={leave}
    />
  );
}
