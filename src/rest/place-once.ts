import type { NewOrder } from "../../bff/contract/operations/order.ts";
import type { OrderRow } from "../../bff/contract/tables/order.ts";
import * as ordersTexts from "../texts/orders.ts";
import { RestError } from "./rest-error.ts";

/** What placing an order needs of the world around it. */
export interface OrderDesk {
  readonly place: (order: NewOrder) => Promise<OrderRow>;
  /** The newest order under a client id; null where the exchange knows none. */
  readonly find: (clOrdID: string) => Promise<OrderRow | null>;
  readonly wait: (ms: number) => Promise<void>;
}

/**
 * The exchange says that it has no order under the id after an answer was lost. What is on its way may still come, so
 * that whoever sends again looks once more.
 */
export class NotThereError extends Error {
  constructor() {
    super(ordersTexts.notThere);
    this.name = "NotThereError";
  }
}

/** A request that was lost on its way back is in the tables by then; one that was late on its way there mostly is. */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 1_000;
/** While nothing can be reached there is nothing to learn: asked again in twice the time, up to this. */
const LONGEST_WAIT_MS = 8_000;

/**
 * Sends an order once. Where the answer is lost, the exchange is asked for the order by its client id, for as long as it
 * takes to get an answer to that, and nothing is sent again.
 *
 * @param order with its client id
 * @param isWanted whether somebody still waits for it; looking ends when nobody does
 * @param onLost hears that the answer is lost and that the order is being looked for
 * @throws RestError of an answer that says no: 503 took nothing and may be sent again blindly
 * @throws NotThereError when the exchange has no such order
 */
export async function placeOnce(order: NewOrder, desk: OrderDesk, isWanted: () => boolean, onLost: () => void): Promise<OrderRow> {
  try {
    return await desk.place(order);
  } catch (error) {
    if (!(error instanceof RestError) || !error.isUnknown) throw error;
    onLost();
    return await lookFor(order, desk, isWanted);
  }
}

/**
 * Sends an order again that was not there: it is looked for first, and what is found is taken for it.
 *
 * @throws as {@link placeOnce} does
 */
export async function placeAgain(order: NewOrder, desk: OrderDesk, isWanted: () => boolean, onLost: () => void): Promise<OrderRow> {
  const found = await desk.find(order.clOrdID ?? "");
  return found ?? (await placeOnce(order, desk, isWanted, onLost));
}

async function lookFor({ clOrdID = "" }: NewOrder, { find, wait }: OrderDesk, isWanted: () => boolean): Promise<OrderRow> {
  let misses = 0;
  let waitMs = BETWEEN_LOOKS_MS;
  while (isWanted()) {
    try {
      const found = await find(clOrdID);
      if (found !== null) return found;
      misses += 1;
      if (misses === LOOKS) break;
      waitMs = BETWEEN_LOOKS_MS;
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      waitMs = Math.min(LONGEST_WAIT_MS, 2 * waitMs);
    }
    await wait(waitMs);
  }
  throw new NotThereError();
}
