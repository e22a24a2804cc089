import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { OrderRow } from "../../bff/contract/tables/order.ts";
import { bracketId, bracketPartOf } from "./bracket.ts";

/** Which ends of brackets have done their part, or have none left to do. Ends alone are named, by client id. */

type Held = { readonly symbol: string; readonly currentQty: number };

/** Ends of which the other end has traded whole, or whose order ended without a fill, as executions tell. */
export function spentEnds(open: readonly OrderRow[], executions: readonly ExecutionRow[]): readonly string[] {
  const spent = new Set<string>();
  for (const { clOrdID, ordStatus, cumQty } of executions) {
    const place = bracketPartOf(clOrdID);
    if (place === null) continue;
    const isOver = ordStatus === "Canceled" || ordStatus === "Rejected";
    if (place.part === "entry" ? isOver && cumQty === 0 : ordStatus === "Filled") spent.add(place.link);
  }
  return endsAmong(open, (link) => spent.has(link));
}

/** Ends whose order is no longer open while there is nothing that they could reduce: their position was closed otherwise. */
export function strayEnds(open: readonly OrderRow[], positions: readonly Held[]): readonly string[] {
  const ids = new Set(open.map(({ clOrdID }) => clOrdID));
  return endsAmong(open, (link, { symbol, side }) => {
    const held = positions.find((position) => position.symbol === symbol)?.currentQty ?? 0;
    const reduces = side === "Sell" ? held > 0 : held < 0;
    return !reduces && !ids.has(bracketId(link, "entry"));
  });
}

function endsAmong(open: readonly OrderRow[], isMeant: (link: string, order: OrderRow) => boolean): readonly string[] {
  return open
    .filter((order) => {
      const place = bracketPartOf(order.clOrdID);
      return place !== null && place.part !== "entry" && isMeant(place.link, order);
    })
    .map(({ clOrdID }) => clOrdID);
}
