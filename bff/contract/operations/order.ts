import { Type } from "typebox";
import { decimal, defineOperation, filterParam, ids, integer, keptParams, list, optional, symbolParam, text } from "../operation.ts";
import { order } from "../tables/order.ts";
import { MAX_CLIENT_ID_LENGTH, MAX_TEXT_LENGTH } from "../vocabulary.ts";

const clientId = (description: string) => text(description, { maxLength: MAX_CLIENT_ID_LENGTH });
const remark = text("Remark, kept with the order.", { maxLength: MAX_TEXT_LENGTH });

/** A column that orders of the contract may carry and that this exchange refuses with the contract's own words. */
const refusedNumber = optional(decimal("Refused since 2018."));
const refusedText = optional(text("Refused since 2018."));

/** One new order, alone or in a bulk; in the order of the 2019 document, by which clients that are made from it take their arguments. */
export const newOrderSchema = Type.Object({
  symbol: symbolParam,
  side: optional(text("`Buy` or `Sell`; without it a negative quantity sells.")),
  simpleOrderQty: refusedNumber,
  orderQty: optional(integer("Contracts.")),
  price: optional(decimal("Limit price.")),
  displayQty: optional(integer("Contracts that the book shows at a time; 0 hides all of them, which costs the taker's fee.")),
  stopPx: optional(decimal("Price at which a stop or touched order goes off.")),
  clOrdID: optional(clientId("Your own id, unique among your open orders.")),
  clOrdLinkID: refusedText,
  pegOffsetValue: optional(decimal("How far off; below zero for stops that sell and touched orders that buy.")),
  pegPriceType: optional(
    text(
      "`TrailingStopPeg` for stop and touched orders: `stopPx` stays `pegOffsetValue` off the price that is watched, and moves only when that moves away. `PrimaryPeg` (the best price of the order's own side) or `MarketPeg` (of the other side) for `Pegged` orders.",
    ),
  ),
  ordType: optional(
    text(
      "`Limit`, `Market`, `Stop`, `StopLimit`, `MarketIfTouched`, `LimitIfTouched` or `Pegged`; without it what `pegPriceType`, `stopPx` and `price` make of it: `Pegged`, `StopLimit`, `Stop`, `Limit` or `Market`. Clients that fill in defaults from here send `Limit`.",
      { documentedDefault: "Limit" },
    ),
  ),
  timeInForce: optional(text("`GoodTillCancel`, `ImmediateOrCancel`, `FillOrKill`, or `Day`: until midnight UTC.")),
  execInst: optional(
    text(
      "`ParticipateDoNotInitiate`, `ReduceOnly`, `Close`, and for stops the price that they watch: `LastPrice`, `MarkPrice` (the default) or `IndexPrice`; `Fixed` is required of pegged orders, whose price is set once, when they come; several with commas.",
    ),
  ),
  contingencyType: refusedText,
  text: optional(remark),
});

/** One amendment, alone or in a bulk; in the order of the document, too. */
export const amendOrderSchema = Type.Object({
  orderID: optional(text("Order to amend.")),
  origClOrdID: optional(clientId("Your id of the order to amend.")),
  clOrdID: optional(clientId("Your new id for it; needs `origClOrdID`.")),
  simpleOrderQty: refusedNumber,
  orderQty: optional(integer("New total quantity.")),
  simpleLeavesQty: refusedNumber,
  leavesQty: optional(
    integer("New remaining quantity; also of an order that has filled within the last 60 seconds, which is then live again."),
  ),
  price: optional(decimal("New limit price.")),
  stopPx: optional(decimal("New price at which an order goes off that waits for one.")),
  pegOffsetValue: optional(decimal("New offset of a trailing or pegged order, from the price as it is now.")),
  text: optional(remark),
});

export type NewOrder = Type.Static<typeof newOrderSchema>;
export type AmendOrder = Type.Static<typeof amendOrderSchema>;

export const orderGet = defineOperation({
  verb: "GET",
  path: "/order",
  id: "Order.getOrders",
  summary: "Your orders, open and ended.",
  access: "account",
  isHeavy: true,
  params: Type.Object(keptParams("order")),
  returns: order,
});

export const orderNew = defineOperation({
  verb: "POST",
  path: "/order",
  id: "Order.new",
  summary: "Places an order and answers with it, also when it ended at once.",
  access: "account",
  permission: "order",
  params: newOrderSchema,
  returns: order,
  single: true,
});

export const orderAmend = defineOperation({
  verb: "PUT",
  path: "/order",
  id: "Order.amend",
  summary: "Changes quantity, price or remark of an open order.",
  access: "account",
  permission: "order",
  params: amendOrderSchema,
  ignored: ["symbol", "side"],
  returns: order,
  single: true,
});

export const orderCancel = defineOperation({
  verb: "DELETE",
  path: "/order",
  id: "Order.cancel",
  summary: "Cancels orders by id; one that has ended already comes back with a column `error`.",
  access: "account",
  permission: "orderCancel",
  params: Type.Object({
    orderID: optional(ids("Order id, or several.")),
    clOrdID: optional(ids("Your id of the order, or several.")),
    text: optional(remark),
  }),
  returns: order,
});

export const orderCancelAll = defineOperation({
  verb: "DELETE",
  path: "/order/all",
  id: "Order.cancelAll",
  summary: "Cancels all your open orders, or those of one contract or that a filter names.",
  access: "account",
  permission: "orderCancel",
  params: Type.Object({ symbol: optional(symbolParam), filter: optional(filterParam), text: optional(remark) }),
  returns: order,
});

export const orderClosePosition = defineOperation({
  verb: "POST",
  path: "/order/closePosition",
  id: "Order.closePosition",
  summary: "Closes a whole position, at market or at `price`, and cancels all your other orders in its contract.",
  access: "account",
  permission: "order",
  params: Type.Object({ symbol: symbolParam, price: optional(decimal("Limit price; without it the position is closed at market.")) }),
  returns: order,
  single: true,
});

export const orderCancelAllAfter = defineOperation({
  verb: "POST",
  path: "/order/cancelAllAfter",
  id: "Order.cancelAllAfter",
  summary: "Cancels all your open orders when this long has passed and you have not called again; answers with `now` and `cancelTime`.",
  access: "account",
  permission: "orderCancel",
  params: Type.Object({ timeout: decimal("Milliseconds; 0 takes the order to cancel back.") }),
  returns: null,
  single: true,
});

export const orderNewBulk = defineOperation({
  verb: "POST",
  path: "/order/bulk",
  id: "Order.newBulk",
  summary: "Places several orders of one contract; when one is invalid none is placed.",
  access: "account",
  permission: "order",
  params: Type.Object({ orders: optional(list<NewOrder>("Orders, as for POST /order.")) }),
  returns: order,
});

export const orderAmendBulk = defineOperation({
  verb: "PUT",
  path: "/order/bulk",
  id: "Order.amendBulk",
  summary: "Changes several open orders of one contract; when one change is invalid none is made.",
  access: "account",
  permission: "order",
  params: Type.Object({ orders: optional(list<AmendOrder>("Amendments, as for PUT /order.")) }),
  returns: order,
});
