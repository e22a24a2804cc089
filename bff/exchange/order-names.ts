import { refused, TEXT } from "../contract/errors.ts";
import type { AmendIntent } from "../contract/order-rules.ts";
import { fromGuid, GUID_KIND } from "./guids.ts";

/** What a client calls an order by. */
export type OrderName = { readonly orderID: string } | { readonly clOrdID: string };

/** What an amendment calls its order by. */
export const nameIn = ({ orderID, origClOrdID }: AmendIntent): OrderName =>
  orderID === null ? { clOrdID: origClOrdID ?? "" } : { orderID };

/** A name as a key: ids are the same in either letter case. */
export const keyOf = (name: OrderName) => ("orderID" in name ? `id ${name.orderID.toLowerCase()}` : `client ${name.clOrdID}`);

/**
 * The engine's number of an order that is called by its id; 0 for one that is called by its client's id.
 *
 * @throws ContractError 400 for what is no id
 */
export function numberOf(name: OrderName): number {
  if ("clOrdID" in name) {
    if (name.clOrdID === "") throw refused("Invalid clOrdID");
    return 0;
  }
  const number = fromGuid(GUID_KIND.order, name.orderID);
  if (number === null) throw refused(TEXT.invalidOrderID);
  return number;
}

/** What the account alone calls an order, in the line in front of the engine. */
export const nameOf = (account: number, clOrdID: string) => `${account} ${clOrdID}`;

export const namesOf = (account: number, orders: readonly { readonly clOrdID?: string }[]): readonly string[] =>
  orders.flatMap(({ clOrdID }) => (clOrdID === undefined || clOrdID === "" ? [] : [nameOf(account, clOrdID)]));
