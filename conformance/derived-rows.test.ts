import { expect, test } from "vitest";
import { accountNumber } from "../bff/engine/accounts.ts";
import { LiveEngine } from "../bff/exchange/testing/live-engine.ts";
import { MarkWatch } from "../bff/realtime/mark-watch.ts";

const [MAKER, TAKER, OTHER] = [4, 5, 6] as const;
const ACCOUNTS = [MAKER, TAKER, OTHER];
const SATS = 100_000_000;
const EIGHT_HOURS_MS = 8 * 3_600_000;
/** Rounds after which whatever was due has been told. */
const ROUNDS = 20;

/** A market whose accounts all have listeners; `told` are their rows as the listeners have them once things have come to rest. */
function aMarket() {
  const live = new LiveEngine();
  const { tables } = live;
  const watch = new MarkWatch(tables);
  live.hears = ({ accounts, marks }) => {
    for (const handle of accounts) watch.viewOf(accountNumber(handle))?.refresh();
    watch.stir(marks);
  };
  live.index(".BXBT", 6_000_000);
  live.index(".BETH", 300_000);
  for (const account of ACCOUNTS) {
    live.open(account, 10 * SATS);
    watch.listen(accountNumber(account), {}, 1);
  }
  const trade = (symbol: string, contracts: number, ticks: number, taker: number = TAKER) => {
    live.place(MAKER, { symbol, side: "Sell", contracts, ticks });
    live.place(taker, { symbol, side: "Buy", contracts, ticks });
  };
  const told = (account: number) => {
    for (let round = 0; round < ROUNDS; round++) for (const [, view] of watch.due()) view.refresh();
    return watch.viewOf(accountNumber(account))?.rows("position", null);
  };
  return { live, trade, told };
}

test("RT-002 a position's row is told again when the rate that it pays next changes, though nothing was paid and no mark came", () => {
  const { live, trade, told } = aMarket();
  trade("XBTUSD", 100_000, 120_000);
  const [before] = told(TAKER) ?? [];
  live.pass(EIGHT_HOURS_MS);
  const after = told(TAKER);
  expect(after).not.toEqual([before]);
  expect(after).toEqual(live.positionRows(TAKER));
});

test("RT-002 a quanto position's row is told again when bitcoin's price changes and its own mark does not", () => {
  const { live, trade, told } = aMarket();
  trade("ETHUSD", 1_000, 60_000);
  const [before] = told(TAKER) ?? [];
  live.index(".BXBT", 6_600_000);
  const after = told(TAKER);
  expect(after).not.toEqual([before]);
  expect(after).toEqual(live.positionRows(TAKER));
});

test("RT-002 a position's place in the line of its side is told again when others' trades move it, and is the one that GET has", () => {
  const { live, trade, told } = aMarket();
  live.leverage(TAKER, "XBTUSD", 5_000);
  trade("XBTUSD", 1_000, 120_000);
  const place = (account: number) => (told(account) as { deleveragePercentile: number }[]).map((row) => row.deleveragePercentile);
  expect(place(TAKER)).toEqual([1]);
  // Bought lower and with more leverage, so that it comes first.
  live.leverage(OTHER, "XBTUSD", 10_000);
  trade("XBTUSD", 1_000, 119_000, OTHER);
  expect(place(OTHER)).toEqual([1]);
  expect(place(TAKER)).toEqual([0.6]);
  expect(live.positionRows(TAKER)).toEqual(told(TAKER));
});
