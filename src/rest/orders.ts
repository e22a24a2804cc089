import type { AmendOrder, NewOrder } from "../../bff/contract/operations/order.ts";
import { orderAmend, orderCancel, orderCancelAll, orderGet, orderNew, orderNewBulk } from "../../bff/contract/operations/order.ts";
import {
  positionGet,
  positionTransferIsolatedMargin,
  positionUpdateLeverage,
  positionUpdateRiskLimit,
} from "../../bff/contract/operations/position.ts";
import type { OrderRow } from "../../bff/contract/tables/order.ts";
import type { PositionRow } from "../../bff/contract/tables/position.ts";
import { call } from "./call.ts";
import type { OrderDesk } from "./place-once.ts";
import { orderRoundTrip } from "./round-trip.ts";

/** An id of our own for an order, so that sending it twice cannot place it twice. 36 characters, as the contract allows. */
export const newClientId = (): string => crypto.randomUUID();

export const placeOrder = (order: NewOrder): Promise<OrderRow> => call(orderNew, order, orderRoundTrip.took);

/** Places orders of one contract as one: all of them, or none where one is refused. */
export const placeOrders = (orders: readonly NewOrder[]): Promise<readonly OrderRow[]> =>
  call(orderNewBulk, { orders: [...orders] }, orderRoundTrip.took);

/** @param clOrdIDs of orders of which some may have ended already */
export const cancelOrders = (clOrdIDs: readonly string[]): Promise<readonly OrderRow[]> => call(orderCancel, { clOrdID: [...clOrdIDs] });

/** The newest order of the account under a client id; null where there is none. */
async function findOrder(clOrdID: string): Promise<OrderRow | null> {
  const rows = await call<typeof orderGet.params, OrderRow[]>(orderGet, { filter: { clOrdID }, count: 1, reverse: true });
  return rows[0] ?? null;
}

/** The exchange itself, for what must not be placed twice. */
export const orderDesk: OrderDesk = {
  place: placeOrder,
  find: findOrder,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Changes an open order; what is not named stays. */
export const amendOrder = (orderID: string, change: Pick<AmendOrder, "price" | "orderQty" | "stopPx">): Promise<OrderRow> =>
  call(orderAmend, { orderID, ...change }, orderRoundTrip.took);

export const cancelOrder = (orderID: string): Promise<readonly OrderRow[]> => call(orderCancel, { orderID }, orderRoundTrip.took);

export const cancelOrdersById = (orderIDs: readonly string[]): Promise<readonly OrderRow[]> =>
  call(orderCancel, { orderID: [...orderIDs] });

export const cancelAllOrders = (symbol: string): Promise<readonly OrderRow[]> => call(orderCancelAll, { symbol }, orderRoundTrip.took);

/** Closes the whole position at market. */
export const closePosition = (symbol: string): Promise<OrderRow> =>
  call(orderNew, { symbol, ordType: "Market", execInst: "Close", clOrdID: newClientId() }, orderRoundTrip.took);

/** Closes the whole position at a price or better; what finds nobody waits in the book and never opens anything. */
export const closePositionAt = (symbol: string, price: number): Promise<OrderRow> =>
  call(orderNew, { symbol, ordType: "Limit", price, execInst: "Close", clOrdID: newClientId() }, orderRoundTrip.took);

/** @param leverageHundredths 0 for cross margin */
export const setLeverage = (symbol: string, leverageHundredths: number): Promise<PositionRow> =>
  call(positionUpdateLeverage, { symbol, leverage: leverageHundredths / 100 });

/** @param riskLimitSats the contract's own, or a number of steps more */
export const setRiskLimit = (symbol: string, riskLimitSats: number): Promise<PositionRow> =>
  call(positionUpdateRiskLimit, { symbol, riskLimit: riskLimitSats });

/** @param sats into an isolated position; below zero back out */
export const transferMargin = (symbol: string, sats: number): Promise<PositionRow> =>
  call(positionTransferIsolatedMargin, { symbol, amount: sats });

/** Positions of the account as they are now. */
export const readPositions = (): Promise<readonly PositionRow[]> => call<typeof positionGet.params, PositionRow[]>(positionGet, {});
