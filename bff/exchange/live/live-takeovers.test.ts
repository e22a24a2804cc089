import { expect, test } from "vitest";
import { accountNumber } from "../../engine/accounts.ts";
import { Engine } from "../../engine/engine.ts";
import { SlotWriter } from "../../engine/slots.ts";
import { restoreState, saveState } from "../../engine/snapshot.ts";
import { aMarket, type TestMarket } from "../../engine/testing.ts";
import { LiveTables } from "./live-tables.ts";

/** The tables as they are right after a restart. */
function tablesOf(market: TestMarket): LiveTables {
  const out = new SlotWriter();
  new Engine(restoreState(saveState(market.state)), out).image();
  const tables = new LiveTables();
  tables.apply(out.take());
  return tables;
}

test("LIQ-001 what the house offers stands in the liquidation table right after a restart, at its price of now", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 }).withPosition("alice", 1_000).endow(1_000_000);
  market.mark(59_600);
  const rows = () =>
    tablesOf(market)
      .house.liquidations()
      .map(({ symbol, side, price, leavesQty }) => [symbol, side, price, leavesQty]);
  expect(rows()).toEqual([["XBTUSD", "Sell", 59_406.5, 1_000]]);
  market.mark(59_000);
  expect(rows()).toEqual([["XBTUSD", "Sell", 59_000, 1_000]]);
});

test("LIQ-002 a position says in which fifth of its side it would be deleveraged, in the engine's own order; nothing held has no place", () => {
  const market = aMarket({ mark: 60_000 });
  const shorts = ["a", "b", "c", "d", "e"].map((name, i) => [name, [5, 100, 2, 50, 10][i] as number] as const);
  for (const [name, leverage] of shorts) market.withAccount(name, { xbt: 1, leverage }).withPosition(name, -1_000);
  market.withAccount("nobody", { xbt: 1 });
  market.leverage("nobody", 10);
  market.mark(59_500);
  const tables = tablesOf(market);
  const percentile = (name: string) =>
    tables.accounts.positionRows(accountNumber(market.handle(name)), tables.marks).map((row) => row.deleveragePercentile);
  expect([...shorts.map(([name]) => percentile(name)), percentile("counterparty"), percentile("nobody")]).toEqual([
    [0.4],
    [1],
    [0.2],
    [0.8],
    [0.6],
    [1],
    [null],
  ]);
});
