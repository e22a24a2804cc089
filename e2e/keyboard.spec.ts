import { expect, type Locator } from "@playwright/test";
import { test } from "./support/fixtures.ts";

/** Whether what has the focus can be seen to have it: an outline or an edge in the accent. */
const showsFocus = (locator: Locator) =>
  locator.evaluate((element) => {
    const probe = document.createElement("i");
    probe.style.color = "var(--accent)";
    document.body.append(probe);
    const accent = getComputedStyle(probe).color;
    probe.remove();
    const isAccented = (candidate: Element | null) => {
      if (candidate === null) return false;
      const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(candidate);
      return (outlineStyle !== "none" && outlineColor === accent) || boxShadow.includes(accent);
    };
    return isAccented(element) || isAccented(element.parentElement);
  });

test("UI-002 an order is typed, placed and cancelled, and a dialog left, by keyboard alone", async ({ newTrader }) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.enter();

  await test.step("the side changes with the arrow keys", async () => {
    await page.getByRole("radio", { name: "Buy / long" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("radio", { name: "Sell / short" })).toBeChecked();
    expect(await showsFocus(page.getByRole("radio", { name: "Sell / short" }))).toBe(true);
  });

  await test.step("prices go by ticks, sizes by lots, ten with Shift", async () => {
    const price = page.getByRole("textbox", { name: "Price" });
    await price.fill("61000");
    await page.keyboard.press("ArrowUp");
    await expect(price).toHaveValue("61,000.5");
    await page.keyboard.press("Shift+ArrowDown");
    await expect(price).toHaveValue("60,995.5");
    expect(await showsFocus(price)).toBe(true);
    const size = page.getByRole("textbox", { name: "Size" });
    await size.fill("2k");
    await page.keyboard.press("ArrowUp");
    await expect(size).toHaveValue("2,100");
  });

  await test.step("what is wrong with a figure is said beside it, with what would be right", async () => {
    const size = page.getByRole("textbox", { name: "Size" });
    await size.fill("150");
    await expect(size).toHaveAccessibleDescription("Contracts come in lots of 100: 100 or 200.");
    await page.getByRole("textbox", { name: "Price" }).fill("60995.3");
    await expect(page.getByRole("textbox", { name: "Price" })).toHaveAccessibleDescription("Prices go by 0.5. The nearest is 60,995.5.");
    await page.getByRole("textbox", { name: "Price" }).fill("60995.5");
    await size.fill("2100");
  });

  await test.step("leverage says its consequence", async () => {
    await page.getByRole("radio", { name: "Isolated" }).focus();
    await page.keyboard.press("Space");
    const slider = page.getByRole("slider", { name: "Leverage" });
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await expect(slider).toHaveAttribute("aria-valuetext", /^10\.50×, liquidation 6\d,\d{3}\.\d, \+\d+\.\d % from mark$/);
    await page.keyboard.press("ArrowRight");
    await expect(slider).toHaveAttribute("aria-valuetext", /^11\.00×/);
    await page.keyboard.press("ArrowLeft");
    await expect(slider).toHaveAttribute("aria-valuetext", /^10\.50×/);
  });

  await test.step("leverage can be typed, and what cannot be is said", async () => {
    const typed = page.getByRole("textbox", { name: "Leverage" });
    await typed.fill("101");
    await expect(typed).toHaveAccessibleDescription("From 1 to 100.");
    await typed.fill("12.34");
    await expect(page.getByRole("slider", { name: "Leverage" })).toHaveAttribute("aria-valuetext", /^12\.34×/);
  });

  await test.step("Enter in a field sends nothing; on the button it does", async () => {
    await page.getByRole("textbox", { name: "Size" }).press("Enter");
    await expect(page.getByRole("tab", { name: "Orders" })).toHaveText("Orders");
    await page.getByRole("button", { name: "Sell 2,100 XBTUSD at 60,995.5" }).press("Enter");
    await expect(page.getByRole("tab", { name: "Orders" })).toHaveText("Orders1");
  });

  await test.step("tabs change with the arrow keys, and a row's button cancels", async () => {
    await page.getByRole("tab", { name: "Positions" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("tab", { name: "Orders" })).toHaveAttribute("aria-selected", "true");
    await page.getByRole("button", { name: "Cancel Sell 2,100 at 60,995.5" }).press("Enter");
    await expect(page.getByText("No open orders.")).toBeVisible();
  });

  await test.step("Escape leaves a dialog and gives the focus back", async () => {
    const about = page.getByRole("button", { name: "About" });
    await about.press("Enter");
    await expect(page.getByRole("dialog", { name: "About Fairmark" })).toContainText(
      "TradingView Lightweight Charts™ Copyright (c) 2025 TradingView, Inc.",
    );
    await expect(page.getByRole("link", { name: "https://www.tradingview.com/" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(about).toBeFocused();
  });

  await test.step("a key opens the markets, words find one, Enter goes there, and a favourite is kept", async () => {
    await page.keyboard.press("g");
    const dialog = page.getByRole("dialog", { name: "Markets" });
    await expect(dialog.getByRole("textbox", { name: "Search" })).toBeFocused();
    await page.keyboard.type("xbt inverse");
    await page.keyboard.press("ArrowDown");
    await expect(dialog.getByRole("link", { name: "XBTUSD" })).toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("button", { name: "XBTUSD among the favourites" })).toHaveAttribute("aria-pressed", "true");
    await expect(dialog.getByText("Favourites")).toBeVisible();
    await dialog.getByRole("textbox", { name: "Search" }).press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page).toHaveURL(/\/trade\/XBTUSD$/);
    await page.keyboard.press("g");
    await expect(dialog.getByRole("textbox", { name: "Search" })).toBeFocused();
    await page.keyboard.type("quanto");
    await expect(dialog.getByRole("link", { name: "ETHUSD" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/trade\/ETHUSD$/);
    await expect(page.getByRole("region", { name: "ETHUSD, quanto perpetual" })).toContainText(".BETH");
    await expect(page.getByText("Nothing has traded yet.")).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("region", { name: "XBTUSD, inverse perpetual" })).toBeVisible();
    await page.getByRole("button", { name: "Inverse perpetual, terms of XBTUSD" }).click();
    await expect(page.getByRole("dialog", { name: "Terms of XBTUSD" })).toContainText("0.025 % back");
    await page.keyboard.press("Escape");
  });

  await test.step("every button can be hit: 24 pixels at least, or with an area around it", async () => {
    const small = await page.getByRole("button").evaluateAll((buttons) =>
      buttons.flatMap((button) => {
        const { width, height } = button.getBoundingClientRect();
        const around = getComputedStyle(button, "::after");
        const added = around.content === "none" ? 0 : -2 * Number.parseFloat(around.top || "0");
        return width >= 24 && height + added >= 24 ? [] : [`${button.textContent} ${width}x${height}`];
      }),
    );
    expect(small).toEqual([]);
  });
});

test("UI-001 a password that is too short is refused before it is sent, and a wrong one is refused by the exchange", async ({
  newTrader,
  allowed,
}) => {
  // The browser itself notes every answer that is not 2xx.
  allowed.push(/Failed to load resource: .* 40\d/);
  const trader = await newTrader();
  const { page } = trader;
  await trader.open();
  await page.getByRole("button", { name: "Sign up", exact: true }).first().click();
  const dialog = page.getByRole("dialog", { name: "Sign up" });
  await page.getByRole("textbox", { name: "Email" }).fill(trader.email);
  await page.getByLabel("Password", { exact: true }).fill("fourteen chars");
  await dialog.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription("One more character: a password has 15 or more.");
  await page.keyboard.press("Escape");

  await trader.signUp();
  await trader.signOut();
  await page.getByRole("button", { name: "Sign in", exact: true }).first().click();
  await page.getByRole("textbox", { name: "Email" }).fill(trader.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password at all");
  await page.getByRole("dialog").getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Email, password or code is not correct.");
});
