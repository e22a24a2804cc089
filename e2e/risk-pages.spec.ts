import { expect, type Page } from "@playwright/test";
import { test } from "./support/fixtures.ts";
import { judge, VIEWS, WIDE } from "./support/judge.ts";

const answer = (page: Page, name: string) => page.getByRole("list", { name: "Answers" }).getByRole("listitem").filter({ hasText: name });

for (const { screen, colorScheme } of VIEWS) {
  test(`RSK-010 RSK-007 the calculators answer signed out, open to their formulas, and stand in the address at ${screen.name}, ${colorScheme}`, async ({
    newTrader,
  }, info) => {
    const { name: _name, ...options } = screen;
    const trader = await newTrader({ ...options, colorScheme });
    const { page } = trader;
    await trader.open("/calculators?show=liquidation&side=Buy&contracts=50000&entry=60000&leverage=10");
    // 50,000 / 60,000 coins at ten times: margin 0.083333, of which 0.005 of the cost has to stay.
    await expect(answer(page, "Liquidation price")).toContainText("54,795.0");
    await answer(page, "Liquidation price").locator("summary").click();
    await expect(page.getByText("= 50,000 / (0.833335 + 0.079167)")).toBeVisible();
    await judge(page, info, "liquidation");

    await page.getByRole("textbox", { name: "Leverage" }).fill("5");
    await expect(answer(page, "Liquidation price")).toContainText("50,209.5");
    await expect(page).toHaveURL(/leverage=5(&|$)/);
    const address = page.url();
    for (const name of ["PnL", "Target price", "Margin", "Size from risk", "Funding cost", "Average entry"]) {
      await page.getByRole("radiogroup", { name: "Calculator" }).getByRole("radio", { name, exact: true }).check();
      await expect(page.getByRole("list", { name: "Answers" }).getByRole("listitem").first()).toBeVisible();
      await judge(page, info, name.toLowerCase().replaceAll(" ", "-"));
    }
    const other = await newTrader();
    await other.open(new URL(address).pathname + new URL(address).search);
    await expect(answer(other.page, "Liquidation price")).toContainText("50,209.5");
  });
}

for (const screen of WIDE) {
  test(`RSK-004 one notional stands beside itself in contracts of other kinds, on both sides, at today's price, at ${screen.name}`, async ({
    newTrader,
  }, info) => {
    const { name: _name, ...options } = screen;
    const trader = await newTrader(options);
    const { page } = trader;
    await trader.open("/compare");
    const row = (move: string) => page.getByRole("row").filter({ hasText: move });
    // 100,000 / 60,000 coins: a fall of 30 % costs 0.7143 of them more than they are, a rise wins 0.3846.
    await expect(row("−30 %")).toContainText("−0.7143");
    await expect(row("−30 %")).toContainText("−0.5000");
    await expect(row("+30 %")).toContainText("+0.3846");
    await expect(row("−30 %")).toContainText("100,000");
    await judge(page, info, "compare");
    await page.getByRole("radio", { name: "Short" }).check();
    await expect(row("−30 %")).toContainText("+0.7143");
    await page.getByRole("radio", { name: "PnL, USD" }).check();
    await expect(row("−30 %")).toContainText("+30,000");
    await page.getByRole("textbox", { name: "Size" }).fill("200,000");
    await expect(row("−30 %")).toContainText("+60,000");
    await page.getByRole("radio", { name: "Exposure, XBT" }).check();
    await judge(page, info, "exposure");
  });
}

for (const screen of WIDE) {
  test(`RSK-005 a coin's dollars are locked by a short that no price liquidates, and unlocked again, at ${screen.name}`, async ({
    newTrader,
    newMaker,
  }, info) => {
    const buyer = await newMaker();
    await buyer.order("Buy", 50_000, 60_000);
    await buyer.order("Sell", 50_000, 60_010);
    const { name: _name, ...options } = screen;
    const trader = await newTrader(options);
    const { page } = trader;
    await trader.enter();
    await trader.open("/dollar");
    await page.getByRole("textbox", { name: "Coins to lock" }).fill("0.5");
    // 30,000 dollars less three times the taker fee, in lots of a hundred.
    await expect(page.getByRole("listitem").filter({ hasText: "Locked" })).toContainText("29,900 USD");
    await expect(page.getByRole("listitem").filter({ hasText: "Liquidation price" })).toContainText("none");
    await judge(page, info, "dollar");
    await page.getByRole("button", { name: "Write the short of 29,900 into the ticket" }).click();
    if (trader.isOnPhone) await page.getByRole("button", { name: "Sell / short" }).click();
    await expect(trader.preview("Liquidation after")).toHaveText("none");
    await trader.send("Sell 29,900 XBTUSD at market");
    await trader.open("/dollar");
    await page.getByRole("button", { name: "Write the buying back of 29,900 into the ticket" }).click();
    if (trader.isOnPhone) await page.getByRole("button", { name: "Buy / long" }).click();
    await expect(trader.preview("Position after")).toContainText("none");
  });
}
