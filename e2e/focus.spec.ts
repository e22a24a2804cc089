import { expect } from "@playwright/test";
import { test } from "./support/fixtures.ts";

test("UI-002 the focus begins where a dialog is about something, and stays near when what had it vanishes", async ({ newTrader }) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.open();

  await test.step("sign-in and sign-up begin with the address", async () => {
    for (const [name, opener] of [
      ["Sign in", page.getByRole("banner").getByRole("button", { name: "Sign in" })],
      ["Sign up", page.getByRole("banner").getByRole("button", { name: "Sign up" })],
    ] as const) {
      await opener.press("Enter");
      await expect(page.getByRole("dialog", { name }).getByRole("textbox", { name: "Email" })).toBeFocused();
      await page.getByRole("button", { name: "Close", exact: true }).press("Enter");
      await expect(opener).toBeFocused();
    }
  });

  await test.step("the welcome begins with what comes next, and leaves the focus in the page", async () => {
    await page.getByRole("banner").getByRole("button", { name: "Sign up" }).press("Enter");
    await page.getByRole("textbox", { name: "Email" }).fill(trader.email);
    await page.getByLabel("Password", { exact: true }).fill("a long enough password");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Start trading" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    await trader.dismissNotices();
  });

  await test.step("an order that is sent leaves the focus on its button", async () => {
    await trader.type({ side: "Buy", contracts: "100", price: "59000" });
    const send = page.getByRole("button", { name: "Buy 100 XBTUSD at 59,000.0" });
    await send.press("Enter");
    await trader.show("Orders");
    await expect(trader.row("59,000.0")).toBeVisible();
    await send.press("Enter");
    await expect(trader.row("59,000.0")).toHaveCount(2);
    await expect(send).toBeFocused();
  });

  await test.step("a cancelled order leaves it with the list, the last one with the tab", async () => {
    const cancel = page.getByRole("button", { name: "Cancel Buy 100 at 59,000.0" });
    await cancel.first().press("Enter");
    await expect(cancel).toHaveCount(1);
    await expect(page.getByRole("region", { name: "Open orders" })).toBeFocused();
    await cancel.press("Enter");
    await expect(page.getByText("No open orders.")).toBeVisible();
    await expect(page.getByRole("tab", { name: "Orders" })).toBeFocused();
  });

  await test.step("a click on a tab draws no ring, and the keyboard's is not cut off", async () => {
    const fills = page.getByRole("tab", { name: "Fills" });
    await page.getByRole("textbox", { name: "Size" }).click();
    await fills.click();
    await expect(fills).toHaveAttribute("aria-selected", "true");
    expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).toBe("none");
    await page.keyboard.press("ArrowRight");
    const next = page.getByRole("tab", { name: "Order history" });
    await expect(next).toBeFocused();
    await expect(next).toHaveCSS("outline-offset", "-2px");
  });
});

test("UI-002 the footer names a market that nobody simulates, and the menu says when coins come", async ({ newTrader }) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.open();
  await expect(page.getByRole("contentinfo")).toContainText("Market none");
  await expect(page.getByRole("contentinfo")).not.toContainText("Market as of");
  await trader.signUp();
  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByRole("menu")).toContainText("Test coins: 1 XBT, once a day.");
});
