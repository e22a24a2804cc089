import { expect, type Page } from "@playwright/test";
import { approveByPassword, openAccount, part, REFUSED } from "./support/account-pages.ts";
import { Companion } from "./support/companion.ts";
import { addPasskeyDevice, codesOfApp } from "./support/factors.ts";
import { test } from "./support/fixtures.ts";
import { judge } from "./support/judge.ts";
import { confirmAddress, countLetters, linkOfLetter } from "./support/letters.ts";
import { viewsOf } from "./support/views.ts";

const WAIT_MS = 72 * 3_600_000;
const NEXT_PASSWORD = "another quiet harbour wall";

/** Has a letter written to somebody who can't sign in. */
async function askForHelp(page: Page, email: string, button: RegExp): Promise<void> {
  await page.getByRole("button", { name: "Sign in", exact: true }).first().click();
  const dialog = page.getByRole("dialog", { name: "Sign in" });
  await dialog.getByRole("button", { name: "I can't sign in" }).click();
  await dialog.getByRole("textbox", { name: "Email" }).fill(email);
  await dialog.getByRole("button", { name: button }).click();
  await expect(dialog.getByRole("status")).toHaveText("If this address can be used, a message is on its way.");
}

async function setPassword(page: Page): Promise<void> {
  await page.getByLabel("New password", { exact: true }).fill(NEXT_PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
}

for (const view of viewsOf("dark, 1440")) {
  test(`ACC-006 who forgot the password sets a new one by the letter, and a recovery is called off by its own, ${view.name}`, async ({
    newTrader,
    house,
    allowed,
  }) => {
    allowed.push(REFUSED);
    const trader = await newTrader(view.options);
    const { page, email } = trader;
    await openAccount(house.origin, email);

    await test.step("a letter sets the password anew, once", async () => {
      await trader.visit("/account/security");
      await askForHelp(page, email, /^Set a new password/);
      const letter = await linkOfLetter(page, email, "/reset");
      for (const isFirst of [true, false]) {
        await trader.visit("/outbox");
        await page.goto(letter);
        await setPassword(page);
        if (isFirst) await expect(page.getByText("Sign in with it; withdrawals wait 24 hours.")).toBeVisible();
        else await expect(page.getByRole("alert")).toBeVisible();
      }
    });

    await test.step("a recovery is called off by the link of its letter", async () => {
      await trader.visit("/account/security");
      await askForHelp(page, email, /^Recover the account/);
      await page.goto(await linkOfLetter(page, email, "/cancel-recovery"));
      await page.getByRole("button", { name: "Cancel the recovery" }).click();
      await expect(page.getByText("The recovery is cancelled.")).toBeVisible();
    });

    await test.step("the new password signs in, and a key that is made then is ended by the link of its letter", async () => {
      await trader.visit("/account/security");
      await trader.beginSignIn(email, NEXT_PASSWORD);
      await expect(part(page, "Check-up")).toBeVisible();
      await confirmAddress(page, email);
      await trader.turnTo("/account/keys");
      await page.getByRole("button", { name: "New key" }).click();
      await page.getByRole("button", { name: "Make the key" }).click();
      // A new device and a new password are what a stranger would come with: whoever goes on proves themselves.
      await approveByPassword(page, NEXT_PASSWORD);
      await page.getByRole("button", { name: "I have kept it" }).click();
      await page.goto(await linkOfLetter(page, email, "/end-key"));
      await page.getByRole("button", { name: "End the key" }).click();
      await expect(page.getByText("The key has ended.")).toBeVisible();
      await trader.turnTo("/account/keys");
      await expect(page.getByRole("table", { name: "API keys" })).toContainText("disabled");
    });

    await test.step("the link of the letter about the new password takes it back, and ends the session", async () => {
      await page.goto(await linkOfLetter(page, email, "/undo-password"));
      await page.getByRole("button", { name: "Take it back" }).click();
      await expect(page.getByText("The change is taken back, and all sessions ended.")).toBeVisible();
      await trader.visit("/account/security");
      await trader.beginSignIn(email);
      await expect(part(page, "Check-up")).toBeVisible();
    });
  });
}

for (const view of viewsOf("light, 390")) {
  test(`ACC-003 ACC-006 ACC-007 WAL-002 a recovery waits 72 hours in sight of every session, and ends in a new password, no factors, no keys and a hold of a week; a code signs in by a new address, which the old one takes back, ${view.name}`, async ({
    newTrader,
    house,
    allowed,
  }, info) => {
    allowed.push(REFUSED, /WebSocket connection to .* failed/, /ERR_CONNECTION_REFUSED|503/);
    const owner = await newTrader(view.options);
    const helpless = await newTrader(view.options);
    const { page, email } = owner;
    await addPasskeyDevice(page);
    await owner.enter();
    await confirmAddress(page, email);

    await test.step("an account with a passkey and a key", async () => {
      await owner.turnTo("/account/keys");
      await page.getByRole("button", { name: "New key" }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("quoter");
      await page.getByRole("radio", { name: "Order" }).check();
      await page.getByRole("button", { name: "Make the key" }).click();
      await expect(page.getByRole("table", { name: "API keys" })).toContainText("quoter");
      await owner.turnTo("/account/security");
      await page.getByRole("button", { name: "Add passkey" }).click();
      await approveByPassword(page);
      await expect(page.getByRole("table", { name: "Sign-in factors" }).getByRole("row").filter({ hasText: "Passkey" })).toBeVisible();
    });

    await test.step("it is asked for elsewhere, and the session that is open says so", async () => {
      await helpless.visit("/account/security");
      await askForHelp(helpless.page, email, /^Recover the account/);
      await expect.poll(() => countLetters(helpless.page, email, "/cancel-recovery")).toBe(1);
      await page.reload();
      await expect(page.getByText(/recovery/i).first()).toBeVisible();
      await expect(page.getByRole("button", { name: "Cancel the recovery" })).toBeVisible();
      await judge(page, info, "recovery-asked");
    });

    const [former, next] = [`former-${email}`, `next-${email}`];
    const companion = await Companion.open(house.origin, former);
    let secret = "";

    await test.step("somebody else moves to another address, and enrols an app", async () => {
      await companion.moveTo(next);
      secret = await companion.enrolApp(page);
      expect(await countLetters(helpless.page, email, "/recover")).toBe(0);
    });

    await test.step("after 72 hours the letter has the link; the old password goes, whatever it was", async () => {
      await house.sleep(WAIT_MS);
      await helpless.visit("/outbox");
      const link = await linkOfLetter(helpless.page, email, "/recover");
      for (const isFirst of [true, false]) {
        await helpless.visit("/outbox");
        await helpless.page.goto(link);
        await expect(helpless.page.getByText("A new password ends what was before it")).toBeVisible();
        if (isFirst) await judge(helpless.page, info, "recover");
        await setPassword(helpless.page);
        if (isFirst) await expect(helpless.page.getByText("Sign in with it; withdrawals wait 7 days.")).toBeVisible();
        else await expect(helpless.page.getByRole("alert")).toBeVisible();
      }
      await helpless.visit("/account/security");
      await helpless.beginSignIn(email);
      await expect(helpless.page.getByRole("dialog").getByRole("alert")).toBeVisible();
    });

    await test.step("whoever has recovered it signs in; what loosens is on hold", async () => {
      await helpless.visit("/account/security");
      await helpless.beginSignIn(email, NEXT_PASSWORD);
      await expect(part(helpless.page, "Check-up")).toBeVisible();
      await expect(helpless.page.getByText(/The account was recovered/)).toBeVisible();
      await expect(
        helpless.page.getByRole("table", { name: "Sign-in factors" }).getByRole("row").filter({ hasText: "Passkey" }),
      ).toHaveCount(0);
      await judge(helpless.page, info, "recovered");
      await helpless.turnTo("/account/keys");
      await expect(helpless.page.getByRole("table", { name: "API keys" }).getByRole("row").filter({ hasText: "quoter" })).toContainText(
        "disabled",
      );
      await helpless.turnTo("/account/wallet");
      await helpless.page.getByRole("textbox", { name: "To address" }).fill(await openAccount(house.origin, `payee-of-${email}`));
      await helpless.page.getByRole("textbox", { name: "Amount" }).fill("0.25");
      await helpless.page.getByRole("button", { name: "Withdraw", exact: true }).click();
      await expect(part(helpless.page, "Withdraw").getByRole("alert")).toContainText("The account was recovered");
    });

    await test.step("a code of the app is wanted beside the password, and the letter goes to the address of now", async () => {
      await helpless.signOut();
      await helpless.beginSignIn(next);
      const dialog = helpless.page.getByRole("dialog", { name: "Sign in" });
      const [, now] = await codesOfApp(helpless.page, secret, WAIT_MS);
      await dialog.getByRole("textbox", { name: "Code" }).fill(now);
      await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(helpless.page.getByTestId("number")).toBeVisible();
      await companion.letIn(next);
      await expect(helpless.page.getByText(/The address was changed/)).toBeVisible();
    });

    await test.step("the old address takes the account back, and the session ends", async () => {
      await helpless.page.goto(await linkOfLetter(helpless.page, former, "/undo-email"));
      await helpless.page.getByRole("button", { name: "Take it back" }).click();
      await expect(helpless.page.getByText("The account has this address again.")).toBeVisible();
      await helpless.turnTo("/account/security");
      await expect(helpless.page.getByText("Sign in to see this page.")).toBeVisible();
      await companion.close();
    });
  });
}
