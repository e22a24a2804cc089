import { invalid } from "../../contract/errors.ts";
import {
  type AccessTokenRow,
  type QuoteFillRatioRow,
  type UserEventRow,
  userCommunicationToken,
  userConfirm,
  userEventGet,
  userGetQuoteFillRatio,
} from "../../contract/operations/formalities.ts";
import type { ListQuery } from "../../history/index.ts";
import { type Handler, handle, handleOwn } from "../handler.ts";
import type { Services } from "../services.ts";

const DAY_MS = 86_400_000;
const MOST_EVENTS = 500;

/** What the contract calls the transactions that are events. */
const TRANSACTION_EVENTS: Readonly<Record<string, string>> = { Deposit: "depositConfirmed", Withdrawal: "withdrawalCompleted" };

export function formalityHandlers({ bank, exchange, history, identity }: Services): readonly Handler[] {
  const newest = (table: ListQuery["table"], account: number, isDeleveraging = false) =>
    history.list({ table, account, filter: {}, isDeleveraging, startMs: null, endMs: null, count: MOST_EVENTS, start: 0, reverse: true });
  return [
    handle(userConfirm, async ({ params, whence }): Promise<AccessTokenRow> => {
      const user = await identity.safety.confirmAddress(params.token, () => bank.openAccount(false), whence);
      return { id: "", ttl: 0, created: new Date(user.createdAtMs).toISOString(), userId: user.id };
    }),

    handleOwn(userCommunicationToken, () => []),

    handleOwn(userGetQuoteFillRatio, ({ principal }): QuoteFillRatioRow => {
      const { timeMs } = exchange.tables;
      return {
        date: new Date(timeMs - (timeMs % DAY_MS)).toISOString(),
        account: principal.account,
        quoteCount: null,
        dealtCount: null,
        quotesMavg7: null,
        dealtMavg7: null,
        quoteFillRatioMavg7: null,
      };
    }),

    handleOwn(userEventGet, async ({ params, principal }) => {
      const { count = 150, startId = 0 } = params;
      if (!Number.isInteger(count) || count < 1 || count > MOST_EVENTS) throw invalid("count is invalid");
      const { account, userId } = principal;
      const [transactions, liquidations, deleveragings] = await Promise.all([
        newest("transact", account),
        newest("liquidationReport", account),
        newest("execution", account, true),
      ]);
      const events = [
        ...identity.keysOf(userId).map(({ id, name, createdAtMs }) => ({ atMs: createdAtMs, type: "apiKeyCreated", meta: { id, name } })),
        ...transactions.flatMap((row) => {
          const type = row["transactStatus"] === "Completed" ? TRANSACTION_EVENTS[String(row["transactType"])] : undefined;
          const { transactID, amount, currency } = row;
          return type === undefined ? [] : [{ atMs: momentOf(row), type, meta: { transactID, amount, currency } }];
        }),
        ...liquidations.map((row) => ({ atMs: momentOf(row), type: "positionStateLiquidated", meta: { symbol: row["symbol"] } })),
        ...deleveragings
          .filter(({ execType }) => execType === "Trade")
          .map((row) => {
            const { orderID, symbol, side, lastQty, lastPx } = row;
            return { atMs: momentOf(row), type: "deleverageExecution", meta: { orderID, symbol, side, lastQty, lastPx } };
          }),
      ];
      return numbered(events.sort((a, b) => a.atMs - b.atMs))
        .filter(({ id }) => id >= startId)
        .slice(0, count)
        .map(
          ({ id, atMs, type, meta }): UserEventRow => ({
            id,
            type,
            status: "success",
            userId,
            createdById: userId,
            ip: "",
            geoipCountry: "",
            geoipRegion: "",
            geoipSubRegion: "",
            eventMeta: meta,
            created: new Date(atMs).toISOString(),
          }),
        );
    }),
  ];
}

const momentOf = (row: Readonly<Record<string, unknown>>) => Date.parse(String(row["timestamp"]));

/** An event is called by its moment; of several at one moment the later ones by a fraction more. */
function numbered<T extends { readonly atMs: number }>(events: readonly T[]): (T & { readonly id: number })[] {
  let last = 0;
  return events.map((event) => {
    const id = event.atMs > last ? event.atMs : Math.round((last + 0.001) * 1_000) / 1_000;
    last = id;
    return { ...event, id };
  });
}
