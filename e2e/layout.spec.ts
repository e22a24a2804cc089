import { expect, type Page, type TestInfo } from "@playwright/test";
import { seriousFindings } from "./support/axe.ts";
import { test } from "./support/fixtures.ts";
import { VIEWS } from "./support/judge.ts";
import type { Maker } from "./support/maker.ts";
import { measureText } from "./support/text-boxes.ts";

/** Takes a picture, and holds what is on it to the rules of the screen; those for assistive technology cost a second. */
async function judge(page: Page, info: TestInfo, name: string, withAxe = true): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await info.attach(name, { body: await page.screenshot({ path: info.outputPath(`${name}.png`) }), contentType: "image/png" });
  const { overlaps, cut, texts, scrollsSideways } = await measureText(page);
  expect(texts, name).toBeGreaterThan(5);
  expect(overlaps, name).toEqual([]);
  expect(cut, name).toEqual([]);
  expect(scrollsSideways, name).toBe(false);
  if (withAxe) expect(await seriousFindings(page), name).toEqual([]);
}

/** Some depth on both sides, and trades: what a screen needs to be full. */
async function fillMarket(maker: Maker): Promise<void> {
  for (const price of [59_999, 59_990.5]) await maker.order("Buy", 2_000, price);
  for (const price of [60_001, 60_010]) await maker.order("Sell", 2_000, price);
}

for (const { screen, colorScheme } of VIEWS) {
  test(`UI-002 UI-005 the trade screen holds together at ${screen.name}, ${colorScheme}: nothing overlaps, nothing is cut off, axe finds nothing serious`, async ({
    newTrader,
    newMaker,
  }, info) => {
    await fillMarket(await newMaker());
    const { name: _name, ...options } = screen;
    const trader = await newTrader({ ...options, colorScheme });
    const { page } = trader;
    await trader.open();
    await expect(page.getByTestId("chart")).toBeVisible();
    await judge(page, info, "signed-out");

    if (trader.isOnPhone) await page.getByRole("button", { name: "Sign up" }).click();
    else await page.getByRole("button", { name: "Sign up and get 1 XBT of test coins" }).click();
    await expect(page.getByRole("dialog", { name: "Sign up" })).toBeVisible();
    await judge(page, info, "sign-up");
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await trader.signUp();
    await judge(page, info, "signed-in", false);

    await trader.type({ side: "Buy", contracts: "1,500" });
    await trader.send("Buy 1,500 XBTUSD at market");
    await trader.type({ side: "Sell", contracts: "1,000", price: "60100" });
    await page.getByText("Reduce-only", { exact: true }).click();
    await judge(page, info, "typed");
    await trader.send("Sell 1,000 XBTUSD at 60,100.0");
    await trader.dismissNotices();
    for (const tab of ["Positions", "Orders", "Fills", "Balance"] as const) {
      if (trader.isOnPhone && tab === "Positions")
        await page
          .getByRole("tab", { name: /^Positions/ })
          .first()
          .click();
      await trader.show(tab);
      await trader.dismissNotices();
      await judge(page, info, tab.toLowerCase(), tab === "Orders");
    }
    await trader.show("Positions");
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await judge(page, info, "closing");
    await page.getByRole("button", { name: "Keep it" }).click();

    if (trader.isOnPhone) {
      for (const tab of ["Book", "Trades"]) {
        await page.getByRole("tab", { name: tab }).click();
        await judge(page, info, tab.toLowerCase());
      }
    } else {
      await page.getByRole("button", { name: "Show the book as a table" }).click();
      await page.getByRole("button", { name: "Show the chart as a table" }).click();
      await judge(page, info, "tables");
    }
  });
}

test("UI-002 themes and palettes change at once and are kept", async ({ newTrader }) => {
  const trader = await newTrader();
  const { page } = trader;
  const dress = () => page.evaluate(() => [document.documentElement.dataset["theme"], document.documentElement.dataset["palette"]]);
  await trader.open();
  expect(await dress()).toEqual(["dark", "default"]);
  await page.getByRole("button", { name: "Theme and colours" }).click();
  await page.getByRole("menuitemradio", { name: "High contrast" }).click();
  await page.getByRole("menuitemradio", { name: "Blue buys, orange sells" }).click();
  expect(await dress()).toEqual(["contrast", "blue-orange"]);
  await page.reload();
  expect(await dress()).toEqual(["contrast", "blue-orange"]);
});

test("UI-002 between the two sizes the screen stays usable: book as a tab, no sideways scrolling", async ({ newTrader }, info) => {
  const trader = await newTrader({ viewport: { width: 1024, height: 768 } });
  await trader.open();
  await expect(trader.page.getByTestId("chart")).toBeVisible();
  await judge(trader.page, info, "chart-1024");
  await trader.page.getByRole("tab", { name: "Book" }).click();
  await judge(trader.page, info, "book-1024");
  await trader.page.setViewportSize({ width: 760, height: 900 });
  await judge(trader.page, info, "book-760");
});

test("UI-002 a phone on its side has chart, book, trades and both sides in reach", async ({ newTrader, newMaker }, info) => {
  await fillMarket(await newMaker());
  const trader = await newTrader({ viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true });
  const { page } = trader;
  await trader.open();
  const chart = await page.getByTestId("chart").boundingBox();
  expect(chart?.height).toBeGreaterThan(180);
  expect(chart?.width).toBeGreaterThan(300);
  await judge(page, info, "chart-844");
  for (const tab of ["Book", "Trades"]) {
    await page.getByRole("tab", { name: tab }).click();
    await judge(page, info, `${tab.toLowerCase()}-844`);
  }
  await trader.signUp();
  await trader.type({ side: "Buy", contracts: "100", price: "59000" });
  await judge(page, info, "ticket-844", false);
  await trader.send("Buy 100 XBTUSD at 59,000.0");
});

test("UI-002 on a tablet upright the head of the chart is whole, its table within reach", async ({ newTrader }, info) => {
  const trader = await newTrader({ viewport: { width: 768, height: 1024 } });
  const { page } = trader;
  await trader.open();
  await expect(page.getByTestId("chart")).toBeVisible();
  await judge(page, info, "chart-768");
  await page.getByRole("button", { name: "Show the chart as a table" }).click();
  await expect(page.getByRole("button", { name: "Show the chart as a table" })).toHaveAttribute("aria-pressed", "true");
  await trader.signUp();
  await trader.type({ side: "Buy", contracts: "100", price: "59000" });
  await judge(page, info, "typed-768", false);
  expect((await page.getByRole("radiogroup", { name: "Order type" }).boundingBox())?.height).toBe(32);
});
