import { expect } from "@playwright/test";
import { test } from "./support/fixtures.ts";

test("UI-002 when the chart cannot be loaded its panel says so, and the rest of the screen trades on", async ({ newTrader, allowed }) => {
  // The file that does not come, and what React notes of it.
  allowed.push(/net::ERR_FAILED/, /Failed to fetch dynamically imported module/);
  const trader = await newTrader();
  await trader.page.route("**/assets/chart-canvas-*.js", (route) => route.abort());
  await trader.open();
  await expect(trader.page.getByRole("region", { name: "Chart" }).getByRole("alert")).toContainText("The rest of the page works.");
  await trader.expectLive();
  await trader.signUp();
  await trader.type({ side: "Buy", contracts: "100", price: "59000" });
  await trader.send("Buy 100 XBTUSD at 59,000.0");
  await trader.show("Orders");
  await expect(trader.row("Buy", "100", "59,000.0")).toBeVisible();
});

test("UI-002 an order that the exchange refuses is not placed, in plain words and in the contract's", async ({ newTrader, allowed }) => {
  // The browser itself notes every answer that is not 2xx.
  allowed.push(/Failed to load resource: .* 400/);
  const trader = await newTrader();
  await trader.enter();
  await trader.type({ side: "Buy", contracts: "9m", price: "59000" });
  await expect(trader.page.getByText(/^Needs \d\.\d{4} XBT; 1\.0000 is available\.$/)).toBeVisible();
  await trader.send("Buy 9,000,000 XBTUSD at 59,000.0", true);
  const banner = trader.page.getByRole("alert");
  await expect(banner).toContainText("Not placed. The order needs more margin than is available.");
  await expect(banner).toContainText("Account has insufficient Available Balance");
});

test("UI-002 a post-only order that would cross is foretold, and comes back cancelled", async ({ newTrader, newMaker }) => {
  await (await newMaker()).order("Sell", 100, 60_500);
  const other = await newTrader();
  await other.enter();
  await other.type({ side: "Buy", contracts: "100", price: "60500" });
  await other.page.getByText("Post-only", { exact: true }).click();
  await expect(other.page.getByText("Somebody stands at this price already: a post-only order would be cancelled.")).toBeVisible();
  await other.send("Buy 100 XBTUSD at 60,500.0");
  await expect(other.page.getByRole("alert")).toContainText("Not placed. The order would have crossed the spread, and it is post-only.");
});

test("UI-002 leverage on a position changes by a word of its own", async ({ newTrader }) => {
  const maker = await newTrader();
  await maker.enter();
  await maker.type({ side: "Sell", contracts: "200", price: "60600" });
  await maker.send("Sell 200 XBTUSD at 60,600.0");
  const { page } = maker;
  await page.getByRole("radio", { name: "Isolated" }).check();
  await expect(page.getByText("Set the new leverage or keep the old one first.")).toBeVisible();
  await page.getByRole("button", { name: "Keep cross margin" }).click();
  await expect(page.getByRole("radio", { name: "Cross" })).toBeChecked();
  await page.getByRole("radio", { name: "Isolated" }).check();
  await page.getByRole("button", { name: "Set 10.00× for position and orders" }).click();
  await expect(page.getByRole("button", { name: /^Set / })).toBeHidden();
  await expect(page.getByRole("radio", { name: "Isolated" })).toBeChecked();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Isolated" })).toBeChecked();
});

test("UI-002 another leverage shows what becomes of the position before it is set, with no order typed", async ({
  newTrader,
  newMaker,
}) => {
  await (await newMaker()).order("Sell", 500, 60_001);
  const taker = await newTrader();
  const { page } = taker;
  await taker.enter();
  await taker.type({ side: "Buy", contracts: "500" });
  await taker.send("Buy 500 XBTUSD at market");
  await expect(taker.row("XBTUSD", "Long", "500")).toBeVisible();
  await page.getByRole("textbox", { name: "Size" }).fill("");
  await expect(taker.preview("Liquidation after")).toHaveText("–");
  await page.getByRole("radio", { name: "Isolated" }).check();
  await expect(taker.preview("Position after")).toHaveText("–");
  await expect(taker.preview("Distance from mark")).toContainText(/^−\d+\.\d %/);
  const after = (await taker.preview("Liquidation after").textContent()) ?? "";
  expect(after).toMatch(/^5\d,\d{3}\.[05]$/);
  await expect(page.getByRole("slider", { name: "Leverage" })).toHaveAttribute(
    "aria-valuetext",
    new RegExp(`^10\\.00×, liquidation ${after.replace(".", "\\.")}, `),
  );
  await page.getByRole("button", { name: "Set 10.00× for position and orders" }).click();
  await expect(taker.row("XBTUSD", "Long", after, "10×")).toBeVisible();
});
