import { expect, test } from "vitest";
import { aFolder } from "../../scripts/testing.ts";
import { get, launch, operator, type Row, start, stop } from "./testing.ts";

const instrument = async (market: Parameters<typeof get>[0]) =>
  ((await get(market, "/instrument?symbol=XBTUSD&columns=markPrice,lastPrice,bidPrice,timestamp")).body as Row[])[0] as Row;

test("MKT-003 without a market nobody trades, the operator sets the price, and a manual clock moves by command alone", async () => {
  const market = await start({ MARKET: "none", CLOCK: "manual", DATA_DIR: aFolder() });
  expect(await instrument(market)).toMatchObject({ markPrice: null, lastPrice: null, bidPrice: null });
  const begun = (await operator(market, "status")) as { timeMs: number; sequence: number };
  await operator(market, "index", "set", ".BXBT", "60000");
  expect(await instrument(market)).toMatchObject({ markPrice: 60_000, lastPrice: null, bidPrice: null });
  const priced = (await operator(market, "status")) as { timeMs: number; sequence: number };
  expect(priced).toMatchObject({ timeMs: begun.timeMs, sequence: begun.sequence + 1 });
  await operator(market, "clock", "advance", "8h");
  expect(await operator(market, "status")).toMatchObject({ timeMs: begun.timeMs + 8 * 3_600_000, sequence: begun.sequence + 2 });
  expect(await stop(market)).toBe(0);
});

test("MKT-003 production refuses a manual clock with one sentence", async () => {
  const refused = launch({
    MARKET: "none",
    CLOCK: "manual",
    MODE: "production",
    PUBLIC_ORIGIN: "https://exchange.example",
    DATA_DIR: aFolder(),
  });
  expect(await refused.end()).toBe(2);
  expect(refused.output).toBe("CLOCK=manual is refused in MODE=production.\n");
});
