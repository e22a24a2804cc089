import { expect } from "@playwright/test";
import { test } from "./support/fixtures.ts";

test("WSP-002 commands are found by name and done by keys; keys that touch orders wait to be turned on", async ({ newTrader }) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.open();
  await trader.signUp();
  const theme = () => page.evaluate(() => document.documentElement.dataset["theme"]);

  await test.step("by name", async () => {
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Command" });
    await expect(field).toBeFocused();
    await field.fill("theme light");
    await expect(page.getByRole("dialog").getByRole("option")).toHaveText(["Light theme"]);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toBeHidden();
    expect(await theme()).toBe("light");
  });

  await test.step("by key, and not where somebody types", async () => {
    await page.getByRole("tab", { name: "Positions" }).focus();
    await page.keyboard.press("s");
    await expect(page.getByRole("radio", { name: "Sell / short" })).toBeChecked();
    const size = page.getByRole("textbox", { name: "Size" });
    await expect(size).toBeFocused();
    await page.keyboard.press("b");
    await expect(page.getByRole("radio", { name: "Sell / short" })).toBeChecked();
  });

  await test.step("cancelling by key is off until it is turned on", async () => {
    await trader.type({ side: "Buy", contracts: "100", price: "59000" });
    await trader.send("Buy 100 XBTUSD at 59,000.0");
    const orders = page.getByRole("tab", { name: "Orders" });
    await expect(orders).toHaveText("Orders1");
    await orders.focus();
    await page.keyboard.press("Shift+X");
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keys" });
    await expect(sheet).toContainText("Cancel all open orders, turned off");
    await sheet.getByRole("checkbox", { name: "Keys may touch orders" }).check();
    await page.keyboard.press("Escape");
    await expect(orders).toHaveText("Orders1");
    await orders.focus();
    await page.keyboard.press("Shift+X");
    await expect(orders).toHaveText("Orders");
  });
});

test("WSP-004 the status bar tells connection, server's clock and version, and the age of every panel's data", async ({ newTrader }) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.open();
  await trader.expectLive();
  const bar = page.getByRole("contentinfo");
  await expect(bar).toContainText(/Server \d+ \w{3} \d{4} \d\d:\d\d:\d\d UTC/);
  await expect(bar).toContainText(/Version \S+\d/);
  await bar.getByRole("button", { name: /^Feed age/ }).click();
  const rows = page.getByRole("dialog", { name: "Age of the data" }).getByRole("row");
  await expect(rows).toHaveCount(5);
  await expect(rows.filter({ hasText: "orderBookL2_25" })).toContainText(/Bookorder.*live\d+\.\d s/);
  await page.keyboard.press("Escape");
  await trader.signUp();
  await bar.getByRole("button", { name: /^Feed age/ }).click();
  await expect(rows).toHaveCount(9);
  await expect(rows.filter({ hasText: "live" })).toHaveCount(8);
});
