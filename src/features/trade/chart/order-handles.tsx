import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { ticksToPrice } from "../../../../bff/contract/prices.ts";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { figure } from "../../../market/figures.ts";
import { nearestTick } from "../../../market/order-size.ts";
import type { ChartLinesPrimitive } from "../../../paint/chart-lines.ts";
import { useAccount } from "../../../stores/account.ts";
import { usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as chartTexts from "../../../texts/chart.ts";
import { changeOrder } from "../amend-order.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./order-handles.module.css";

/** Ticks that a key goes, up positive. */
const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 100, PageDown: -100 };
const COARSE = 10;
/** A hand that presses moves a little; less than this is no drag. */
const SLACK_PX = 3;

/** The price of an order that its line stands for and that can be changed; what trails is moved by the exchange. */
const draggedPart = ({ price, stopPx, triggered, pegPriceType }: OrderRow): "price" | "stopPx" | null =>
  stopPx !== null && triggered === "" ? (pegPriceType === "" ? "stopPx" : null) : price === null ? null : "price";

/** A handle on the line of every own order: dragged by hand, moved by keys, and read out. */
export function OrderHandles({ overlay }: { readonly overlay: ChartLinesPrimitive }) {
  const { symbol } = useTerminal();
  const orders = useAccount((account) => account.orders).filter((order) => order.symbol === symbol && draggedPart(order) !== null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    overlay.onPlaced = (places, paneHeight) => {
      for (const handle of box.current?.querySelectorAll<HTMLElement>("[data-order]") ?? []) {
        const y = places.get(handle.dataset["order"] ?? "");
        const isInView = y !== undefined && y >= 0 && y <= paneHeight;
        handle.style.transform = `translateY(${Math.round(Math.max(0, Math.min(paneHeight, y ?? 0)))}px)`;
        handle.style.pointerEvents = isInView ? "auto" : "none";
      }
    };
    return () => {
      overlay.onPlaced = null;
    };
  }, [overlay]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups what is sent with a form
    <div ref={box} role="group" className={styles.handles} aria-label={chartTexts.ordersLabel}>
      {orders.map((order) => (
        <OrderHandle key={order.orderID} order={order} overlay={overlay} />
      ))}
    </div>
  );
}

/** What a handle does between being taken and let go. */
interface Hold {
  /** Height at which it was taken; null while nobody drags. */
  takenAtY: number | null;
  /** Where the order would go; null while it stands. */
  price: number | null;
  isSending: boolean;
}

function OrderHandle({ order, overlay }: { readonly order: OrderRow; readonly overlay: ChartLinesPrimitive }) {
  const { terms: published, ticker, touch } = useTerminal();
  const terms = usePublished(published);
  const decimals = usePriceDecimals();
  const hold = useRef<Hold>({ takenAtY: null, price: null, isSending: false });
  const [said, setSaid] = useState("");
  const part = draggedPart(order) ?? "price";
  const price = order[part] ?? 0;
  const what = `${order.side} ${figure(order.leavesQty)}${part === "stopPx" ? chartTexts.waiting : ""}`;

  const show = (next: number | null) => {
    hold.current.price = next;
    if (next === null) {
      overlay.clearGhost(order.orderID);
      setSaid("");
      return;
    }
    const { bid, ask } = touch.get();
    const trades = part === "price" && (order.side === "Buy" ? ask !== null && next >= ask : bid !== null && next <= bid);
    const text = figure(next, decimals);
    const words = [chartTexts.movedTo(what, text), trades ? chartTexts.tradesAtOnce : chartTexts.notSent];
    overlay.setGhost({ orderID: order.orderID, price: next, words, axisText: text });
    setSaid(chartTexts.ghostSaid(text, trades));
  };
  const leave = () => {
    hold.current.takenAtY = null;
    show(null);
  };
  const commit = async () => {
    const { price: next, isSending } = hold.current;
    hold.current.takenAtY = null;
    if (isSending) return;
    if (next === null || next === price) return leave();
    hold.current.isSending = true;
    const isChanged = await changeOrder(
      { order, price: part === "price" ? next : null, orderQty: null, stopPx: part === "stopPx" ? next : null },
      ticker.get().mark,
    );
    hold.current.isSending = false;
    // Where it is refused the line is back at once; else the ghost stays until the order's row says the same.
    if (!isChanged) leave();
  };

  // The exchange has moved the order: the ghost has done its part.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new price is what ends it
  useEffect(() => () => overlay.clearGhost(order.orderID), [price, overlay, order.orderID]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new price is what ends it
  useEffect(() => {
    hold.current.price = null;
    setSaid("");
  }, [price]);

  const take = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || hold.current.isSending) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    hold.current.takenAtY = event.clientY;
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const { takenAtY, price: next } = hold.current;
    if (takenAtY === null || terms === null || (next === null && Math.abs(event.clientY - takenAtY) < SLACK_PX)) return;
    const top = event.currentTarget.parentElement?.getBoundingClientRect().top ?? 0;
    const under = overlay.priceAt(event.clientY - top);
    if (under !== null) show(nearestTick(terms, under));
  };
  const press = (event: KeyboardEvent) => {
    if (hold.current.isSending) return;
    const steps = STEPS[event.key];
    if (steps !== undefined && terms !== null) {
      const by = ticksToPrice(terms, Math.abs(steps) * (event.shiftKey ? COARSE : 1)) * Math.sign(steps);
      show(nearestTick(terms, (hold.current.price ?? price) + by));
    } else if (event.key === "Enter") void commit();
    else if (event.key === "Escape" && hold.current.price !== null) leave();
    else return;
    event.preventDefault();
  };
  return (
    <div
      data-order={order.orderID}
      role="slider"
      aria-orientation="vertical"
      aria-label={chartTexts.orderLabel(what)}
      aria-valuenow={price}
      aria-valuetext={said === "" ? figure(price, decimals) : said}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={take}
      onPointerMove={move}
      onPointerUp={() => {
        if (hold.current.takenAtY !== null) void commit();
      }}
      onPointerCancel={leave}
      onKeyDown={press}
      onBlur={() => {
        if (!hold.current.isSending && hold.current.takenAtY === null) leave();
      }}
    />
  );
}
