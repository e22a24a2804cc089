import type { AmendOrder } from "../../contract/operations/order.ts";
import type { Action, Order, OwnOrder } from "../strategy.ts";
import type { Ladder, LadderLevel } from "./quote-ladder.ts";

type Side = OwnOrder["side"];

/** A change of one order, with what decides how much it matters. */
interface Move {
  readonly side: Side;
  readonly amendment: AmendOrder;
  /** Whether the order stands where the market has gone through it. */
  readonly isStale: boolean;
  /** Price steps between the wanted place and the best of its side; the order keeps its place when only its size changes. */
  readonly depth: number;
}

interface SidePlan {
  readonly moves: readonly Move[];
  readonly place: readonly Order[];
  readonly cancel: readonly string[];
}

/** A size is left alone while it lies within these shares of the wanted one: what traded a little need not be filled up at once. */
const LEAST_SHARE = 0.5;
const MOST_SHARE = 1.6;

/**
 * Brings a maker's open orders to its wanted ladder with few requests: orders that stand where no level is wanted any
 * more are moved to levels that lack one, and only what is left over is placed or cancelled.
 *
 * @param mostMoves amendments in one request; orders that the market has gone through are moved beyond that too
 */
export function requote(orders: readonly OwnOrder[], ladder: Ladder, mostMoves: number): Action[] {
  const bids = planSide("Buy", orders, ladder.bids, ladder.asks[0]?.price ?? Number.POSITIVE_INFINITY);
  const asks = planSide("Sell", orders, ladder.asks, ladder.bids[0]?.price ?? Number.NEGATIVE_INFINITY);
  const moves = [...bids.moves, ...asks.moves].sort((a, b) => Number(b.isStale) - Number(a.isStale) || a.depth - b.depth);
  const stale = moves.filter((move) => move.isStale).length;
  const chosen = moves.slice(0, Math.max(mostMoves, stale));
  // The side that makes way goes first, or the other would run into the maker's own orders.
  const first: Side = makesWay(orders, ladder) ? "Sell" : "Buy";
  const ordered = [...chosen.filter(({ side }) => side === first), ...chosen.filter(({ side }) => side !== first)];

  const actions: Action[] = [];
  const cancel = [...bids.cancel, ...asks.cancel];
  if (cancel.length > 0) actions.push({ kind: "cancel", orderIDs: cancel });
  if (ordered.length > 0) actions.push({ kind: "amend", amendments: ordered.map(({ amendment }) => amendment) });
  const place = [...bids.place, ...asks.place];
  if (place.length > 0) actions.push({ kind: "place", orders: place });
  return actions;
}

/** Whether the market rises through the maker's offers, so that these have to go up before its bids may. */
function makesWay(orders: readonly OwnOrder[], ladder: Ladder): boolean {
  const bestBid = ladder.bids[0]?.price ?? 0;
  return orders.some(({ side, price }) => side === "Sell" && price <= bestBid);
}

function planSide(side: Side, orders: readonly OwnOrder[], wanted: readonly LadderLevel[], otherBest: number): SidePlan {
  const sign = side === "Buy" ? 1 : -1;
  const best = wanted[0]?.price ?? otherBest;
  const missing = new Map(wanted.map((level, depth) => [level.price, { ...level, depth }]));
  const moves: Move[] = [];
  const spare: OwnOrder[] = [];
  for (const order of orders) {
    if (order.side !== side) continue;
    const level = missing.get(order.price);
    if (level === undefined) {
      spare.push(order);
      continue;
    }
    missing.delete(order.price);
    const share = order.leavesQty / level.quantity;
    if (share >= LEAST_SHARE && share <= MOST_SHARE) continue;
    moves.push({ side, amendment: { orderID: order.orderID, leavesQty: level.quantity }, isStale: false, depth: level.depth });
  }
  // Those that the market has gone through are moved first, then those farthest away.
  const beyond = (order: OwnOrder) => sign * (order.price - best);
  spare.sort((a, b) => Number(beyond(b) > 0) - Number(beyond(a) > 0) || beyond(a) - beyond(b));
  const gaps = [...missing.values()];
  const count = Math.min(spare.length, gaps.length);
  for (let i = 0; i < count; i++) {
    const order = spare[i] as OwnOrder;
    const { price, quantity, depth } = gaps[i] as (typeof gaps)[number];
    moves.push({ side, amendment: { orderID: order.orderID, price, leavesQty: quantity }, isStale: beyond(order) > 0, depth });
  }
  return {
    moves,
    place: gaps.slice(count).map(({ price, quantity }) => ({ side, orderQty: quantity, price })),
    cancel: spare.slice(count).map(({ orderID }) => orderID),
  };
}
