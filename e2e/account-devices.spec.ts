import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { approveByPassword, part, REFUSED } from "./support/account-pages.ts";
import { test } from "./support/fixtures.ts";
import { judge } from "./support/judge.ts";
import { confirmAddress, linkOfLetter } from "./support/letters.ts";
import { viewsOf } from "./support/views.ts";

const VERIFIER = join(import.meta.dirname, "../public/verify-activity.js");

for (const view of viewsOf("light, 1440")) {
  test(`ACC-004 ACC-005 ACC-007 ACC-009 another browser is let in by the letter and put out again, the log proves itself, and a letter freezes the account, ${view.name}`, async ({
    newTrader,
    allowed,
  }, info) => {
    allowed.push(REFUSED);
    const owner = await newTrader(view.options);
    const other = await newTrader(view.options);
    const { page } = owner;
    await owner.enter();
    await confirmAddress(page, owner.email);

    await test.step("the new browser shows a number, and the letter's page the same", async () => {
      await other.visit("/account/security");
      await other.beginSignIn(owner.email);
      const number = (await other.page.getByTestId("number").textContent()) ?? "";
      expect(number).toMatch(/^\d\d$/);
      await page.goto(await linkOfLetter(page, owner.email, "/approve"));
      await page.getByRole("button", { name: "Look at the device" }).click();
      await expect(page.getByTestId("number")).toHaveText(number);
      await page.getByRole("button", { name: "It is mine: let it in" }).click();
      await expect(other.page.getByRole("table", { name: "Sessions" }).getByRole("row")).toHaveCount(3);
    });

    await test.step("its session is ended here, and it is told at once", async () => {
      await owner.turnTo("/account/security");
      await page.getByRole("button", { name: "End all others" }).click();
      await expect(other.page.getByText("Sign in to see this page.")).toBeVisible();
    });

    await test.step("a screen that stays open is approved", async () => {
      const stays = part(page, "Sessions").getByRole("checkbox", { name: /^This one stays open/ });
      await stays.click();
      await approveByPassword(page);
      await expect(stays).toBeChecked();
    });

    await test.step("the log is filtered, and what is downloaded proves that it is whole", async () => {
      const log = page.getByRole("table", { name: "Activity" });
      await part(page, "Activity").getByRole("radio", { name: "Sign-in" }).check();
      await expect(log).toContainText("New device let in by mail");
      await expect(log).not.toContainText("Address confirmed");
      const saved = page.waitForEvent("download");
      await part(page, "Activity").getByRole("button", { name: "Download" }).click();
      expect(execFileSync(process.execPath, [VERIFIER, await (await saved).path()], { encoding: "utf8" })).toMatch(
        /^\d+ entries, unbroken\./,
      );
    });

    await test.step("another address is asked for, approved, waits and is called off", async () => {
      await page.getByRole("textbox", { name: "New email" }).fill(`elsewhere-${owner.email}`);
      await page.getByRole("button", { name: "Change the address" }).click();
      await approveByPassword(page);
      await expect(page.getByText(/^Waits: change the address to /)).toBeVisible();
      await page.getByRole("button", { name: "Cancel the change" }).click();
      await expect(page.getByText(/^Waits: /)).toBeHidden();
    });

    await test.step("the link of any letter freezes without a sign-in; lifting it is approved and waits", async () => {
      await other.turnTo("/outbox");
      await other.page.getByRole("textbox", { name: "To" }).fill(owner.email);
      await other.page
        .getByRole("link", { name: /\/freeze#t=/ })
        .first()
        .click();
      await expect(other.page.getByRole("button", { name: "Freeze the account" })).toBeVisible();
      await judge(other.page, info, "freeze");
      await other.page.getByRole("button", { name: "Freeze the account" }).click();
      await expect(other.page.getByText("The account is frozen.")).toBeVisible();
      await expect(page.getByText("Sign in to see this page.")).toBeVisible();
      await owner.signIn();
      await expect(page.getByText("Withdrawals are stopped and keys may only cancel and read")).toBeVisible();
      await page.getByRole("button", { name: "Lift it in 24 hours" }).click();
      await approveByPassword(page);
      await expect(page.getByText(/may only cancel and read, since .* UTC, until .* UTC\./)).toBeVisible();
      await expect(page.getByRole("button", { name: "Lift it in 24 hours" })).toBeHidden();
    });
  });
}
