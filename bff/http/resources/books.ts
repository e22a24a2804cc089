import { type EquityPointRow, type StatementDayRow, userGetEquity, userGetStatement } from "../../contract/operations/withdrawal.ts";
import { type StatementExecution, type StatementTransaction, statementOf } from "../../wallet/statement.ts";
import { type Handler, handleOwn } from "../handler.ts";
import { readCurrency } from "../read-currency.ts";
import type { Services } from "../services.ts";

/** Rows that are read at a time, and how many of them a statement goes through at most. */
const PAGE_ROWS = 5_000;
const MOST_ROWS = 100_000;
/** An account that trades while it is added up is added up again, this often. */
const MOST_TRIES = 3;

export function booksHandlers(services: Services): readonly Handler[] {
  const { exchange, equity } = services;
  const { tables } = exchange;
  return [
    handleOwn(userGetStatement, async ({ params, principal }) => {
      readCurrency(params.currency);
      return statementRows(services, principal.account);
    }),

    handleOwn(userGetEquity, ({ params, principal }) => {
      const sinceMs = params.startTime === undefined ? 0 : Date.parse(params.startTime);
      const past = equity.of(principal.account, sinceMs).map(
        ({ atMs, balanceSats, equitySats }): EquityPointRow => ({
          timestamp: new Date(atMs).toISOString(),
          walletBalance: balanceSats,
          marginBalance: equitySats,
        }),
      );
      const now = tables.accounts.marginRow(principal.account, tables.marks);
      const { timeMs } = tables;
      if (now === null) return past;
      return [...past, { timestamp: new Date(timeMs).toISOString(), walletBalance: now.walletBalance, marginBalance: now.marginBalance }];
    }),
  ];
}

async function statementRows(services: Services, account: number): Promise<StatementDayRow[]> {
  const { accounts } = services.exchange.tables;
  for (let tries = 1; ; tries++) {
    const before = accounts.facts(account)?.cashSats ?? 0;
    const [executions, transactions] = await Promise.all([allOf(services, "execution", account), allOf(services, "transact", account)]);
    const balance = accounts.facts(account)?.cashSats ?? 0;
    if (balance !== before && tries < MOST_TRIES) continue;
    const days = statementOf(executions as unknown as StatementExecution[], transactions as unknown as StatementTransaction[]);
    return days.map((day, i) => {
      const isLast = i === days.length - 1;
      return { ...day, balance: isLast ? balance : null, difference: isLast ? balance - day.closing : null };
    });
  }
}

async function allOf({ history }: Services, table: "execution" | "transact", account: number): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  const filter = table === "execution" ? { execType: ["Trade", "Funding", "Settlement"] } : {};
  while (rows.length < MOST_ROWS) {
    const page = await history.list({
      table,
      account,
      filter,
      startMs: null,
      endMs: null,
      count: PAGE_ROWS,
      start: rows.length,
      reverse: false,
    });
    rows.push(...page);
    if (page.length < PAGE_ROWS) break;
  }
  return rows;
}
