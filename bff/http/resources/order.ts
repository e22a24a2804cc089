import { invalid, TEXT } from "../../contract/errors.ts";
import type { ParamsOf } from "../../contract/operation.ts";
import {
  amendOrderSchema,
  newOrderSchema,
  orderAmend,
  orderAmendBulk,
  orderCancel,
  orderCancelAll,
  orderCancelAllAfter,
  orderClosePosition,
  orderGet,
  orderNew,
  orderNewBulk,
} from "../../contract/operations/order.ts";
import { readParams } from "../../contract/read-params.ts";
import { type OrderRow, order } from "../../contract/tables/order.ts";
import { type Handler, handleOwn } from "../handler.ts";
import { matches, readColumns, readFilter, selectRows, toListQuery } from "../list-query.ts";
import type { Services } from "../services.ts";

export function orderHandlers(services: Services): readonly Handler[] {
  const { trading, limits } = services;
  return [
    handleOwn(orderGet, ({ params, principal }) => listOrders(services, principal.account, params)),

    handleOwn(orderNew, ({ params, principal }) => trading.place(principal.account, params, principal.origin, principal.caps)),

    handleOwn(orderAmend, ({ params, principal }) => trading.amend(principal.account, params, principal.caps)),

    handleOwn(orderCancel, ({ params, principal }) => {
      const { orderID, clOrdID, text } = params;
      if (orderID !== undefined)
        return trading.cancel(
          principal.account,
          idList("orderID", orderID).map((id) => ({ orderID: id })),
          text,
        );
      if (clOrdID !== undefined)
        return trading.cancel(
          principal.account,
          idList("clOrdID", clOrdID).map((id) => ({ clOrdID: id })),
          text,
        );
      throw invalid("orderID or clOrdID must be sent.");
    }),

    handleOwn(orderCancelAll, ({ params, principal }) => {
      const filter = readFilter(order, params.filter);
      const isAll = Object.keys(params.filter ?? {}).length === 0;
      const picks = isAll ? null : (row: OrderRow) => filter.open !== false && matches(order, row, filter);
      return trading.cancelAll(principal.account, params.symbol, picks, params.text);
    }),

    handleOwn(orderCancelAllAfter, ({ params, principal }) => trading.cancelAllAfter(principal.account, params.timeout)),

    handleOwn(orderClosePosition, ({ params, principal }) =>
      trading.closePosition(principal.account, params.symbol, params.price, principal.origin, principal.caps),
    ),

    handleOwn(orderNewBulk, ({ params, principal }) => {
      const items = bulkItems(params.orders, limits.ordersPerBulk);
      const orders = items.map((item) => readParams(newOrderSchema, item, "refuse"));
      return orders.length === 0 ? [] : bulk(() => trading.placeBulk(principal.account, orders, principal.origin, principal.caps));
    }),

    handleOwn(orderAmendBulk, ({ params, principal }) => {
      const items = bulkItems(params.orders, limits.ordersPerBulk);
      const amendments = items.map((item) => readParams(amendOrderSchema, item, "refuse", orderAmend.ignored));
      return amendments.length === 0 ? [] : bulk(() => trading.amendBulk(principal.account, amendments, principal.caps));
    }),
  ];
}

/** Open orders stand in the tables, ended ones in history; a list may want both, in one order of time. */
async function listOrders({ exchange, history }: Services, account: number, params: ParamsOf<typeof orderGet>): Promise<object[]> {
  const pick = readColumns(order, params.columns);
  const { open } = readFilter(order, params.filter, params.symbol);
  const live = exchange.tables.accounts.openOrders(account);
  const unpaged = { ...params, filter: withoutOpen(params.filter), start: 0, count: live.length };
  const matching = selectRows(order, live, { ...unpaged, reverse: false });
  const { start = 0, count = 100, reverse = false } = params;
  const standing = inTime(matching, reverse);
  if (open === true) return standing.slice(start, start + count).map(pick);
  // The open ones move the page by no more than their number: ended ones before that stand in front of it in any case.
  const skipped = Math.max(0, start - matching.length);
  const query = toListQuery("order", order, account, { ...unpaged, start: skipped, count: start - skipped + count, reverse });
  const ended = (await history.list(query)) as unknown as OrderRow[];
  // An order that ended while history was asked is among both.
  const gone = new Set(ended.map(({ orderID }) => orderID));
  const still = open === false ? [] : matching.filter(({ orderID }) => !gone.has(orderID));
  // Of what changed at one moment, what ended comes before what stands.
  const all = inTime([...(reverse ? ended.toReversed() : ended), ...still], reverse);
  return all.slice(start - skipped, start - skipped + count).map(pick);
}

/** Rows by their last change, oldest first or all of it the other way round. */
function inTime(rows: readonly OrderRow[], reverse: boolean): readonly OrderRow[] {
  const sorted = rows.toSorted((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
  return reverse ? sorted.reverse() : sorted;
}

function withoutOpen(filter: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((filter ?? {}) as object).filter(([column]) => column !== "open" && column !== "ordStatus.isTerminated"),
  );
}

const MAX_IDS = 500;

function idList(name: string, given: string | readonly string[]): readonly string[] {
  const ids = typeof given === "string" ? [given] : given;
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > MAX_IDS || ids.some((id) => typeof id !== "string" || !id.isWellFormed()))
    throw invalid(`${name} is invalid`);
  return [...new Set(ids as readonly string[])];
}

function bulkItems(given: unknown, most: number): Record<string, unknown>[] {
  if (!Array.isArray(given)) throw invalid("orders is invalid");
  if (given.length > most) throw invalid(`orders is invalid: at most ${most} at once`);
  for (const item of given) {
    if (typeof item !== "object" || item === null || Array.isArray(item)) throw invalid("orders is invalid");
  }
  return given as Record<string, unknown>[];
}

/** The contract marks a bulk's lack of margin with a prefix of its own. */
async function bulk<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith(TEXT.insufficientAvailable(0).split(",")[0] as string))
      throw invalid(`Bulk orders: ${error.message}`);
    throw error;
  }
}
