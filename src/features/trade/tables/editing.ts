import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import type { Contracts } from "../../../market/contract.ts";

/** An open order whose figures are being typed anew. */
export interface Editing {
  readonly order: OrderRow;
  readonly price: number | null;
  /** Whole quantity, what is filled included. */
  readonly orderQty: number | null;
}

/** What the cells of a row that is edited share. */
export interface Hand {
  readonly contracts: Contracts;
  readonly editing: Editing | null;
  readonly isBusy: boolean;
  readonly edit: (order: OrderRow) => void;
  readonly change: (part: Partial<Pick<Editing, "price" | "orderQty">>) => void;
  readonly save: () => void;
  readonly leave: () => void;
  readonly takesFocus: (orderID: string) => boolean;
  readonly focusTaken: () => void;
}
