import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { test } from "./support/fixtures.ts";
import { House } from "./support/house.ts";
import { judge, SCREENS } from "./support/judge.ts";
import { Maker } from "./support/maker.ts";
import { Trader } from "./support/trader.ts";

const LONG = process.env["FAIRMARK_PROVE"] === "1";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Minutes of a crash from 60,000 to 54,000, a day from now: a replay begins after everything that happened before. */
async function writeCrash(): Promise<string> {
  const file = join(tmpdir(), `fairmark-crash-${process.pid}.json.gz`);
  const startMs = Math.ceil((Date.now() + DAY_MS) / MINUTE_MS) * MINUTE_MS;
  const prices = [60_000, 59_800, 59_300, 58_500, 57_600, 56_200, 55_000, 54_000, 54_400];
  const bars = prices.slice(1).map((close, i) => {
    const open = prices[i] ?? close;
    const timestamp = new Date(startMs + (i + 1) * MINUTE_MS).toISOString();
    return { timestamp, open, high: Math.max(open, close), low: Math.min(open, close), close };
  });
  await writeFile(file, gzipSync(JSON.stringify(bars)));
  return file;
}

async function offer({ origin }: House): Promise<void> {
  const maker = await Maker.open(origin);
  await maker.order("Sell", 20_000, 60_000);
  await maker.close();
}

async function joinIn(page: Page, house: House): Promise<Trader> {
  const trader = new Trader(page, house.origin);
  await trader.enter();
  return trader;
}

test("RSK-008 a person types an order, sees the curve, places it, is liquidated in the replay of a crash, and reads why", async ({
  browser,
}, info) => {
  const house = await House.open({ CLOCK: "manual" });
  try {
    await house.setIndex(60_000);
    const desk = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await desk.newPage();
    const [trader] = await Promise.all([joinIn(page, house), offer(house)]);
    await page.getByRole("radio", { name: "Isolated" }).check();
    await page.getByRole("textbox", { name: "Leverage" }).fill("20");
    await trader.type({ side: "Buy", contracts: "20,000" });
    const risk = page.getByRole("region", { name: "Risk", exact: true });
    await expect(risk.getByRole("row").filter({ hasText: "−10 %" })).toContainText("liquidated");
    await trader.send("Buy 20,000 XBTUSD at market");
    await expect(trader.row("XBTUSD", "20,000")).toBeVisible();
    // What would move it: the handle for margin waits for a word, size and leverage write to the ticket.
    await risk.getByRole("radio", { name: "What would move it" }).check();
    const size = risk.getByRole("slider", { name: "Size that moves liquidation" });
    await size.focus();
    await page.keyboard.press("PageUp");
    await expect(page.getByRole("textbox", { name: "Size" })).not.toHaveValue("");
    const added = risk.getByRole("slider", { name: "Margin added that moves liquidation" });
    const before = await added.getAttribute("aria-valuetext");
    await added.focus();
    await page.keyboard.press("PageUp");
    await expect(added).not.toHaveAttribute("aria-valuetext", before ?? "");
    await risk.getByRole("button", { name: /^Add 0\.0100 XBT/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Add 0.0100 XBT" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);

    await page.goto("about:blank");
    await house.stop();
    await house.startAgain({ MARKET: `replay:${await writeCrash()}`, REPLAY_SPEED: "max" });
    await trader.open("/liquidations");
    await page.getByRole("link", { name: "Why", exact: true }).first().click();
    await expect(page.getByRole("heading", { name: "Why was I liquidated" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Steps of the liquidation" })).toContainText("taken over at the bankruptcy price");
    const prevented = page.getByRole("list", { name: "What would have prevented it" });
    await expect(prevented.getByRole("listitem")).toHaveCount(3);
    await expect(page.getByTestId("why")).toBeVisible();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as a picture" }).click();
    expect((await download).suggestedFilename()).toMatch(/^liquidation-XBTUSD-.*\.png$/);
    await judge(page, info, "why");
    await page.setViewportSize(SCREENS[1].viewport);
    await judge(page, info, "why-phone");
    for (const [path, name, title] of [
      ["/risk/XBTUSD", "market", "XBTUSD: liquidations and insurance"],
      ["/stats/leverage", "leverage", "Leverage statistics"],
      ["/portfolio", "portfolio", "Portfolio"],
      ["/rules", "rules", "Rules"],
    ] as const) {
      await trader.turnTo(path);
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      if (LONG || name === "portfolio") await judge(page, info, name);
    }
    await expect(page.getByRole("heading", { name: "Deleveraging" })).toBeVisible();
  } finally {
    await house.close();
  }
});
