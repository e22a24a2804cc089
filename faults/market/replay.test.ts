import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { anExchange } from "../../bff/exchange/testing/exchanges.ts";
import { aFolder } from "../../scripts/testing.ts";
import { type Fairmark, get, launch, operator, type Row, says, start, stop } from "./testing.ts";

const START = Date.parse("2020-03-12T10:00:00.000Z");
const FULL_DAY_MS = 5 * 60_000;

/** A tape of so many minutes that falls, so that leveraged longs are in for it. */
function aTape(minutes: number, dropPerMinute: number): string {
  let open = 8_000;
  const rows = Array.from({ length: minutes }, (_, i) => {
    const close = Math.round(open * (1 - dropPerMinute) * 2) / 2;
    const row = { timestamp: new Date(START + (i + 1) * 60_000).toISOString(), open, high: open + 5, low: close - 5, close };
    open = close;
    return row;
  });
  const file = join(aFolder(), "tape.json.gz");
  writeFileSync(file, gzipSync(JSON.stringify(rows)));
  return file;
}

const replay = (file: string, more: Readonly<Record<string, string>> = {}) =>
  start({ MARKET: `replay:${file}`, REPLAY_SPEED: "max", DATA_DIR: aFolder(), ...more });

/** What the exchange says when the tape is over. */
async function ended({
  process,
}: Fairmark): Promise<{ readonly liquidations: number; readonly accounts: number; readonly lowestXbt: number }> {
  const [, liquidations, accounts, lowest] = await says(
    process,
    /Replay of \S+ ended: (\d+) liquidations, lowest of (\d+) wallets (-?[\d.]+) XBT, audit exact\n/,
  );
  return { liquidations: Number(liquidations), accounts: Number(accounts), lowestXbt: Number(lowest) };
}

/** Wallets as a stopped exchange has left them, whoever they belong to. */
async function walletsIn(dataDir: string, historySequence: number): Promise<readonly number[]> {
  const { accounts, marks } = (await anExchange({ dataDir, audit: "full", historySequence })).tables;
  return accounts.numbers().map((account) => accounts.marginRow(account, marks)?.walletBalance ?? Number.NaN);
}

const marketFolder = process.env["FAIRMARK_MARKET_DATA"] ?? join(import.meta.dirname, "../../../shared/market");
const BLACK_THURSDAY = join(marketFolder, "bitmex-xbtusd-1m/2020-03-12.json.gz");

interface Bar {
  readonly timestamp: string;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** The recorded day whole in the long form; otherwise the hours of its first fall. Both end half a funding interval and a minute before funding. */
function blackThursday(): { readonly file: string; readonly bars: readonly Bar[] } {
  const day = JSON.parse(gunzipSync(readFileSync(BLACK_THURSDAY)).toString()) as Bar[];
  if (process.env["FAIRMARK_PROVE"] === "1") return { file: BLACK_THURSDAY, bars: day };
  const bars = day.filter(({ timestamp }) => timestamp > "2020-03-12T10:30" && timestamp < "2020-03-12T16:00");
  const file = join(aFolder(), "first-fall.json.gz");
  writeFileSync(file, gzipSync(JSON.stringify(bars)));
  return { file, bars };
}

test("MKT-002 12 March 2020 runs to its end with an exact audit, liquidations, and no account below zero", {
  timeout: 2 * FULL_DAY_MS,
}, async (context) => {
  context.skip(!existsSync(BLACK_THURSDAY), `no recorded day at ${BLACK_THURSDAY}`);
  const { file, bars } = blackThursday();
  const last = bars.at(-1) as Bar;
  const market = await replay(file);
  const { liquidations, accounts, lowestXbt } = await ended(market);
  expect(accounts).toBe(208);
  expect(liquidations).toBeGreaterThan(100);
  expect(lowestXbt).toBeGreaterThanOrEqual(0);
  const status = await operator(market, "status");
  expect(status).toMatchObject({ audit: { differenceSats: 0 }, halted: null, timeMs: Date.parse(last.timestamp) - 1 });
  const [row] = (await get(market, "/instrument?symbol=XBTUSD")).body as Row[];
  // The last bar of the recording, and the mark by it: the funding rate for the time that is left, half an interval and a minute.
  expect(row).toMatchObject({
    indicativeSettlePrice: last.close,
    fundingTimestamp: new Date(Date.parse(last.timestamp) + 4 * 3_600_000 + 60_000).toISOString(),
    fundingRate: expect.any(Number),
  });
  const HALF_AN_INTERVAL = 0.5;
  expect(row?.["markPrice"]).toBe(Math.round(last.close * (1 + Number(row?.["fundingRate"]) * HALF_AN_INTERVAL) * 100) / 100);
  const [bin] = (await get(market, "/trade/bucketed?symbol=.BXBT&binSize=1d&count=1&reverse=true&partial=true")).body as Row[];
  expect(bin).toMatchObject({ high: Math.max(...bars.map(({ high }) => high)), low: Math.min(...bars.map(({ low }) => low)) });
  expect(await stop(market)).toBe(0);
  const wallets = await walletsIn(market.dataDir, Number(status["sequence"]));
  expect(wallets).toHaveLength(208);
  expect(Math.min(...wallets)).toBeGreaterThanOrEqual(0);
});

test("MKT-002 a tape at max gives the same state whenever it is run with the same seed", async () => {
  const minutes = 15;
  const file = aTape(minutes, 0.01);
  const run = async () => {
    const market = await replay(file, { SEED: "7" });
    const report = await ended(market);
    const { stateHash, sequence, timeMs } = await operator(market, "status");
    expect(timeMs).toBe(START + minutes * 60_000 - 1);
    expect(await stop(market)).toBe(0);
    return { report, stateHash, sequence };
  };
  const first = await run();
  expect(first.report.liquidations).toBeGreaterThan(0);
  expect(await run()).toEqual(first);
});

test("MKT-002 at a speed prices come at their moments, traders act in their own time, and the tape ends as well", async () => {
  const market = await replay(aTape(4, 0.002), { REPLAY_SPEED: "30" });
  const { accounts } = await ended(market);
  expect(accounts).toBe(208);
  expect(await operator(market, "status")).toMatchObject({ timeMs: START + 4 * 60_000 - 1, audit: { differenceSats: 0 } });
  const trades = (await get(market, "/trade?symbol=XBTUSD&count=500")).body as Row[];
  expect(trades.length).toBeGreaterThan(5);
  for (const { timestamp } of trades) {
    expect(Date.parse(String(timestamp))).toBeGreaterThanOrEqual(START);
    expect(Date.parse(String(timestamp))).toBeLessThanOrEqual(START + 4 * 60_000);
  }
  // The tape is over, the exchange serves on.
  expect((await get(market, "/instrument?symbol=XBTUSD")).body).toHaveLength(1);
  expect(await stop(market)).toBe(0);
});

test("MKT-002 a replay that is stopped on its way ends cleanly, and its data folder, being later than the tape's start, is refused", async () => {
  const file = aTape(600, 0.0005);
  const DATA_DIR = aFolder();
  const market = await replay(file, { DATA_DIR });
  expect(await stop(market)).toBe(0);
  const refused = launch({ MARKET: `replay:${file}`, REPLAY_SPEED: "max", DATA_DIR });
  expect(await refused.end()).toBe(2);
  expect(refused.output).toMatch(/^The data folder \S+ has come to 2020-03-12T\S+, after the start of tape\.json\.gz: [^\n]+\.\n$/);
});

test("MKT-002 a file that is no tape is refused with one sentence", async () => {
  const folder = aFolder({ "day.json": "[]" });
  const refused = launch({ MARKET: `replay:${join(folder, "day.json")}`, DATA_DIR: aFolder() });
  expect(await refused.end()).toBe(2);
  expect(refused.output).toMatch(/^MARKET=replay:\S+day\.json can't be replayed: the file is no gzipped JSON \([^\n]+\)\.\n$/);
});
