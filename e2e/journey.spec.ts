import { expect } from "@playwright/test";
import { test } from "./support/fixtures.ts";
import { overhear, overheardBy, pretendHidden } from "./support/overhear.ts";

/** Connections that are refused while there is no exchange; the browser itself says so and nothing can keep it from it. */
const REFUSED = /WebSocket connection to .* failed|net::ERR_CONNECTION_(REFUSED|RESET)|net::ERR_EMPTY_RESPONSE/;

test("UI-005 UI-001 HOME-005 WSP-005 two people sign up, trade with each other, come back after a reload and after the exchange was killed", async ({
  house,
  newTrader,
  allowed,
}) => {
  const maker = await newTrader();
  const taker = await newTrader();

  await test.step("signed out, the screen is alive; one sign-up later there is a coin in the account", async () => {
    await overhear(maker.page);
    await maker.open();
    await maker.expectLive();
    await expect(maker.page.getByRole("banner")).not.toContainText("XBT");
    await maker.signUp();
    await expect(maker.page.getByRole("banner")).toContainText("Wallet 1.0000 XBT");
  });

  await test.step("a limit order rests in the book and is marked as one's own", async () => {
    await maker.type({ side: "Sell", contracts: "10k", price: "60010" });
    await maker.send("Sell 10,000 XBTUSD at 60,010.0");
    await maker.show("Orders");
    await expect(maker.row("XBTUSD", "Sell", "10,000", "60,010.0")).toBeVisible();
    const book = await maker.readBook();
    await expect(book.filter({ hasText: "60,010.0" })).toContainText("10,000 yours");
  });

  await test.step("who looks elsewhere has chosen a sound and the browser's notice for fills", async () => {
    await maker.page.keyboard.press("Control+k");
    await maker.page.getByRole("combobox", { name: "Command" }).fill("Notices and sounds");
    await maker.page.keyboard.press("Enter");
    const dialog = maker.page.getByRole("dialog", { name: "Notices and sounds" });
    await dialog.getByRole("checkbox", { name: "Fills: Sound" }).check();
    await dialog.getByRole("checkbox", { name: "Fills: Browser" }).check();
    await maker.page.keyboard.press("Escape");
    // A choice is heard at once.
    expect(await overheardBy(maker.page)).toEqual({ notifications: [], tones: 2 });
    await pretendHidden(maker.page, true);
  });

  let expectedLiquidation = "";
  await test.step("a second person sees it and takes it at market, at ten times", async () => {
    await taker.open();
    await taker.signUp();
    await taker.type({ side: "Buy", contracts: "10,000" });
    await taker.page.getByRole("radio", { name: "Isolated" }).check();
    await expect(taker.preview("Average entry after")).toHaveText("60,010.0");
    await expect(taker.preview("Position after")).toHaveText("Long 10,000");
    expectedLiquidation = (await taker.preview("Liquidation after").textContent()) ?? "";
    expect(expectedLiquidation).toMatch(/^5\d,\d{3}\.[05]$/);
    await taker.send("Buy 10,000 XBTUSD at market");
    await expect(taker.page.getByRole("log", { name: "Notices" })).toContainText("Bought 10,000 XBTUSD at 60,010.0");
    await expect.poll(() => overheardBy(maker.page)).toEqual({ notifications: ["Fairmark: Sold 10,000 XBTUSD at 60,010.0"], tones: 4 });
    await expect(maker.page).toHaveTitle("60,010.0 XBTUSD · Fairmark");
    await pretendHidden(maker.page, false);
  });

  await test.step("both see position, fill and balance; what was previewed is what came", async () => {
    await taker.show("Positions");
    await expect(taker.row("XBTUSD", "Long", "10,000", "60,010.0", expectedLiquidation, "10×")).toBeVisible();
    await maker.show("Positions");
    await expect(maker.row("XBTUSD", "Short", "10,000", "60,010.0", "cross")).toBeVisible();
    await taker.show("Fills");
    await expect(taker.row("Buy", "10,000", "60,010.0", "market, taker")).toContainText("−0.0001249");
    await maker.show("Fills");
    await expect(maker.row("Sell", "10,000", "60,010.0", "limit, maker")).toContainText("+0.0000416");
    await taker.show("Balance");
    await expect(taker.row("Wallet balance")).toContainText("0.99987502");
    await taker.show("Wallet history");
    await expect(taker.row("Deposit")).toContainText("+1.00000000");
    await maker.show("Balance");
    await expect(maker.row("Wallet balance")).toContainText("1.00004166");
    await maker.show("Orders");
    await expect(maker.page.getByText("No open orders.")).toBeVisible();
  });

  await test.step("a reload keeps the session", async () => {
    await taker.page.reload();
    await taker.show("Positions");
    await expect(taker.row("XBTUSD", "Long", "10,000", expectedLiquidation)).toBeVisible();
  });

  await test.step("margin is added and the risk limit raised: liquidation comes where each had shown it", async () => {
    const { page } = taker;
    const shown = async () =>
      ((await page.getByRole("dialog").getByRole("definition").last().textContent()) ?? "").match(/\d\d,\d{3}\.\d/g)?.at(-1) ?? "";
    await page.getByRole("button", { name: "Add or take out margin of XBTUSD" }).click();
    await page.getByRole("textbox", { name: "Amount" }).fill("0.01");
    await expect.poll(shown).not.toBe(expectedLiquidation);
    expectedLiquidation = await shown();
    await page.getByRole("button", { name: "Add 0.01000 XBT" }).click();
    await expect(taker.row("XBTUSD", "Long", expectedLiquidation)).toBeVisible();
    await page.getByRole("button", { name: "200 XBT, change the risk limit" }).click();
    await page.getByRole("combobox", { name: "Risk limit, with initial and maintenance margin" }).selectOption("1");
    await expect(page.getByRole("dialog")).toContainText("1.50 %");
    expectedLiquidation = await shown();
    await page.getByRole("button", { name: "Set risk limit to 300 XBT" }).click();
    await expect(page.getByRole("button", { name: "300 XBT, change the risk limit" })).toBeVisible();
    await expect(taker.row("XBTUSD", "Long", expectedLiquidation)).toBeVisible();
  });

  await test.step("the exchange is killed: the page says so, withdraws its preview, and comes back by itself", async () => {
    allowed.push(REFUSED);
    await house.kill();
    await expect(taker.page.getByRole("contentinfo").getByRole("status")).toContainText("Reconnecting");
    await expect(taker.page.getByText(/^Book: \d+ s old$/)).toBeVisible();
    await expect(taker.page.getByText(/^No connection since/)).toBeVisible();
    await house.startAgain();
    await taker.expectLive();
    await maker.expectLive();
    await expect(taker.row("XBTUSD", "Long", "10,000", expectedLiquidation)).toBeVisible();
    await expect(taker.page.getByText(/ old$/)).toHaveCount(0);
  });

  await test.step("trading goes on: a position is closed against a new order, and the cancelled order is gone", async () => {
    await maker.type({ side: "Buy", contracts: "10000", price: "59990" });
    await maker.send("Buy 10,000 XBTUSD at 59,990.0");
    await maker.type({ side: "Buy", contracts: "100", price: "59000" });
    await maker.send("Buy 100 XBTUSD at 59,000.0");
    await maker.show("Orders");
    await maker.page.getByRole("button", { name: "Cancel Buy 100 at 59,000.0" }).click();
    await expect(maker.row("59,000.0")).toHaveCount(0);
    await taker.page.getByRole("button", { name: "Close", exact: true }).click();
    const dialog = taker.page.getByRole("dialog", { name: "Close 10,000 XBTUSD at market?" });
    await expect(dialog).toContainText("59,990.0");
    await dialog.getByRole("button", { name: "Sell 10,000 at market" }).click();
    await expect(taker.page.getByText(/^No position\./)).toBeVisible();
    await maker.show("Positions");
    await expect(maker.page.getByText(/^No position\./)).toBeVisible();
  });

  await test.step("signing out empties the screen of the account, signing in fills it again", async () => {
    await taker.signOut();
    await expect(taker.page.getByRole("banner")).not.toContainText("XBT");
    await expect(taker.page.getByText("Your positions, orders, fills and balance appear here.")).toBeVisible();
    await taker.signIn();
    await expect(taker.page.getByRole("banner")).toContainText("Wallet 0.99");
    await taker.show("Fills");
    await expect(taker.row("Sell", "10,000", "59,990.0")).toBeVisible();
  });
});
