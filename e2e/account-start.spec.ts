import { expect } from "@playwright/test";
import { approveByPasskey, approveByPassword, part, REFUSED } from "./support/account-pages.ts";
import { addPasskeyDevice, codesOfApp } from "./support/factors.ts";
import { test } from "./support/fixtures.ts";
import { judge } from "./support/judge.ts";
import { PASSWORD } from "./support/trader.ts";
import { viewsOf } from "./support/views.ts";

const MASTER_KEY = "a master key of its own";

for (const view of viewsOf("dark, 390")) {
  test(`ACC-010 ACC-001 ACC-002 ACC-003 a new account is led from its letter to ten points, and its passkey alone signs in, ${view.name}`, async ({
    newTrader,
    allowed,
  }, info) => {
    allowed.push(REFUSED);
    const trader = await newTrader(view.options);
    const { page } = trader;
    let recoveryCode = "";
    await addPasskeyDevice(page);

    await test.step("a password is advised on while it is typed", async () => {
      await trader.open();
      await page.getByRole("button", { name: "Sign up", exact: true }).first().click();
      const dialog = page.getByRole("dialog", { name: "Sign up" });
      await dialog.getByRole("textbox", { name: "Email" }).fill(trader.email);
      await dialog.getByLabel("Password", { exact: true }).fill("passwordpass");
      await expect(dialog.getByRole("status")).toContainText("3 more characters. Guessed at once.");
      await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await expect(dialog.getByRole("status")).toHaveText("Very hard to guess.");
      await dialog.getByRole("button", { name: "Sign up" }).click();
      await page.getByRole("button", { name: "Secure it: four steps" }).click();
    });

    await test.step("the first step is the link of the letter, which the outbox shows", async () => {
      await expect(page.getByText("Whoever has the password has this account.")).toBeVisible();
      await page.getByRole("button", { name: "Read the letter" }).click();
      await page
        .getByRole("article")
        .filter({ hasText: trader.email })
        .getByRole("link", { name: /\/verify#t=/ })
        .click();
      await page.getByRole("button", { name: "Confirm the address" }).click();
      await page.getByRole("link", { name: "Go on with the next step" }).click();
    });

    await test.step("a passkey is added after a right password, and approves the codes", async () => {
      await page.getByRole("button", { name: "Add a passkey" }).click();
      const dialog = page.getByRole("dialog", { name: "Is it you?" });
      await dialog.getByLabel("Password").fill("not the password");
      await dialog.getByRole("button", { name: "Approve", exact: true }).click();
      await expect(dialog.getByRole("alert")).toContainText("The password is not correct.");
      await approveByPassword(page);
      await page.getByRole("button", { name: "Create the codes" }).click();
      await approveByPasskey(page);
      const codes = page.getByRole("dialog", { name: "Recovery codes" });
      await expect(codes.getByRole("listitem")).toHaveCount(10);
      recoveryCode = (await codes.getByRole("listitem").last().textContent()) ?? "";
      await codes.getByRole("textbox", { name: "Type one of them" }).fill(recoveryCode);
      await codes.getByRole("button", { name: "I have kept them" }).click();
      await page.getByRole("textbox", { name: "Anti-phishing phrase" }).fill("blue heron");
      await page.getByRole("button", { name: "Set the phrase" }).click();
      await expect(page.getByText("All four are done.")).toBeVisible();
      await judge(page, info, "start");
    });

    await test.step("a recovery code does beside the password, once, and holds withdrawals", async () => {
      await trader.turnTo("/account/security");
      await trader.signOut();
      await trader.beginSignIn();
      const dialog = page.getByRole("dialog", { name: "Sign in" });
      await dialog.getByRole("textbox", { name: "Code" }).fill("AAAA-AAAA-AAAA-AAAA");
      await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(dialog.getByRole("alert")).toContainText("Email, password or code is not correct.");
      await dialog.getByRole("textbox", { name: "Code" }).fill(recoveryCode);
      await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByRole("table", { name: "Sign-in factors" })).toContainText("9 left");
      await expect(page.getByText(/A recovery code was used/)).toBeVisible();
    });

    await test.step("an authenticator app counts after two codes, and the lock makes ten points", async () => {
      await trader.turnTo("/account");
      await expect(page.getByRole("navigation", { name: "Account" }).getByRole("link", { name: "Security" })).toHaveAttribute(
        "aria-current",
        "page",
      );
      await page.getByRole("button", { name: "Add authenticator app" }).click();
      await approveByPasskey(page);
      const dialog = page.getByRole("dialog", { name: "Add an authenticator app" });
      const [before, now] = await codesOfApp(page, (await dialog.getByTestId("secret").textContent()) ?? "");
      await dialog.getByRole("textbox").fill(before);
      await dialog.getByRole("button", { name: "Next" }).click();
      await dialog.getByRole("textbox", { name: "The next code" }).fill(now);
      await dialog.getByRole("button", { name: "Enrol the app" }).click();
      const factors = page.getByRole("table", { name: "Sign-in factors" });
      await expect(factors.getByRole("row").filter({ hasText: "Authenticator app" })).toBeVisible();
      await factors.getByRole("row").filter({ hasText: "Passkey" }).getByRole("button", { name: "Rename" }).click();
      await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("the laptop");
      await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
      await expect(factors.getByRole("row").filter({ hasText: "Passkey the laptop" })).toBeVisible();
      await page.getByRole("button", { name: "Passkeys alone" }).click();
      await approveByPasskey(page);
      await expect(page.getByText("Passkeys alone sign in: there is no password.")).toBeVisible();
      await page.getByLabel("Master key").fill(MASTER_KEY);
      await page.getByRole("button", { name: "Lock the settings" }).click();
      await expect(part(page, "Check-up")).toContainText("10 of 10");
      await expect(part(page, "Check-up")).toContainText("Nothing is missing.");
      await judge(page, info, "security");
    });

    await test.step("a locked setting stays; opening the lock waits, and can be cancelled", async () => {
      await page.getByRole("textbox", { name: "Anti-phishing phrase" }).fill("grey heron");
      await page.getByRole("button", { name: "Set the phrase" }).click();
      await expect(page.getByRole("alert")).toContainText("The settings are locked.");
      await page.getByLabel("Master key").fill(MASTER_KEY);
      await page.getByRole("button", { name: "Open the lock" }).click();
      await page.getByRole("button", { name: "Cancel the change" }).click();
      await expect(page.getByRole("button", { name: "Cancel the change" })).toBeHidden();
    });

    await test.step("the passkey alone signs in", async () => {
      await trader.signOut();
      await page.getByRole("button", { name: "Sign in", exact: true }).first().click();
      await page.getByRole("dialog").getByRole("button", { name: "Use a passkey" }).click();
      await expect(part(page, "Check-up")).toContainText("10 of 10");
    });
  });
}
