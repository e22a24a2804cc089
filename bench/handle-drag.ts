import type { Page } from "@playwright/test";
import { openBookFeed } from "./book-feed.ts";
import { launchBrowser } from "./browser.ts";
import type { BenchRow } from "./row.ts";
import { ServerProcess } from "./server-process.ts";

const MARK = 60_000;
const MESSAGES_A_SECOND = 1_000;
const SLOWDOWN = 4;
/** What the screen gives at most. */
const SCREEN_HZ = 60;
const DRAG_MS = 5_000;

/** Runs in the page, whose names this program does not know. */
const COUNT_FRAMES = `
  globalThis.frameCounter = { frames: 0, startedMs: performance.now(), isOn: true };
  const count = () => {
    frameCounter.frames += 1;
    if (frameCounter.isOn) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  0`;
const FRAMES_A_SECOND = `
  frameCounter.isOn = false;
  (1000 * frameCounter.frames) / (performance.now() - frameCounter.startedMs)`;

/** Turns the page's socket to another port. */
const useFeed = (port: number) => `
  const Native = globalThis.WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(address, protocols) {
      super(String(address).replace(/^ws:\\/\\/[^/]+/, "ws://127.0.0.1:${port}"), protocols);
    }
  };`;

/** Frames a second that the page drew while something went on. */
async function framesDuring(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(COUNT_FRAMES);
  await work();
  return page.evaluate<number>(FRAMES_A_SECOND);
}

/** Moves the handle to and fro, as fast as the page takes it. */
async function drag(page: Page): Promise<void> {
  const thumb = await page.getByRole("slider", { name: "Leverage that moves liquidation" }).boundingBox();
  if (thumb === null) throw new Error("there is no handle to drag");
  const [x, y] = [thumb.x + thumb.width / 2, thumb.y + thumb.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const untilMs = performance.now() + DRAG_MS;
  for (let i = 0; performance.now() < untilMs; i++) await page.mouse.move(x + 90 * Math.sin(i / 12), y);
  await page.mouse.up();
}

/** A handle of the risk panel dragged on a slow processor while the book changes, against the frames that a screen shows. */
export async function handleDragRow(): Promise<BenchRow> {
  const server = await ServerProcess.start("bff/main.ts", { MARKET: "none" });
  server.operator("index", "set", ".BXBT", String(MARK));
  const origin = `http://localhost:${server.port}`;
  const instruments = (await (await fetch(`${origin}/api/v1/instrument`)).json()) as readonly object[];
  const browser = await launchBrowser();
  return {
    title:
      "PERF-050 Dragging a handle of the risk panel at a 4x slower processor, the book at 1,000 messages a second, against the 60 frames a second of a screen",
    runs: 5,
    measure: async () => {
      const feed = await openBookFeed(instruments, "XBTUSD", MARK, MESSAGES_A_SECOND);
      // The page's policy lets it speak to its own origin alone.
      const context = await browser.newContext({ viewport: { width: 1_440, height: 900 }, bypassCSP: true, serviceWorkers: "block" });
      const page = await context.newPage();
      await page.addInitScript(useFeed(feed.port));
      await page.goto(`${origin}/trade/XBTUSD`);
      await page.getByRole("radio", { name: "Market", exact: true }).check();
      await page.getByRole("textbox", { name: "Size" }).fill("5,000");
      await page.getByText("What would move it").click();
      const session = await context.newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
      const idle = await framesDuring(page, () => page.waitForTimeout(DRAG_MS / 2));
      const [before, beganMs] = [feed.sent(), performance.now()];
      const dragged = await framesDuring(page, () => drag(page));
      const rate = ((feed.sent() - before) * 1_000) / (performance.now() - beganMs);
      await context.close();
      feed.close();
      return {
        figures: [
          { name: "frames while dragging", value: dragged, unit: "a second" },
          { name: "frames without dragging", value: idle, unit: "a second" },
          { name: "messages of the book", value: rate, unit: "a second" },
        ],
        ratio: dragged / SCREEN_HZ,
      };
    },
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}
