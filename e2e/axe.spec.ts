import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./support/fixtures.ts";

/** The trade screen is looked at in every state by the test of its layout. */
const ROUTES = ["/calculators", "/compare", "/dollar", "/nowhere"];
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
const THEMES = process.env["FAIRMARK_PROVE"] === "1" ? ["Dark theme", "Light theme", "High contrast theme"] : ["High contrast theme"];

/** @param part what of the page is looked at: behind an open dialog it is inert, and is looked at by itself */
async function seriousFindings(page: Page, part: string): Promise<readonly string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).include(part).withTags(tags).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

const command = async (page: Page, words: string) => {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Command" }).fill(words);
  await page.keyboard.press("Enter");
};

test("UIX-001 axe finds nothing serious on any route or in any dialog", async ({ newTrader }) => {
  const trader = await newTrader();
  const { page } = trader;
  await trader.open();
  await trader.signUp();
  for (const theme of THEMES) {
    await command(page, theme);
    for (const [words, name] of DIALOGS) {
      await command(page, words);
      await expect(page.getByRole("dialog", { name })).toBeVisible();
      expect(await seriousFindings(page, "dialog[open]"), `${name}, ${theme}`).toEqual([]);
      await page.keyboard.press("Escape");
    }
    await page.keyboard.press("Control+k");
    expect(await seriousFindings(page, "dialog[open]"), `commands, ${theme}`).toEqual([]);
    await page.keyboard.press("Escape");
    for (const route of ROUTES) {
      await trader.visit(route);
      await expect(page.getByRole("heading").first()).toBeVisible();
      expect(await seriousFindings(page, "body"), `${route}, ${theme}`).toEqual([]);
    }
  }
});
