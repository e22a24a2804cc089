import { expect, type Page } from "@playwright/test";
import { test } from "./support/fixtures.ts";
import { judge, VIEWS, WIDE } from "./support/judge.ts";
import type { Trader } from "./support/trader.ts";

const panel = (page: Page) => page.getByRole("region", { name: "Risk", exact: true });
const row = (page: Page, move: string) => panel(page).getByRole("row").filter({ hasText: move });

async function showRisk(trader: Trader): Promise<void> {
  if (trader.isOnPhone) await trader.page.getByRole("tab", { name: "Risk" }).click();
}

/** Puts the ticket's sheet of a small screen away; the order stays typed. */
async function leaveTicket(trader: Trader): Promise<void> {
  if (trader.isOnPhone) await trader.page.getByRole("button", { name: "Close", exact: true }).click();
}

for (const { screen, colorScheme } of VIEWS) {
  test(`RSK-001 RSK-011 the curve of position and typed order stands in reach of the ticket at ${screen.name}, ${colorScheme}`, async ({
    newTrader,
    newMaker,
  }, info) => {
    await (await newMaker()).order("Sell", 20_000, 60_000.5);
    const { name: _name, ...options } = screen;
    const trader = await newTrader({ ...options, colorScheme });
    const { page } = trader;
    await trader.open();
    await showRisk(trader);
    await expect(panel(page)).toContainText("Type a size in the ticket");
    await trader.type({ side: "Buy", contracts: "5,000", price: "59850" });
    await leaveTicket(trader);
    // Signed out the order is previewed with ten times leverage of its own margin.
    await expect(row(page, "+10 %")).toContainText("66,000.0");
    await expect(row(page, "−30 %")).toContainText("liquidated");
    await judge(page, info, "typed-signed-out");
    await panel(page).getByRole("radio", { name: "What would move it" }).check();
    await expect(panel(page).getByRole("slider", { name: "Leverage that moves liquidation" })).toBeVisible();
    await judge(page, info, "handles");
    await panel(page).getByRole("radio", { name: "Seven moves" }).check();

    if (trader.isOnPhone) await page.getByRole("tab", { name: "Chart" }).click();
    await trader.signUp();
    await trader.type({ side: "Buy", contracts: "10,000" });
    await trader.send("Buy 10,000 XBTUSD at market");
    await trader.dismissNotices();
    await trader.type({ side: "Buy", contracts: "2,000", price: "59000" });
    await leaveTicket(trader);
    await showRisk(trader);
    // 10,000 contracts from 60,000.5 to 66,000 win 10,000 / 60,000.5 − 10,000 / 66,000 = 0.01515 coins.
    await expect(row(page, "+10 %")).toContainText("+0.0152");
    await expect(panel(page).getByRole("columnheader", { name: "With order" })).toBeVisible();
    const before = await row(page, "+30 %").textContent();
    await trader.type({ side: "Buy", contracts: "8,000", price: "59000" });
    await leaveTicket(trader);
    await expect(row(page, "+30 %")).not.toHaveText(before ?? "");
    await judge(page, info, "position-and-order");
    await panel(page).getByRole("radio", { name: "USD", exact: true }).check();
    await expect(page.getByTestId("curve")).toHaveAccessibleName("Equity against price");
    await judge(page, info, "usd");
  });
}

test("RSK-012 the drawn dollar equity of a long is straight to a pixel in the browser, and the table follows the market", async ({
  newTrader,
  newMaker,
  house,
}) => {
  await (await newMaker()).order("Sell", 20_000, 60_000.5);
  const trader = await newTrader();
  const { page } = trader;
  await trader.enter();
  await trader.type({ side: "Buy", contracts: "10,000" });
  await trader.send("Buy 10,000 XBTUSD at market");
  await expect(row(page, "+10 %")).toContainText("+0.0152");
  await page.getByRole("textbox", { name: "Size" }).fill("");
  await panel(page).getByRole("radio", { name: "USD", exact: true }).check();
  await expect(panel(page).getByRole("columnheader", { name: "With order" })).toHaveCount(0);
  await expect.poll(async () => (await readCurve(page)).length).toBeGreaterThan(300);
  const points = await readCurve(page);
  // The straight line that fits best: no column of pixels strays from it by more than one.
  const mean = (of: (point: { readonly x: number; readonly y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x0, y0] = [mean(({ x }) => x), mean(({ y }) => y)];
  const slope = mean(({ x, y }) => (x - x0) * (y - y0)) / mean(({ x }) => (x - x0) ** 2);
  expect(slope * (Math.min(...points.map(({ x }) => x)) - Math.max(...points.map(({ x }) => x)))).toBeGreaterThan(60);
  expect(Math.max(...points.map(({ x, y }) => Math.abs(y - y0 - slope * (x - x0))))).toBeLessThanOrEqual(1);
  await house.setIndex(61_000);
  await expect(row(page, "+10 %")).toContainText("67,100.0");
  await house.setIndex(60_000);
});

/** The middle of the curve in every column of pixels that shows it in its full ink, read from the canvas. */
function readCurve(page: Page): Promise<readonly { readonly x: number; readonly y: number }[]> {
  return page.getByTestId("curve").evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error("The curve is no canvas.");
    const { width, height } = canvas;
    const pen = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (pen === null) throw new Error("The canvas cannot be read.");
    pen.drawImage(canvas, 0, 0);
    const { data } = pen.getImageData(0, 0, width, height);
    const ink = getComputedStyle(document.documentElement).getPropertyValue("--text").trim();
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(ink.slice(at, at + 2), 16));
    const isInk = (at: number) =>
      Math.abs((data[at] ?? 0) - (red ?? 0)) + Math.abs((data[at + 1] ?? 0) - (green ?? 0)) + Math.abs((data[at + 2] ?? 0) - (blue ?? 0)) <
      60;
    const points: { x: number; y: number }[] = [];
    for (let x = 0; x < width; x++) {
      const rows = Array.from({ length: height }, (_, y) => y).filter((y) => isInk(4 * (y * width + x)));
      const top = rows[0];
      const bottom = rows.at(-1);
      // One piece as thick as the line and its marks; verticals and words make more.
      if (top !== undefined && bottom !== undefined && bottom - top <= 6) points.push({ x, y: (top + bottom) / 2 });
    }
    return points;
  });
}

for (const screen of WIDE) {
  test(`RSK-002 exposure, its slope, margin and the distance to liquidation stand in the same panel at ${screen.name}`, async ({
    newTrader,
    newMaker,
  }, info) => {
    await (await newMaker()).order("Sell", 20_000, 60_000.5);
    const { name: _name, ...options } = screen;
    const trader = await newTrader(options);
    const { page } = trader;
    await trader.open();
    await trader.type({ side: "Sell", contracts: "6,000", price: "60000" });
    await leaveTicket(trader);
    await showRisk(trader);
    await panel(page).getByRole("radio", { name: "Figures" }).check();
    // 6,000 contracts at 60,000 are 0.1 coins; a short gains a hundredth of them, less the bend, by one per cent down.
    await expect(row(page, "Exposure").first()).toContainText("−0.100000");
    await expect(row(page, "PnL for 1 % up")).toContainText("−0.000990");
    await expect(row(page, "PnL for 1 % down")).toContainText("+0.001010");
    await expect(row(page, "Gamma")).toContainText("+0.001000");
    await expect(row(page, "oved this far within")).toHaveCount(1);
    await judge(page, info, "figures");
    for (const view of ["Exposure", "Margin"]) {
      await panel(page).getByRole("radio", { name: view, exact: true }).check();
      await expect(page.getByTestId("curve")).toHaveAccessibleName(
        view === "Margin" ? "Margin left against price" : "Exposure against price",
      );
      await judge(page, info, view.toLowerCase());
    }
  });
}
