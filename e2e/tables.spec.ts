import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { test } from "./support/fixtures.ts";

/** What a file holds that the page saves. */
async function exported(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return readFile(await download.path(), "utf8");
}

test("TBL-001 open orders are amended in their row, by mouse and by keyboard, sorted, cancelled, and kept in the history", async ({
  newTrader,
  allowed,
}) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.enter();
  for (const [contracts, price] of [
    ["200", "59100"],
    ["400", "58900"],
    ["300", "59000"],
  ] as const) {
    await trader.type({ side: "Buy", contracts, price });
    await trader.send(`Buy ${contracts} XBTUSD at`);
  }
  await trader.show("Orders");
  const rows = page.getByRole("region", { name: "Open orders" }).getByRole("row");
  const newPrice = page.getByRole("textbox", { name: "New price" });
  const newSize = page.getByRole("textbox", { name: "New size" });
  await expect(rows).toHaveCount(4);

  await test.step("a head sorts up, down, and back", async () => {
    const head = page.getByRole("region", { name: "Open orders" }).getByRole("columnheader", { name: "Price" });
    const prices = () => rows.locator("td:nth-child(5)").allTextContents();
    expect(await prices()).toEqual(["59,000.0", "58,900.0", "59,100.0"]);
    await head.getByRole("button").click();
    await expect(head).toHaveAttribute("aria-sort", "ascending");
    expect(await prices()).toEqual(["58,900.0", "59,000.0", "59,100.0"]);
    await head.getByRole("button").click();
    expect(await prices()).toEqual(["59,100.0", "59,000.0", "58,900.0"]);
    await head.getByRole("button").click();
    expect(await prices()).toEqual(["59,000.0", "58,900.0", "59,100.0"]);
  });

  await test.step("price and size change in the row, with Enter, and the keyboard comes back to where it was", async () => {
    await page.getByRole("button", { name: "Amend Buy 300 at 59,000.0" }).press("Enter");
    await expect(newPrice).toBeFocused();
    await newPrice.press("Shift+ArrowUp");
    await newSize.fill("5");
    await expect(newSize).toHaveAccessibleDescription("Contracts come in lots of 100: 100.");
    await expect(page.getByRole("button", { name: "Change", exact: true })).toBeDisabled();
    await newSize.fill("500");
    await newSize.press("Enter");
    await expect(trader.row("Buy", "500", "59,005.0")).toBeVisible();
    await expect(page.getByRole("button", { name: "Amend Buy 500 at 59,005.0" })).toBeFocused();
  });

  await test.step("Escape leaves it as it is", async () => {
    await page.getByRole("button", { name: "Amend Buy 500 at 59,005.0" }).click();
    await newPrice.fill("59050");
    await newPrice.press("Escape");
    await expect(newPrice).toHaveCount(0);
    await expect(trader.row("Buy", "500", "59,005.0")).toBeVisible();
  });

  await test.step("a slip of the finger asks, and what the exchange refuses is told and undone", async () => {
    await page.getByRole("button", { name: "Amend Buy 500 at 59,005.0" }).click();
    await newPrice.fill("5900.5");
    await page.getByRole("button", { name: "Change", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Change Buy 500 XBTUSD from 59,005.0 to 5,900.5?" });
    await expect(dialog).toContainText("90.2 % below the mark");
    await dialog.getByRole("button", { name: "Keep it as it is" }).click();
    allowed.push(/Failed to load resource: .* 400/);
    await newPrice.fill("59005");
    await newSize.fill("9m");
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Change it" }).click();
    await expect(page.getByRole("log", { name: "Notices" })).toContainText(
      "The order is not changed: Account has insufficient Available Balance",
    );
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    await expect(trader.row("Buy", "500", "59,005.0")).toBeVisible();
  });

  await test.step("some are ticked and cancelled together, and a column that is left out stays so", async () => {
    await page.getByRole("button", { name: "Columns of this table" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Filled" }).click();
    await page.keyboard.press("Escape");
    const heads = page.getByRole("region", { name: "Open orders" }).getByRole("columnheader");
    await expect(heads.filter({ hasText: "Filled" })).toHaveCount(0);
    await page.reload();
    await trader.show("Orders");
    await expect(heads.filter({ hasText: "Price" })).toHaveCount(1);
    await expect(heads.filter({ hasText: "Filled" })).toHaveCount(0);
    // By a name of its own, that stays whatever the head is called.
    expect(await page.evaluate(() => localStorage.getItem("fairmark.preferences"))).toContain('"orders":["filled"]');
    await page.getByRole("checkbox", { name: "Choose Buy 200 XBTUSD" }).check();
    await page.getByRole("checkbox", { name: "Choose Buy 400 XBTUSD" }).check();
    await page.getByRole("button", { name: "Cancel 2 chosen" }).click();
    await expect(rows).toHaveCount(2);
  });

  await test.step("all are cancelled with one press, and the history and its file hold what became of them", async () => {
    await trader.cancelAll();
    await trader.show("Order history");
    await expect(trader.row("Buy", "500", "59,005.0", "cancelled")).toBeVisible();
    const lines = (await exported(page, "CSV of all orders")).trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^orderID,clOrdID,.*,transactTime,timestamp$/);
    expect(lines).toHaveLength(4);
    expect(lines.filter((line) => line.includes(",59005,") && line.includes("Canceled"))).toHaveLength(1);
  });
});

test("TBL-001 positions are closed at a price, reversed, and all closed after asking; fills are exported", async ({
  newTrader,
  newMaker,
}) => {
  const maker = await newMaker();
  await maker.order("Sell", 5_000, 60_005);
  await maker.order("Buy", 5_000, 59_995);
  const trader = await newTrader();
  const { page } = trader;
  await trader.enter();
  await trader.type({ side: "Buy", contracts: "1000" });
  await trader.send("Buy 1,000 XBTUSD at market");
  await trader.show("Positions");
  await expect(trader.row("Long", "1,000", "60,005.0")).toBeVisible();

  await test.step("reversed: one order of twice its size, with what it comes to", async () => {
    await page.getByRole("button", { name: "Reverse" }).click();
    const dialog = page.getByRole("dialog", { name: "Reverse: sell 2,000 XBTUSD at market?" });
    await expect(dialog).toContainText("Short 1,000");
    await dialog.getByRole("button", { name: "Sell 2,000 at market" }).click();
    await expect(trader.row("Short", "1,000", "59,995.0")).toBeVisible();
  });

  await test.step("profit and stop: two orders that wait, moved and taken back in the same place", async () => {
    await page.getByRole("button", { name: /^Profit and stop of XBTUSD/ }).click();
    const dialog = page.getByRole("dialog", { name: "Profit and stop of short 1,000 XBTUSD" });
    const set = dialog.getByRole("button", { name: "Set profit and stop" });
    await dialog.getByRole("textbox", { name: "Take profit at" }).fill("61000");
    await expect(dialog.getByRole("textbox", { name: "Take profit at" })).toHaveAccessibleDescription(
      /^A take profit of a short lies below the mark/,
    );
    await dialog.getByRole("textbox", { name: "Take profit at" }).fill("57000");
    await dialog.getByRole("textbox", { name: "Stop loss at" }).fill("62000");
    await set.click();
    await page.getByRole("button", { name: "Profit and stop of XBTUSD: 57,000.0 / 62,000.0" }).click();
    await dialog.getByRole("textbox", { name: "Take profit at" }).fill("");
    await dialog.getByRole("textbox", { name: "Stop loss at" }).fill("61500");
    await set.click();
    await expect(page.getByRole("button", { name: "Profit and stop of XBTUSD: – / 61,500.0" })).toBeVisible();
    await trader.show("Stops");
    await page.getByRole("button", { name: "Amend Buy 1,000 from 61,500.0" }).click();
    await page.getByRole("textbox", { name: "New trigger" }).fill("61000");
    await page.getByRole("textbox", { name: "New trigger" }).press("Enter");
    await expect(trader.row("61,000.0", "ends a bracket")).toBeVisible();
    await trader.show("Positions");
  });

  await test.step("at a price: an order that rests and can only close", async () => {
    await page.getByRole("button", { name: "At price" }).click();
    const dialog = page.getByRole("dialog", { name: "Close 1,000 XBTUSD at a price" });
    const price = dialog.getByRole("textbox", { name: "Price" });
    await expect(price).toHaveValue("59,995.0");
    await price.fill("50000");
    await expect(dialog).toContainText("Its price is 16.7 % below the mark");
    await price.fill("59900");
    await dialog.getByRole("button", { name: "Buy 1,000 at 59,900.0, close only" }).click();
    await trader.show("Orders");
    await expect(trader.row("Buy", "1,000", "59,900.0", "close")).toBeVisible();
    await trader.show("Positions");
  });

  await test.step("all at once, after asking", async () => {
    await page.getByRole("button", { name: "Close all" }).click();
    const dialog = page.getByRole("dialog", { name: "Close every position at market?" });
    await expect(dialog).toContainText("XBTUSD short 1,000");
    await dialog.getByRole("button", { name: "Close 1 position at market" }).click();
    await expect(page.getByText(/^No position\./)).toBeVisible();
  });

  await test.step("fills are a file with the contract's columns", async () => {
    await trader.show("Fills");
    await expect(trader.row("Sell", "2,000", "59,995.0")).toBeVisible();
    const lines = (await exported(page, "CSV of all fills")).trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^execID,orderID,/);
    expect(lines).toHaveLength(4);
  });
  await maker.cancelAll();
});
