import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import type { Contracts } from "../../../market/contract.ts";

/** An open order whose figures are being typed anew. */
export interface Editing {
  readonly order: OrderRow;
  readonly price: number | null;
  /** Whole quantity, what is filled included. */
  readonly orderQty: number | null;
  /** Price at which it goes off; null for one that waits for none. */
  readonly stopPx: number | null;
}

/** A figure of an order that can be typed anew. */
export type Part = "price" | "orderQty" | "stopPx";

/** Figures that an order has to be changed in: no price at market, and where it trails the exchange moves its stop price. */
export const partsOf = ({ price, stopPx, triggered, pegPriceType }: OrderRow): readonly Part[] => [
  ...(price === null ? [] : (["price"] as const)),
  ...(stopPx === null || triggered !== "" || pegPriceType !== "" ? [] : (["stopPx"] as const)),
  "orderQty",
];

/** What the cells of a row that is edited share. */
export interface Hand {
  readonly contracts: Contracts;
  readonly editing: Editing | null;
  readonly isBusy: boolean;
  readonly edit: (order: OrderRow) => void;
  readonly change: (part: Partial<Pick<Editing, Part>>) => void;
  readonly save: () => void;
  readonly leave: () => void;
  readonly takesFocus: (orderID: string) => boolean;
  readonly focusTaken: () => void;
}
