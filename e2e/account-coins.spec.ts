import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { approveByPassword, openAccount, part, REFUSED } from "./support/account-pages.ts";
import { test } from "./support/fixtures.ts";
import { judge } from "./support/judge.ts";
import { confirmAddress, linkOfLetter } from "./support/letters.ts";
import { viewsOf } from "./support/views.ts";

for (const view of viewsOf("light, 390")) {
  test(`KEY-001 WAL-002 WAL-003 ACC-009 a key is made with its bounds and ended, coins are asked out and called back, the books explain every satoshi, and all of it is taken along, ${view.name}`, async ({
    newTrader,
    allowed,
  }, info) => {
    allowed.push(REFUSED);
    const trader = await newTrader(view.options);
    const { page } = trader;
    await trader.enter();
    const payee = await openAccount(new URL(page.url()).origin, `payee-of-${trader.email}`);

    await test.step("keys wait for the address", async () => {
      await trader.turnTo("/account/keys");
      await page.getByRole("button", { name: "New key" }).click();
      await page.getByRole("button", { name: "Make the key" }).click();
      await expect(page.getByRole("alert")).toContainText(/address/i);
      await confirmAddress(page, trader.email);
    });

    await test.step("a key's secret is shown once, beside what it may", async () => {
      await page.getByRole("textbox", { name: "Name" }).fill("quoter");
      await page.getByRole("radio", { name: "Order" }).check();
      await page.getByRole("textbox", { name: "From addresses" }).fill("203.0.113.0/24");
      await page.getByRole("textbox", { name: "Contracts" }).fill("XBTUSD");
      await page.getByRole("textbox", { name: "An order at most" }).fill("0.5");
      await page.getByRole("button", { name: "Make the key" }).click();
      const secret = page.getByRole("status").filter({ hasText: "The secret is shown this once" });
      await expect(secret.getByRole("definition").last().locator("span")).toHaveText(/^\S{48}$/);
      const row = page.getByRole("table", { name: "API keys" }).getByRole("row").filter({ hasText: "quoter" });
      await expect(row).toContainText("order; XBTUSD");
      await expect(row).toContainText("203.0.113.0/24");
      await expect(row).toContainText("order 0.5000 XBT");
      await row.getByRole("button", { name: "Edit" }).click();
      await judge(page, info, "keys");
      await page.getByRole("textbox", { name: "An order at most" }).fill("0.75");
      await page.getByRole("button", { name: "Change the key" }).click();
      await expect(page.getByRole("alert")).toContainText("what loosens a key takes a new key");
      await page.getByRole("textbox", { name: "An order at most" }).fill("0.25");
      await page.getByRole("button", { name: "Change the key" }).click();
      await expect(row).toContainText("order 0.2500 XBT");
      await page.reload();
      await expect(row).toBeVisible();
      await expect(page.getByText("The secret is shown this once")).toBeHidden();
      await row.getByRole("button", { name: "Disable" }).click();
      await expect(row).toContainText("disabled");
      await row.getByRole("button", { name: "Delete" }).click();
      await expect(page.getByText("You have no keys.")).toBeVisible();
    });

    await test.step("a withdrawal is approved, confirmed by its letter, and called back", async () => {
      await trader.turnTo("/account/wallet");
      const own = (await part(page, "Deposit").getByTestId("address").textContent()) ?? "";
      expect(own).toMatch(/^tfm1[a-z0-9]{38}$/);
      await page.getByRole("textbox", { name: "To address" }).fill(payee);
      await page.getByRole("textbox", { name: "Amount" }).fill("0.25");
      await page.getByRole("button", { name: "Withdraw", exact: true }).click();
      await approveByPassword(page);
      await expect(page.getByText("Confirm it now")).toBeVisible();
      const letter = await linkOfLetter(page, trader.email, "/withdrawal");
      await page.goto(letter);
      await page.getByRole("button", { name: "Send 0.2500 XBT" }).click();
      await expect(page.getByText("It is confirmed and leaves with the next run.")).toBeVisible();
      await trader.turnTo("/account/wallet");
      const row = page.getByRole("table", { name: "Withdrawals" }).getByRole("row").filter({ hasText: "waits for the next run" });
      await row.getByRole("button", { name: "Cancel" }).click();
      await expect(page.getByRole("table", { name: "Withdrawals" })).toContainText("cancelled");
    });

    await test.step("an address is saved, waits, and is the only kind that coins go to; then it is removed", async () => {
      const book = part(page, "Address book");
      await book.getByRole("textbox", { name: "Name" }).fill("cold store");
      await book.getByRole("textbox", { name: "Address" }).fill(payee);
      await book.getByRole("button", { name: "Save the address" }).click();
      await approveByPassword(page);
      const row = page.getByRole("table", { name: "Address book" }).getByRole("row").filter({ hasText: "cold store" });
      await expect(row).toContainText(/from .* UTC/);
      await book.getByRole("checkbox", { name: "Send coins to saved addresses alone" }).click();
      await expect(book.getByRole("checkbox", { name: "Send coins to saved addresses alone" })).toBeChecked();
      await row.getByRole("button", { name: "Remove" }).click();
      await expect(book.getByText("No address is saved.")).toBeVisible();
    });

    await test.step("history and statement are files too, and the sum is the balance", async () => {
      await expect(page.getByText("Every satoshi is explained.")).toBeVisible();
      await expect(page.getByRole("table", { name: "Daily statement" })).toContainText("+1.00000000");
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "CSV of the wallet-history" }).click();
      const csv = readFileSync(await (await saved).path(), "utf8")
        .trim()
        .split("\n");
      expect(csv[0]).toContain("transactType");
      expect(csv.slice(1).some((line) => line.includes("Deposit") && line.includes("100000000"))).toBe(true);
      await judge(page, info, "wallet");
    });

    await test.step("nothing of the keys and of the outbox is cut off", async () => {
      await trader.turnTo("/account/keys");
      await page.getByRole("button", { name: "New key" }).click();
      await judge(page, info, "keys-form");
      const isWider = await page.getByRole("region", { name: "API keys" }).evaluate((element) => element.scrollWidth > element.clientWidth);
      expect(isWider).toBe(false);
      await trader.turnTo("/outbox");
      await expect(page.getByRole("article").first()).toBeVisible();
      await judge(page, info, "outbox");
    });

    await test.step("all of one's data is a file, and the account is closed", async () => {
      await trader.turnTo("/account/security");
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export my data" }).click();
      await approveByPassword(page);
      expect(JSON.parse(readFileSync(await (await saved).path(), "utf8"))).toMatchObject({ user: { email: trader.email }, keys: [] });
      await page.getByRole("button", { name: "Close the account" }).click();
      await approveByPassword(page);
      await expect(page.getByText("Sign in to see this page.")).toBeVisible();
      await trader.beginSignIn();
      await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Email, password or code is not correct.");
    });
  });
}
