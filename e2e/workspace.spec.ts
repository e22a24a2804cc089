import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { test } from "./support/fixtures.ts";

test("WSP-002 commands are found by name and done by keys; keys that touch orders wait to be turned on", async ({
  newTrader,
  newMaker,
}) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.enter();
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

  await test.step("a key is chosen for a command, and by it an order is sent, flipped and closed", async () => {
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keys" });
    await sheet.getByRole("button", { name: "Shift B, key of Buy what is typed: change" }).click();
    await page.keyboard.press("q");
    await expect(sheet.getByRole("button", { name: "q, key of Buy what is typed: change" })).toBeVisible();
    await page.keyboard.press("Escape");
    await trader.type({ side: "Sell", contracts: "300", price: "59500" });
    await page.getByRole("tab", { name: "Orders" }).focus();
    await page.keyboard.press("q");
    await expect(page.getByRole("tab", { name: "Orders" })).toHaveText("Orders1");
    await (await newMaker()).order("Sell", 300, 59_500);
    await expect(page.getByRole("tab", { name: "Positions" })).toHaveText("Positions1");
    await page.getByRole("tab", { name: "Positions" }).focus();
    await page.keyboard.press("Shift+F");
    await expect(page.getByRole("radio", { name: "Sell / short" })).toBeChecked();
    await expect(page.getByRole("textbox", { name: "Size" })).toHaveValue("600");
    await page.getByRole("tab", { name: "Positions" }).focus();
    await page.keyboard.press("Shift+C");
    await expect(page.getByRole("dialog", { name: "Close long 300 XBTUSD at market?" })).toBeVisible();
    await page.getByRole("button", { name: "Keep it" }).click();
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

test("WSP-001 panels are resized, folded, put behind each other and moved, by keyboard too; a workspace of one's own is there on another device", async ({
  newTrader,
}) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.enter();
  const width = async (name: string) => (await page.getByRole("region", { name, exact: true }).boundingBox())?.width ?? 0;
  const workspace = page.getByRole("button", { name: /^Workspace/ });
  const choose = async (role: "menuitem" | "menuitemradio", name: string) => {
    await workspace.click();
    await page.getByRole(role, { name }).click();
    // The menu stays for another choice.
    if (role === "menuitemradio") await page.keyboard.press("Escape");
  };

  await test.step("presets", async () => {
    await choose("menuitemradio", "Mobile");
    await expect(page.getByRole("region", { name: "Order book", exact: true })).toBeHidden();
    await page.getByRole("tab", { name: "Book" }).click();
    await expect(page.getByRole("region", { name: "Order book", exact: true })).toBeVisible();
    await choose("menuitemradio", "Trader");
  });

  await test.step("resized by keyboard", async () => {
    const before = await width("Order book");
    await page.getByRole("separator", { name: "Width of the panels" }).first().press("ArrowRight");
    await expect.poll(() => width("Order book")).toBeGreaterThan(before + 10);
  });

  await test.step("put behind another, and folded", async () => {
    await choose("menuitem", "Arrange panels");
    await page.getByRole("button", { name: "Move Risk" }).click();
    await page.getByRole("menuitem", { name: "As a tab with Chart" }).click();
    await expect(page.getByRole("tab", { name: "Risk" })).toHaveAttribute("aria-selected", "true");
    await page.getByRole("button", { name: "Fold Trades" }).press("Enter");
    await expect(page.getByRole("region", { name: "Recent trades" })).toBeHidden();
    await choose("menuitem", "Done with arranging");
  });

  await test.step("kept under a name, and found on another device", async () => {
    await choose("menuitem", "Keep as a workspace of yours …");
    const name = page.getByRole("textbox", { name: "Name" });
    await name.fill("trader");
    await name.press("Enter");
    await expect(name).toHaveAccessibleDescription("There is a workspace of this name.");
    const saved = page.waitForResponse(
      (response) => response.url().endsWith("/user/preferences") && (response.request().postData() ?? "").includes("Night"),
    );
    await name.fill("Night");
    await name.press("Enter");
    await expect(workspace).toHaveAccessibleName("Workspace Night");
    expect((await saved).status()).toBe(200);
    const wide = await width("Order book");

    const elsewhere = await newTrader();
    await elsewhere.open();
    await expect(elsewhere.page.getByRole("region", { name: "Recent trades" })).toBeVisible();
    await elsewhere.signInAs(trader);
    await expect(elsewhere.page.getByRole("button", { name: "Workspace Night" })).toBeVisible();
    await expect(elsewhere.page.getByRole("region", { name: "Recent trades" })).toBeHidden();
    await expect(elsewhere.page.getByRole("tab", { name: "Risk" })).toBeVisible();
    expect(
      Math.abs(((await elsewhere.page.getByRole("region", { name: "Order book", exact: true }).boundingBox())?.width ?? 0) - wide),
    ).toBeLessThan(4);
  });
});

test("WSP-006 what was sent is shown as the API call that it was, and runs as it stands", async ({ newTrader, house }) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.open();
  await trader.signUp();
  await trader.type({ side: "Buy", contracts: "100", price: "58000" });
  await trader.send("Buy 100 XBTUSD at 58,000.0");
  await page.getByRole("contentinfo").getByRole("button", { name: "POST /order" }).click();
  const dialog = page.getByRole("dialog", { name: "As API calls" });
  const code = dialog.locator("pre");
  await expect(code).toContainText('"symbol":"XBTUSD"');
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByRole("button", { name: "Copy" }).click();
  await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await code.textContent());

  const key = await house.createKey("bot@example.org");
  const env = { ...process.env, API_KEY: key.id, API_SECRET: key.secret };
  const run = async (program: string, ...args: string[]) => (await promisify(execFile)(program, args, { env })).stdout;
  const shown = async () => (await code.textContent()) ?? "";
  expect(await run("bash", "-c", await shown())).toContain('"ordStatus":"New"');
  await dialog.getByRole("radio", { name: "TypeScript" }).check();
  // The same id again, and from the same account: a program that ran a moment ago.
  expect(await run(process.execPath, "--input-type=module-typescript", "-e", await shown())).toContain("Duplicate clOrdID");
  await dialog.getByRole("radio", { name: "Python" }).check();
  await expect(code).toContainText("hashlib.sha256");
  // No password is kept, whatever else is.
  await dialog.getByRole("button", { name: /^POST \/user\/signup/ }).click();
  await expect(code).toContainText("example.org");
  await expect(code).not.toContainText("a long enough password");
});

test("WSP-004 private streams that are dead while public ones live grey the account alone, and say since when", async ({ newTrader }) => {
  const trader = await newTrader();
  const { page } = trader;
  const PRIVATE = ["order", "execution", "position", "margin"];
  let isDeaf = false;
  await page.routeWebSocket("**/realtime", (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => {
      const { table } = /^\{"table":"(?<table>\w+)"/.exec(String(text))?.groups ?? {};
      if (!(isDeaf && PRIVATE.includes(table ?? ""))) socket.send(text);
    });
  });
  await trader.enter();
  await trader.type({ side: "Buy", contracts: "100", price: "58500" });
  await trader.send("Buy 100 XBTUSD at 58,500.0");
  const orders = page.getByRole("tab", { name: "Orders" });
  await expect(orders).toHaveText("Orders1");
  isDeaf = true;
  await trader.type({ side: "Buy", contracts: "200", price: "58500" });
  await trader.send("Buy 200 XBTUSD at 58,500.0");
  const account = page.getByRole("region", { name: "Your account" });
  await expect(account.getByText(/^Account: \d+ s old, since \d\d:\d\d:\d\d$/)).toBeVisible();
  await expect(page.getByRole("contentinfo").getByRole("status")).toHaveText(/^Partly live: your account is silent since \d\d:\d\d:\d\d$/);
  await expect(page.getByText(/^(Book|Prices|Trades|Chart): /)).toHaveCount(0);
  await expect(orders).toHaveText("Orders1");
  isDeaf = false;
  await expect(orders).toHaveText("Orders2");
  await expect(account.getByText(/ old, since /)).toHaveCount(0);
  await trader.expectLive();
});

test("WSP-007 numbers and dates are written as somebody chooses, and typed so too", async ({ newTrader }) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.open();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Command" }).fill("Numbers and dates");
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "Written as in" }).selectOption("de-DE");
  await expect(page.getByRole("region", { name: "XBTUSD, inverse perpetual" })).toContainText("60.000,00");
  await expect(page.getByRole("contentinfo")).toContainText(/Server \d+\. \S+ \d{4}/);
  const price = page.getByRole("textbox", { name: "Price" });
  await price.fill("60.000,5");
  await price.press("ArrowUp");
  await expect(price).toHaveValue("60.001,0");
});
