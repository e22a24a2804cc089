import { useState } from "react";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import type { Side } from "../../../../bff/contract/vocabulary.ts";
import { bracketPartOf, type Ends, endFault, endsOf, newLink } from "../../../market/bracket.ts";
import { cleanPasted, figure, readFigure } from "../../../market/figures.ts";
import { amendOrder, cancelOrder, newClientId, placeOrders } from "../../../rest/orders.ts";
import { useAccount } from "../../../stores/account.ts";
import { useContract } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as ordersTexts from "../../../texts/orders.ts";
import * as positionsTexts from "../../../texts/positions.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FigureField } from "../../../ui/figure-field.tsx";
import text from "../../../ui/text.module.css";
import { priceError } from "../order-errors.ts";
import { useMark } from "../use-mark.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./close-position.module.css";
import { useRequest } from "./use-request.ts";

type End = "takeProfit" | "stopLoss";
const PARTS: readonly End[] = ["takeProfit", "stopLoss"];
const LABELS: Readonly<Record<End, string>> = ordersTexts.bracketEnds;

/** The newest orders that end a position, of those that the terminal has placed for it or for the orders that made it. */
function endsOfPosition(
  { symbol, currentQty }: Pick<PositionRow, "symbol" | "currentQty">,
  orders: readonly OrderRow[],
): Readonly<Record<End, OrderRow | undefined>> {
  const closing = currentQty > 0 ? "Sell" : "Buy";
  const find = (part: End) =>
    orders.find((order) => order.symbol === symbol && order.side === closing && bracketPartOf(order.clOrdID)?.part === part);
  return { takeProfit: find("takeProfit"), stopLoss: find("stopLoss") };
}

/** The prices at which a position ends by itself, and the way to set them. */
export function PositionEnds({ position }: { readonly position: PositionRow }) {
  const [isOpen, setOpen] = useState(false);
  const orders = useAccount((account) => account.orders);
  const decimals = usePriceDecimals(position.symbol);
  const ends = endsOfPosition(position, orders);
  const words = PARTS.map((part) => figure(ends[part]?.stopPx, decimals)).join(" / ");
  const hasNone = ends.takeProfit === undefined && ends.stopLoss === undefined;
  return (
    <>
      <button
        type="button"
        className={text.link}
        aria-haspopup="dialog"
        aria-label={positionsTexts.endsLabel(position.symbol, hasNone ? positionsTexts.setEnds : words)}
        onClick={() => setOpen(true)}
      >
        {hasNone ? positionsTexts.setEnds : words}
      </button>
      {isOpen ? <EndsDialog position={position} ends={ends} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface EndsDialogProps {
  readonly position: PositionRow;
  readonly ends: Readonly<Record<End, OrderRow | undefined>>;
  readonly onClose: () => void;
}

function EndsDialog({ position, ends, onClose }: EndsDialogProps) {
  const { symbol, currentQty, avgEntryPrice } = position;
  const contract = useContract(symbol);
  const terms = contract?.terms ?? null;
  const decimals = usePriceDecimals(symbol);
  const mark = useMark(symbol);
  const side: Side = currentQty > 0 ? "Buy" : "Sell";
  const contracts = Math.abs(currentQty);
  const [typed, setTyped] = useState<Ends>({ takeProfit: ends.takeProfit?.stopPx ?? null, stopLoss: ends.stopLoss?.stopPx ?? null });
  const { isBusy, run } = useRequest(positionsTexts.endsNotSet);
  const faultOf = (part: End) => {
    const price = typed[part];
    return price === null ? null : (priceError(terms, price, decimals) ?? endFault(part, side, price, null, mark));
  };
  const isSame = PARTS.every((part) => typed[part] === (ends[part]?.stopPx ?? null) && (ends[part]?.orderQty ?? contracts) === contracts);
  const save = async () => {
    if (await run(() => setEnds(position, ends, typed))) onClose();
  };
  return (
    <Dialog title={positionsTexts.endsTitle(side === "Buy", figure(contracts), symbol)} onClose={onClose}>
      {PARTS.map((part) => (
        <div key={part} className={styles.field}>
          <FigureField
            label={LABELS[part]}
            unit={positionsTexts.markUnit}
            value={typed[part]}
            onChange={(next) => setTyped((before) => ({ ...before, [part]: next }))}
            write={(value) => figure(value, decimals)}
            read={readFigure}
            clean={cleanPasted}
            step={contract?.tick ?? 0.5}
            error={faultOf(part)}
          />
        </div>
      ))}
      <p className={text.second}>{positionsTexts.endsAbout(figure(avgEntryPrice, decimals), figure(mark, decimals))}</p>
      <div className={styles.actions}>
        <Button disabled={isBusy || isSame || PARTS.some((part) => faultOf(part) !== null)} onClick={() => void save()}>
          {positionsTexts.setEndsNow}
        </Button>
        <Button onClick={onClose}>{commonTexts.keepIt}</Button>
      </div>
    </Dialog>
  );
}

/** Places what is new, moves what is there, and cancels what is no longer wanted, in this order: nothing is ever less guarded. */
async function setEnds({ symbol, currentQty }: PositionRow, ends: Readonly<Record<End, OrderRow | undefined>>, typed: Ends): Promise<void> {
  const contracts = Math.abs(currentQty);
  const fresh: Ends = {
    takeProfit: ends.takeProfit === undefined ? typed.takeProfit : null,
    stopLoss: ends.stopLoss === undefined ? typed.stopLoss : null,
  };
  // One that joins an order that is there takes its link: where one goes, the other does.
  const known = bracketPartOf((ends.takeProfit ?? ends.stopLoss)?.clOrdID ?? "")?.link;
  const orders = endsOf(symbol, currentQty > 0 ? "Buy" : "Sell", contracts, fresh, known ?? newLink(newClientId()));
  if (orders.length > 0) await placeOrders(orders);
  for (const part of PARTS) {
    const order = ends[part];
    const price = typed[part];
    if (order === undefined || price === null || (order.stopPx === price && order.orderQty === contracts)) continue;
    await amendOrder(order.orderID, { stopPx: price, orderQty: contracts });
  }
  for (const part of PARTS) {
    const order = ends[part];
    if (order !== undefined && typed[part] === null) await cancelOrder(order.orderID);
  }
}
