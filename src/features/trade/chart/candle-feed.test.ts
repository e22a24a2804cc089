import { describe, expect, test } from "vitest";
import type { TradeBinRow } from "../../../../bff/contract/tables/trade-bin.ts";
import { CandleSeries } from "../../../market/candles.ts";
import { Published } from "../../../market/published.ts";
import { Tape } from "../../../market/tape.ts";
import type { Link } from "../../../stream/stream-client.ts";
import { feedCandles } from "./candle-feed.ts";

const MINUTE = 60_000;
const START = Date.parse("2020-03-13T00:00:00.000Z");
const MOST = 1_000;

const bin = (endMs: number, price: number, volume = 10) =>
  ({
    timestamp: new Date(endMs).toISOString(),
    symbol: "XBTUSD",
    open: price,
    high: price,
    low: price,
    close: price,
    volume,
  }) as TradeBinRow;
const trade = (atMs: number, price: number, size: number) => ({
  timestamp: new Date(atMs).toISOString(),
  symbol: "XBTUSD",
  price,
  size,
  side: "Buy",
});

function aFeed(interval: "1m" | "15m", answers: (readonly TradeBinRow[] | Error)[]) {
  const terminal = { symbol: "XBTUSD", tape: new Tape(), minuteEndedMs: new Published(0), link: new Published<Link>({ phase: "live" }) };
  const asked: [string, number][] = [];
  const series = new CandleSeries(interval);
  const failures: unknown[] = [];
  const end = feedCandles(
    series,
    terminal,
    (_symbol, binSize, count) => {
      asked.push([binSize, count]);
      const answer = answers.shift() ?? [];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    MOST,
    { onReady: () => undefined, onFailed: (error) => failures.push(error) },
  );
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { terminal, series, asked, failures, end, settled };
}

describe("UI-002 the candles of a chart", () => {
  test("UI-002 the past is read once, and trades that come later are added", async () => {
    const { terminal, series, asked, settled } = aFeed("1m", [[bin(START + MINUTE, 100)]]);
    await settled();
    expect(asked).toEqual([["1m", MOST]]);
    terminal.tape.insert([trade(START + 5, 103, 7)]);
    expect(series.last).toMatchObject({ startMs: START, close: 103, volume: 17 });
  });

  test("UI-002 trades that the stream brought before the answer are in the answer, and count once", async () => {
    const feed = aFeed("1m", [[bin(START + MINUTE, 100)]]);
    feed.terminal.tape.insert([trade(START + 5, 103, 7)]);
    await feed.settled();
    expect(feed.series.last).toMatchObject({ close: 100, volume: 10 });
  });

  test("UI-002 when a candle has ended its tail is read again; a minute within it asks for nothing", async () => {
    const { terminal, series, asked, settled } = aFeed("15m", [[bin(START + 5 * MINUTE, 100)], [bin(START + 5 * MINUTE, 101, 99)]]);
    await settled();
    terminal.minuteEndedMs.set(START + 14 * MINUTE);
    await settled();
    expect(asked).toEqual([["5m", MOST]]);
    terminal.minuteEndedMs.set(START + 15 * MINUTE);
    await settled();
    expect(asked.slice(1)).toEqual([["5m", 9]]);
    expect(series.last).toMatchObject({ close: 101, volume: 99 });
  });

  test("UI-002 after a loss of the connection all is read again", async () => {
    const { terminal, asked, settled } = aFeed("1m", []);
    await settled();
    terminal.link.set({ phase: "waiting", attempt: 2, lostAtMs: 0, retryAtMs: 0 });
    terminal.link.set({ phase: "live" });
    await settled();
    expect(asked).toEqual([
      ["1m", MOST],
      ["1m", MOST],
    ]);
  });

  test("UI-002 a first reading that failed is told, and tried again with the next minute", async () => {
    const { terminal, series, asked, failures, settled } = aFeed("15m", [new Error("closed"), [bin(START + 5 * MINUTE, 100)]]);
    await settled();
    expect(failures).toHaveLength(1);
    terminal.minuteEndedMs.set(START + MINUTE);
    await settled();
    expect(asked).toEqual([
      ["5m", MOST],
      ["5m", MOST],
    ]);
    expect(series.last).toMatchObject({ close: 100 });
  });

  test("UI-002 a feed that has ended takes nothing more", async () => {
    const { terminal, series, end, settled } = aFeed("1m", [[bin(START + MINUTE, 100)]]);
    end();
    await settled();
    terminal.tape.insert([trade(START + 5, 103, 7)]);
    expect(series.all()).toEqual([]);
  });
});
