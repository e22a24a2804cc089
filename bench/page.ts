/// <reference lib="dom" />
import { BrowserBench } from "./browser.ts";
import { hasDay, recordedDay } from "./recorded-day.ts";
import { FIRST_IMAGES, isRecorded, recordedPerpetual } from "./recorded-perpetual.ts";
import { type BenchRow, median, percentile } from "./row.ts";
import { playFeed, type Scripted, scriptFeed } from "./scripted-feed.ts";

/** Chromium's own profile of the name: bytes a second, and milliseconds of a round trip. */
const FAST_4G = { offline: false, downloadThroughput: (9_000_000 / 8) * 0.9, uploadThroughput: (1_500_000 / 8) * 0.9, latency: 165 };
const CPU_SLOWDOWN = 4;
const SETTLE_MS = 4_000;

const LCP_BOUND_MS = 1_800;
/** How long the first look takes on a slow machine behind a slow network, and whether anything jumps. */
export async function firstLoadRow(): Promise<BenchRow> {
  const bench = await BrowserBench.open();
  return {
    title: "PERF-040 first load, CPU slowed four times, Fast 4G: largest paint within 1,800 ms, layout shift 0",
    runs: 5,
    measure: async () => {
      const { page, context } = await bench.page(CPU_SLOWDOWN);
      const devtools = await context.newCDPSession(page);
      await devtools.send("Network.emulateNetworkConditions", FAST_4G);
      await page.addInitScript(() => {
        const seen = { lcpMs: 0, shift: 0 };
        Object.assign(globalThis, { seen });
        new PerformanceObserver((list) => {
          for (const { startTime } of list.getEntries()) seen.lcpMs = startTime;
        }).observe({ type: "largest-contentful-paint", buffered: true });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(`${bench.origin}/trade/XBTUSD`);
      await page.waitForTimeout(SETTLE_MS);
      const { lcpMs, shift } = await page.evaluate(() => (globalThis as unknown as { seen: { lcpMs: number; shift: number } }).seen);
      await context.close();
      return {
        figures: [
          { name: "largest contentful paint", value: lcpMs, unit: "ms" },
          { name: "layout shift", value: shift, unit: "" },
        ],
        ratio: lcpMs / LCP_BOUND_MS,
      };
    },
    close: () => bench.close(),
  };
}

const MESSAGES_PER_SECOND = 2_000;
const BUSY_SECONDS = 20;
const PRESS_BOUND_MS = 150;

/** A book that changes two thousand times a second, and a last price that changes every 400 ms. */
function busyFeed(): readonly Scripted[] {
  const script: Scripted[] = [];
  const level = (i: number) => ({ symbol: "XBTUSD", id: 1_000 + i, side: i < 25 ? "Buy" : "Sell" });
  const levels = Array.from({ length: 50 }, (_, i) => ({
    ...level(i),
    size: 1_000,
    price: i < 25 ? 60_000 - i / 2 : 60_000.5 + (i - 25) / 2,
  }));
  script.push([0, JSON.stringify({ table: "orderBookL2_25", action: "insert", data: levels })]);
  for (let i = 0; i < MESSAGES_PER_SECOND * BUSY_SECONDS; i++) {
    const atMs = (i * 1_000) / MESSAGES_PER_SECOND;
    const data = [{ ...level(i % 50), size: 100 + (i % 9_000) }];
    script.push([atMs, JSON.stringify({ table: "orderBookL2_25", action: "update", data })]);
    if (i % 800 === 799) {
      const price = { symbol: "XBTUSD", lastPrice: 60_000 + i / 800 / 2, timestamp: new Date(1_700_000_000_000 + atMs).toISOString() };
      script.push([atMs, JSON.stringify({ table: "instrument", action: "update", data: [price] })]);
    }
  }
  return script;
}

/** How soon a press shows, and how old what is painted is, while two thousand messages a second come. */
export async function busyRow(): Promise<BenchRow> {
  const bench = await BrowserBench.open();
  const script = busyFeed();
  return {
    title: "PERF-040 under 2,000 messages a second: a press shows within 150 ms, ticker within 60 and book within 110 ms of its data",
    runs: 3,
    measure: async () => {
      const { page, context } = await bench.page(1);
      await scriptFeed(page, FIRST_IMAGES);
      await page.goto(`${bench.origin}/trade/XBTUSD`);
      await page.getByTestId("chart").waitFor();
      await page.evaluate(() => {
        const seen = { presses: new Map<number, number>(), ticker: [] as number[] };
        Object.assign(globalThis, { seen });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { interactionId, duration } = entry as unknown as { interactionId: number; duration: number };
            if (interactionId > 0) seen.presses.set(interactionId, Math.max(duration, seen.presses.get(interactionId) ?? 0));
          }
        }).observe({ type: "event", durationThreshold: 16 } as object as PerformanceObserverInit);
        // The moment at which a last price came, until the strip shows it.
        const { feed } = globalThis as unknown as { feed: { hear: (text: string) => void } };
        const { hear } = feed;
        let cameMs: number | null = null;
        feed.hear = (text) => {
          if (text.includes('"lastPrice"')) cameMs = performance.now();
          hear(text);
        };
        const strip = document.querySelector('section[aria-label^="XBTUSD"]');
        if (strip === null) throw new Error("The page has no strip.");
        new MutationObserver(() => {
          if (cameMs === null) return;
          const from = cameMs;
          cameMs = null;
          requestAnimationFrame(() => seen.ticker.push(performance.now() - from));
        }).observe(strip, { subtree: true, characterData: true, childList: true });
      });
      const playing = playFeed(page, script);
      const book: number[] = [];
      const size = page.getByRole("textbox", { name: "Size" });
      for (let i = 0; i < 30; i++) {
        await page
          .getByRole("tab", { name: i % 2 === 0 ? "Orders" : "Positions" })
          .first()
          .click();
        await size.click();
        await page.keyboard.type(String(i % 10));
        await page.keyboard.press("ArrowUp");
        await page.waitForTimeout(300);
        const [, shown, unit] = /Data to pixel ([\d.]+) (m?s)/.exec((await page.getByRole("contentinfo").textContent()) ?? "") ?? [];
        if (shown !== undefined) book.push(Number(shown) * (unit === "s" ? 1_000 : 1));
      }
      await playing;
      const { presses, ticker } = await page.evaluate(() => {
        const { seen } = globalThis as unknown as { seen: { presses: Map<number, number>; ticker: number[] } };
        return { presses: [...seen.presses.values()], ticker: seen.ticker };
      });
      await context.close();
      const pressMs = percentile(
        [...presses].sort((a, b) => a - b),
        0.98,
      );
      return {
        figures: [
          { name: "a press to the next paint, 98 of 100", value: pressMs, unit: "ms" },
          { name: "data to pixel, ticker, median", value: median(ticker), unit: "ms" },
          { name: "data to pixel, book, median", value: median(book), unit: "ms" },
        ],
        ratio: pressMs / PRESS_BOUND_MS,
      };
    },
    close: () => bench.close(),
  };
}

const FPS_BOUND = 50;
const WHOLE_SECONDS = 343;
const RECORDED_SECONDS = Number(process.env["FAIRMARK_REPLAY_SECONDS"] ?? WHOLE_SECONDS);
/** What is cut short says so. */
const CUT = RECORDED_SECONDS < WHOLE_SECONDS ? `${RECORDED_SECONDS} seconds of ` : "";

/** The recorded perpetual through the page on a slow machine. */
export async function replayRow(): Promise<BenchRow> {
  if (!isRecorded()) throw new Error("There is no recording of the perpetual where FAIRMARK_MARKET_DATA points.");
  return framesRow(`${CUT}the recorded inverse perpetual`, recordedPerpetual(RECORDED_SECONDS));
}

/** Twelve minutes a second: the day in two minutes. */
const MINUTES_PER_SECOND = 12;

/** The day after the crash of March 2020, a day in two minutes. */
export async function crashRow(): Promise<BenchRow> {
  if (!hasDay()) throw new Error("There is no recording of 13 March 2020 where FAIRMARK_MARKET_DATA points.");
  const script = recordedDay(MINUTES_PER_SECOND).filter(([atMs]) => atMs <= RECORDED_SECONDS * 1_000);
  return framesRow(`${CUT}13 March 2020 at ${MINUTES_PER_SECOND} minutes a second`, script);
}

/** Frames of the page while a script plays, the processor slowed. */
async function framesRow(what: string, script: readonly Scripted[]): Promise<BenchRow> {
  const bench = await BrowserBench.open();
  return {
    title: `UIX-003 ${what}, CPU slowed four times: at least 50 frames a second, 99.9 of 100 within 100 ms`,
    runs: 5,
    measure: async () => {
      const { page, context } = await bench.page(CPU_SLOWDOWN);
      await scriptFeed(page, FIRST_IMAGES);
      await page.goto(`${bench.origin}/trade/XBTUSD`);
      await page.getByTestId("chart").waitFor();
      await page.waitForTimeout(SETTLE_MS);
      const gaps = await playFeed(page, script);
      await context.close();
      const totalMs = gaps.reduce((sum, gap) => sum + gap, 0);
      const fps = (gaps.length * 1_000) / totalMs;
      return {
        figures: [
          { name: "messages", value: script.length, unit: "" },
          { name: "frames a second", value: fps, unit: "" },
          { name: "99.9 of 100 frames within", value: percentile(gaps, 0.999), unit: "ms" },
        ],
        ratio: fps / FPS_BOUND,
      };
    },
    close: () => bench.close(),
  };
}

const SWITCHES = 50;
/** Until then the engine of the browser goes on compiling what is done again and again, which is on its heap too. */
const WARM_UP = 50;

/** Memory that going from market to market leaves behind. */
export async function switchesRow(): Promise<BenchRow> {
  const bench = await BrowserBench.open();
  return {
    title: "UIX-003 fifty switches of the market leave the heap as it was",
    runs: 3,
    measure: async () => {
      const { page, context } = await bench.page(1);
      const devtools = await context.newCDPSession(page);
      const heapBytes = async () => {
        await devtools.send("HeapProfiler.collectGarbage");
        return (await devtools.send("Runtime.getHeapUsage")).usedSize;
      };
      await page.goto(`${bench.origin}/trade/XBTUSD`);
      await page.getByTestId("chart").waitFor();
      const go = async (symbol: string) => {
        await page.evaluate((to) => history.pushState(null, "", `/trade/${to}`), symbol);
        await page.getByRole("button", { name: `${symbol}, all markets` }).waitFor();
        await page.getByTestId("chart").waitFor();
      };
      const switchMarkets = async (times: number) => {
        for (let i = 0; i < times; i++) await go(i % 2 === 0 ? "ETHUSD" : "XBTUSD");
      };
      await switchMarkets(WARM_UP);
      const before = await heapBytes();
      await switchMarkets(SWITCHES);
      const after = await heapBytes();
      await context.close();
      return {
        figures: [
          { name: "heap before", value: before / 1_048_576, unit: "MB" },
          { name: "heap after", value: after / 1_048_576, unit: "MB" },
        ],
        ratio: after / before,
      };
    },
    close: () => bench.close(),
  };
}
