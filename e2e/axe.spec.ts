import { expect, type Page } from "@playwright/test";
import { seriousFindings } from "./support/axe.ts";
import { test } from "./support/fixtures.ts";
import { ROUTES } from "./support/routes.ts";
import type { Trader } from "./support/trader.ts";

const LONG = process.env["FAIRMARK_PROVE"] === "1";
/** Dialogs that every page can open by name. */
const DIALOGS = [
  ["Markets: go to", "Markets"],
  ["Terms of this", "Terms of XBTUSD"],
  ["Keys", "Keys"],
  ["Notices and sounds", "Notices and sounds"],
  ["As API calls", "As API calls"],
  ["Age of the data", "Age of the data"],
  ["About", "About Fairmark"],
] as const;
/** The long form looks at every theme; colours are the same tokens everywhere, and the layout test sees two of them. */
const THEMES = LONG ? ["Dark theme", "Light theme", "High contrast theme"] : ["High contrast theme"];

/** Goes to another page of the app as its links do, without loading it anew, and waits until it is there. */
const turnTo = async (trader: Trader, path: string) => {
  const { page } = trader;
  const heading = page.getByRole("heading").first();
  const before = (await heading.textContent()) ?? "";
  await trader.turnTo(path);
  await expect(heading).not.toHaveText(before);
  await expect(heading).toBeVisible();
};

const command = async (page: Page, words: string) => {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Command" }).fill(words);
  await page.keyboard.press("Enter");
};

test("UIX-001 WEB-001 on every route and in every dialog axe finds nothing serious, and the security policy nothing at all", async ({
  newTrader,
  allowed,
}) => {
  // A link without its token is for no withdrawal, and no liquidation has this number.
  allowed.push(/Failed to load resource: .* 40[04]/);
  const trader = await newTrader();
  const { page } = trader;
  await trader.enter();
  for (const theme of THEMES) {
    await command(page, theme);
    // Where nothing else stands: axe reads the whole page, whatever part of it is asked for.
    await trader.turnTo("/nowhere");
    for (const [words, name] of DIALOGS) {
      await command(page, words);
      await expect(page.getByRole("dialog", { name })).toBeVisible();
      expect(await seriousFindings(page, "dialog[open]"), `${name}, ${theme}`).toEqual([]);
      await page.keyboard.press("Escape");
    }
    await page.keyboard.press("Control+k");
    expect(await seriousFindings(page, "dialog[open]"), `commands, ${theme}`).toEqual([]);
    await page.keyboard.press("Escape");
    // What the policy forbids is said on the console, which fails the test.
    for (const { path, isJudged = false } of ROUTES) {
      await turnTo(trader, path);
      if (LONG || !isJudged) expect(await seriousFindings(page), `${path}, ${theme}`).toEqual([]);
    }
  }
});
