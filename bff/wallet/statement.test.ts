import { expect, test } from "vitest";
import { type StatementExecution, statementOf } from "./statement.ts";

const at = (day: number) => `2020-03-${day}T12:00:00.000Z`;
const deposit = (amount: number, day: number) => ({
  transactType: "Deposit",
  transactStatus: "Completed",
  amount,
  fee: 0,
  transactTime: at(day),
});
const trade = (side: string, lastQty: number, execCost: number, execComm: number, day: number): StatementExecution => ({
  ...{ symbol: "XBTUSD", side, execType: "Trade", lastQty, execCost, execComm },
  timestamp: at(day),
});

test("WAL-003 a statement explains each day: what came, what went, what trading, fees and funding made of it", () => {
  const withdrawal = { transactType: "Withdrawal", transactStatus: "Pending", amount: -1_000, fee: 10, transactTime: at(13) };
  const funding = { ...trade("", 100, -200_000, -7, 12), execType: "Funding" };
  const rows = statementOf(
    // Bought at 50,000, sold at 62,500 in two halves, and turned short with the second.
    [trade("Buy", 100, -200_000, 150, 11), funding, trade("Sell", 50, 80_000, 60, 12), trade("Sell", 100, 160_000, 120, 13)],
    [deposit(1_000_000, 11), withdrawal, { ...withdrawal, transactStatus: "Canceled" }],
  );
  expect(rows).toEqual([
    { date: "2020-03-11", opening: 0, deposits: 1_000_000, withdrawals: 0, tradingPnl: 0, fees: 150, funding: 0, closing: 999_850 },
    { date: "2020-03-12", opening: 999_850, deposits: 0, withdrawals: 0, tradingPnl: 20_000, fees: 60, funding: -7, closing: 1_019_797 },
    {
      date: "2020-03-13",
      opening: 1_019_797,
      deposits: 0,
      withdrawals: 1_010,
      tradingPnl: 20_000,
      fees: 120,
      funding: 0,
      closing: 1_038_667,
    },
  ]);
});

test("WAL-003 an account without history has no lines", () => {
  expect(statementOf([], [])).toEqual([]);
});
