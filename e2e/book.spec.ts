import { expect, type Page } from "@playwright/test";
import { test } from "./support/fixtures.ts";

const LEVELS = [
  ["Buy", 300, 59_990],
  ["Buy", 500, 59_988.5],
  ["Buy", 200, 59_981],
  ["Sell", 400, 60_010],
  ["Sell", 600, 60_012],
] as const;

const drawn = (page: Page) => page.getByRole("region", { name: /^Order book, drawn/ });
const price = (page: Page) => page.getByRole("textbox", { name: "Price" });
const size = (page: Page) => page.getByRole("textbox", { name: "Size" });

/** Clicks a row of the drawn book, counted from the spread outwards, bids negative, at a part of its width. */
async function clickRow(page: Page, row: number, across: number): Promise<void> {
  const canvas = page.getByTestId("book-canvas");
  const box = await canvas.boundingBox();
  if (box === null) throw new Error("The book is not drawn.");
  const rowPx = (box.height - 36) / 50;
  const y = row < 0 ? 25 * rowPx + 36 + (-row - 0.5) * rowPx : 25 * rowPx - (row - 0.5) * rowPx;
  await canvas.click({ position: { x: box.width * across, y } });
}

test("BOK-001 the book fills its panel, and takes prices, sizes and totals into the ticket by mouse and by keyboard", async ({
  newTrader,
  newMaker,
}) => {
  const maker = await newMaker();
  const [best] = await Promise.all(LEVELS.map(([side, contracts, price]) => maker.order(side, contracts, price)));
  const trader = await newTrader();
  const { page } = trader;
  await trader.enter();

  await test.step("rows fill the height that the panel has, and all of them can be scrolled to", async () => {
    const room = await drawn(page).evaluate((box) => ({
      shown: box.clientHeight,
      room: box.parentElement?.clientHeight ?? 0,
      all: box.scrollHeight,
    }));
    expect(Math.abs(room.room - room.shown)).toBeLessThan(1.5);
    expect(room.all).toBeGreaterThan(900);
  });

  await test.step("a click on a price takes it, on a size the size as well, on a total all that stands before it", async () => {
    await clickRow(page, -1, 0.1);
    await expect(price(page)).toHaveValue("59,990.0");
    await expect(size(page)).toHaveValue("");
    await clickRow(page, 2, 0.6);
    await expect(price(page)).toHaveValue("60,012.0");
    await expect(size(page)).toHaveValue("600");
    await clickRow(page, -2, 0.95);
    await expect(price(page)).toHaveValue("59,988.5");
    await expect(size(page)).toHaveValue("800");
  });

  await test.step("the keyboard walks the rows, hears each, and takes what it heard", async () => {
    await drawn(page).focus();
    await page.keyboard.press("ArrowUp");
    await expect(page.getByText("Ask 60,010.0, size 400, total 400")).toBeAttached();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(price(page)).toHaveValue("60,012.0");
    await expect(size(page)).toHaveValue("800");
    for (let i = 0; i < 2; i++) await page.keyboard.press("ArrowDown");
    await expect(page.getByText("Bid 59,990.0, size 300, total 300")).toBeAttached();
    await page.keyboard.press("Shift+Enter");
    await expect(price(page)).toHaveValue("59,990.0");
    await expect(size(page)).toHaveValue("300");
    await page.keyboard.press("Escape");
    await expect(page.getByText("Bid 59,990.0, size 300, total 300")).toHaveCount(0);
  });

  await test.step("own orders are told with the most that can stand before them, which falls as others leave", async () => {
    await trader.send("Buy 300 XBTUSD at 59,990.0");
    const book = await trader.readBook();
    await expect(book.filter({ hasText: "59,990.0" })).toContainText("600, 300 yours, at most 300 ahead");
    await maker.cancel(best as string);
    await expect(book.filter({ hasText: "59,990.0" })).toContainText("300, 300 yours, first in the queue");
  });

  await test.step("grouped, levels stand together under the price that is the worst of them, and the choice is kept", async () => {
    await page.getByRole("button", { name: /^Group 0.5/ }).click();
    await page.getByRole("menuitemradio", { name: "10", exact: true }).click();
    await page.keyboard.press("Escape");
    const rows = page.getByRole("region", { name: "Order book as a table" }).getByRole("row");
    await expect(rows).toHaveCount(5);
    await expect(rows.filter({ hasText: "59,980.0" })).toContainText("700");
    await expect(rows.filter({ hasText: "60,020.0" })).toContainText("6001,000");
    await page.reload();
    await expect(page.getByRole("button", { name: /^Group 10/ })).toBeVisible();
    await (await trader.readBook()).filter({ hasText: "59,980.0" }).getByRole("button", { name: "700, with its price" }).click();
    await expect(price(page)).toHaveValue("59,980.0");
    await expect(size(page)).toHaveValue("700");
  });
  await maker.cancelAll();
  await trader.cancelAll();
});
