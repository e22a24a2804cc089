import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./support/fixtures.ts";

const handle = (page: Page): Locator => page.getByRole("slider", { name: "Buy 300, order on the chart" });

/** Takes the line of the order and moves it by so many pixels, without letting go. */
async function drag(page: Page, byPx: number): Promise<void> {
  const box = await handle(page).boundingBox();
  if (box === null) throw new Error("The order has no line.");
  const [x, y] = [box.x + 400, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + byPx / 2);
  await page.mouse.move(x, y + byPx);
}

test("CHT-001 the line of an order is dragged to another price, left with Escape, and goes back where the exchange refuses", async ({
  newTrader,
  newMaker,
  allowed,
}) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.enter();
  // Something to look at: two trades make a candle, in whose range the order will lie.
  const other = await newMaker();
  await other.order("Sell", 100, 60_000);
  await trader.type({ side: "Buy", contracts: "100" });
  await trader.send("Buy 100 XBTUSD at market");
  await trader.type({ side: "Buy", contracts: "100", price: "59940" });
  await trader.send("Buy 100 XBTUSD at 59,940.0");
  await other.order("Sell", 100, 59_940);
  await trader.type({ side: "Buy", contracts: "300", price: "59990" });
  await trader.send("Buy 300 XBTUSD at 59,990.0");
  await trader.show("Orders");
  await trader.dismissNotices();
  const price = async () => Number((await trader.row("Buy", "300").locator("td:nth-child(5)").textContent())?.replace(",", ""));
  await expect(handle(page)).toHaveAttribute("aria-valuetext", "59,990.0");

  await test.step("dragged down it goes there, on a tick", async () => {
    await drag(page, 40);
    await expect(handle(page)).toHaveAttribute("aria-valuetext", /^59,9\d\d\.[05], Enter changes the order$/);
    await page.mouse.up();
    await expect.poll(price).toBeLessThan(59_990);
    expect(((await price()) * 2) % 1).toBe(0);
  });

  await test.step("Escape while it is held leaves it where it was", async () => {
    const before = await price();
    await drag(page, -30);
    await expect(handle(page)).toHaveAttribute("aria-valuetext", /Enter changes the order$/);
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await expect(handle(page)).toHaveAttribute("aria-valuetext", /^59,9\d\d\.[05]$/);
    expect(await price()).toBe(before);
  });

  await test.step("by keyboard: arrows by ticks, Enter changes, Escape does not", async () => {
    const before = await price();
    await handle(page).focus();
    await page.keyboard.press("Shift+ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect.poll(price).toBe(before + 5.5);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await expect(handle(page)).toHaveAttribute("aria-valuetext", /^59,9\d\d\.[05]$/);
    expect(await price()).toBe(before + 5.5);
  });

  await test.step("what the exchange refuses is told, and the line is back", async () => {
    allowed.push(/Failed to load resource: .* 400/);
    const before = await price();
    await page.route("**/api/v1/order", (route) =>
      route.request().method() === "PUT"
        ? route.fulfill({ status: 400, json: { error: { message: "Invalid ordStatus", name: "HTTPError" } } })
        : route.continue(),
    );
    await drag(page, 30);
    await page.mouse.up();
    await expect(page.getByRole("log", { name: "Notices" })).toContainText("The order is not changed: Invalid ordStatus");
    await expect(handle(page)).toHaveAttribute("aria-valuetext", /^59,9\d\d\.[05]$/);
    expect(await price()).toBe(before);
    await page.unroute("**/api/v1/order");
  });

  await test.step("a line far from the market asks first", async () => {
    await handle(page).focus();
    for (let i = 0; i < 7; i++) await page.keyboard.press("Shift+PageDown");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: /^Change Buy 300 XBTUSD from/ });
    await expect(dialog).toContainText("below the mark");
    await dialog.getByRole("button", { name: "Keep it as it is" }).click();
    await expect(handle(page)).toHaveAttribute("aria-valuetext", /^59,9\d\d\.[05]$/);
  });
  await trader.cancelAll();
});

test("CHT-001 scrolling back to where the candles begin reads older ones", async ({ newTrader }) => {
  const trader = await newTrader();
  const { page } = trader;
  const MINUTE = 60_000;
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const asked: string[] = [];
  await page.route("**/api/v1/trade/bucketed*", (route) => {
    const query = new URL(route.request().url()).searchParams;
    const endTime = query.get("endTime");
    if (query.get("symbol") === "XBTUSD" && endTime !== null) asked.push(endTime);
    const endMs = endTime === null ? now : Date.parse(endTime);
    const bins = Array.from({ length: Number(query.get("count")) }, (_, i) => ({
      timestamp: new Date(endMs - i * 5 * MINUTE).toISOString(),
      symbol: query.get("symbol"),
      open: 60_000,
      high: 60_010,
      low: 59_990,
      close: 60_000 + (i % 7),
      volume: 100,
    }));
    return route.fulfill({ json: bins });
  });
  await trader.open();
  const chart = page.getByTestId("chart");
  await expect(chart.locator("canvas").first()).toBeVisible();
  const box = await chart.boundingBox();
  if (box === null) throw new Error("The chart is not drawn.");
  await page.mouse.move(box.x + 300, box.y + 200);
  // Turned sideways, the wheel goes back in time; sooner or later the first candle comes into sight.
  await expect(async () => {
    await page.mouse.wheel(-3_000, 0);
    expect(asked.length).toBeGreaterThan(1);
  }).toPass({ timeout: 30_000 });
  expect(new Set(asked).size).toBe(asked.length);
  expect([...asked].sort().reverse()).toEqual(asked);
});

test("CHT-001 CHT-002 levels, trend lines and alerts are drawn and persist; depth, funding and basis have words beside their drawings", async ({
  newTrader,
  newMaker,
}) => {
  const maker = await newMaker();
  await maker.order("Sell", 1_000, 60_010);
  await maker.order("Buy", 1_000, 59_990);
  const trader = await newTrader();
  const { page } = trader;
  await trader.enter();
  await trader.type({ side: "Buy", contracts: "100" });
  await trader.send("Buy 100 XBTUSD at market");
  const chart = page.getByTestId("chart");
  await expect(chart.locator("canvas").first()).toBeVisible();
  const draw = async (what: string) => {
    await page.getByRole("button", { name: "Draw on the chart, and price alerts" }).click();
    await page.getByRole("menuitem", { name: what }).click();
  };
  const dialog = page.getByRole("dialog", { name: "Drawings and alerts of XBTUSD" });

  await test.step("a press draws a level, and Escape leaves the next one", async () => {
    await draw("Level");
    const box = await chart.boundingBox();
    if (box === null) throw new Error("The chart is not drawn.");
    await expect(async () => {
      await page.mouse.click(box.x + box.width - 180, box.y + 60);
      await expect(page.getByText("Press the chart where the level is to be.")).toBeHidden({ timeout: 500 });
    }).toPass();
    await draw("Trend line");
    await page.keyboard.press("Escape");
    await expect(page.getByText("Press where the line begins.")).toBeHidden();
  });

  await test.step("by typing: a trend line and an alert, which stand after a reload", async () => {
    await draw("All drawings and alerts");
    await dialog.getByRole("textbox", { name: "From" }).fill("59900");
    await dialog.getByRole("textbox", { name: "To", exact: true }).fill("60100");
    await dialog.getByRole("button", { name: "Draw the trend line" }).click();
    await dialog.getByRole("textbox", { name: "Level or alert at" }).fill("59990");
    await dialog.getByRole("button", { name: "Tell me at this price" }).click();
    await expect(dialog.getByRole("row")).toHaveCount(4);
    await page.reload();
    await draw("All drawings and alerts");
    await expect(dialog.getByRole("row").filter({ hasText: "Level" })).toHaveCount(1);
    await expect(dialog.getByRole("row").filter({ hasText: "Trend line" })).toContainText("59,900.0 on");
    await dialog.getByRole("button", { name: /^Remove level/ }).click();
    await expect(dialog.getByRole("row")).toHaveCount(3);
    await page.keyboard.press("Escape");
  });

  await test.step("the price comes to the alert: it is told once and gone", async () => {
    await trader.type({ side: "Sell", contracts: "100" });
    await trader.send("Sell 100 XBTUSD at market");
    await expect(page.getByRole("log", { name: "Notices" })).toContainText("XBTUSD is at 59,990.0: your alert at 59,990.0.");
    await draw("All drawings and alerts");
    await expect(dialog.getByRole("row").filter({ hasText: "Alert" })).toHaveCount(0);
    await page.keyboard.press("Escape");
  });

  await test.step("depth as a drawing and as a table, funding and basis, and the course of the day", async () => {
    await page.getByRole("radio", { name: "Depth" }).check();
    await expect(page.getByTestId("depth")).toBeVisible();
    await page.getByRole("button", { name: "Show the depth as a table" }).click();
    await expect(page.getByRole("region", { name: "Depth as a table" }).getByRole("row")).toHaveCount(7);
    await page.getByRole("button", { name: /funding and basis of before$/ }).click();
    const funding = page.getByRole("dialog", { name: "Funding and basis of XBTUSD" });
    await expect(funding).toContainText("Nothing has been paid yet.");
    await page.keyboard.press("Escape");
  });
  await maker.cancelAll();
});
