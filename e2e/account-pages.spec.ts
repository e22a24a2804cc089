import { expect } from "@playwright/test";
import { REFUSED } from "./support/account-pages.ts";
import { seriousFindings } from "./support/axe.ts";
import { test } from "./support/fixtures.ts";
import { SCREENS } from "./support/judge.ts";
import { ROUTES } from "./support/routes.ts";
import { measureText } from "./support/text-boxes.ts";

const LETTER_PAGES = [
  ...["/outbox", "/withdrawal", "/verify", "/approve", "/reset", "/recover", "/freeze", "/cancel-change", "/cancel-recovery"],
  ...["/confirm-email", "/undo-email", "/undo-password", "/end-key"],
];
/** Every page of an account, and every one that a letter leads to. */
const PAGES = ROUTES.filter(({ path }) => path.startsWith("/account/") || LETTER_PAGES.includes(path)).map(({ path }) => path);
/** Those that no other test holds to the rules on such a screen; the rest is made of the same parts. */
const JUDGED: readonly string[] = ["/account/start", "/outbox", "/reset", "/approve"];

test("ACC-006 ASVS-3.7.3 every page of the account stands in either theme, on the phone and the desk, and leaves for another site after a question alone", async ({
  newTrader,
  allowed,
}) => {
  // A link without its token is for no withdrawal.
  allowed.push(REFUSED, /Failed to load resource: .* 404/);
  const trader = await newTrader({ viewport: SCREENS[1].viewport, colorScheme: "light" });
  const { page } = trader;
  await trader.enter();

  for (const [view, viewport, colorScheme] of [
    ["phone-light", SCREENS[1].viewport, "light"],
    ["phone-dark", SCREENS[1].viewport, "dark"],
    ["desk-light", SCREENS[0].viewport, "light"],
  ] as const) {
    await test.step(`every page, ${view}`, async () => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      // What a letter leads to is one sheet with other words: on the narrowest screen each is looked at.
      const pages = view === "phone-light" ? PAGES : PAGES.filter((path) => path.startsWith("/account/") || JUDGED.includes(path));
      for (const path of pages) {
        const title = page.getByRole("heading", { level: 1 }).last();
        const before = (await title.textContent()) ?? "";
        await trader.turnTo(path);
        await expect(title).not.toHaveText(before);
        await expect(page.getByText("Reading …")).toHaveCount(0);
        const { overlaps, cut, scrollsSideways } = await measureText(page);
        expect({ path, view, scrollsSideways }).toEqual({ path, view, scrollsSideways: false });
        // On the desk the page is one column in the middle, whose widest parts other tests fill.
        if (viewport === SCREENS[1].viewport) expect({ path, view, overlaps, cut }).toEqual({ path, view, overlaps: [], cut: [] });
        if (colorScheme === "light" && JUDGED.includes(path)) expect(await seriousFindings(page), `${path}, ${view}`).toEqual([]);
      }
    });
  }

  await test.step("a link to another site asks first", async () => {
    await page.getByRole("button", { name: "About" }).click();
    await page.getByRole("link", { name: "https://www.tradingview.com/" }).click();
    const leaving = page.getByRole("dialog", { name: "Leave Fairmark?" });
    await expect(leaving).toContainText("The link leads to another site: www.tradingview.com.");
    await leaving.getByRole("button", { name: "Stay here" }).click();
    await expect(leaving).toBeHidden();
    expect(page.context().pages()).toHaveLength(1);
  });
});
